import type { Message } from '@siku/standards';
import type { AttributeDictionary } from './attribute-spec.js';

const title = (zh: string, en: string): Message => ({ zh, en });

/**
 * The attributes of an address, which all bases have in common: `{text, division (GB/T 2260), locality, postcode, point}`.
 * `words` are what departments put before 地址, 行政区划 …; `places` are whole column names of the address text.
 */
export function addressAttributes(
  prefix: string,
  zh: string,
  en: string,
  words: string[],
  places: string[],
): AttributeDictionary {
  const named = (...suffixes: string[]): string[] => words.flatMap((word) => suffixes.map((suffix) => word + suffix));
  return {
    [`${prefix}.text`]: {
      type: 'address',
      maxLength: 500,
      title: title(zh, en),
      synonyms: [...named('地址'), ...places],
    },
    [`${prefix}.division`]: {
      type: 'division',
      title: title(`${zh}行政区划`, `Division of the ${en.toLowerCase()}`),
      description: title('GB/T 2260', 'GB/T 2260'),
      synonyms: named('行政区划', '行政区划代码', '区划'),
    },
    [`${prefix}.locality`]: {
      type: 'text',
      maxLength: 100,
      title: title(`${zh}镇街`, `Town or street of the ${en.toLowerCase()}`),
      synonyms: named('街道', '乡镇'),
    },
    [`${prefix}.postcode`]: {
      type: 'identifier',
      scheme: 'postcode',
      title: title(`${zh}邮政编码`, `Postcode of the ${en.toLowerCase()}`),
      synonyms: named('邮政编码', '邮编'),
    },
    [`${prefix}.point`]: {
      type: 'point',
      title: title(`${zh}坐标`, `Position of the ${en.toLowerCase()}`),
      description: title('CGCS2000：“经度,纬度”', 'CGCS2000: "longitude,latitude"'),
      synonyms: named('坐标', '经纬度'),
    },
  };
}
