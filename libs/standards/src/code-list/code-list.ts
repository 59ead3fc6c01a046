import { INDUSTRY_SECTIONS } from '../industry/industry-sections.js';
import { accepted, type Checked, type Message, refusal } from '../message/message.js';
import { identifierText, normaliseText } from '../text/half-width.js';
import { COUNTRIES } from './countries.js';
import { CURRENCIES, ECONOMIC_TYPES, ORGANISATION_TYPES, REGISTERING_AUTHORITIES } from './organisation-lists.js';
import { DEGREES, EDUCATION, ETHNIC_GROUPS, EVERYDAY, MARITAL_STATUS, SEX } from './person-lists.js';

type CodeList = ReadonlyMap<string, Message>;

function fromText(text: string): CodeList {
  return new Map(
    text.split('|').map((entry) => {
      const space = entry.indexOf(' ');
      const slash = entry.indexOf('/', space);
      return [entry.slice(0, space), { zh: entry.slice(space + 1, slash), en: entry.slice(slash + 1) }];
    }),
  );
}

/** Where the standard's name is not the one of Unicode CLDR. */
const REGIONS: Readonly<Record<string, Message>> = {
  HKG: { zh: '中国香港', en: 'Hong Kong, China' },
  MAC: { zh: '中国澳门', en: 'Macao, China' },
  TWN: { zh: '中国台湾', en: 'Taiwan, China' },
};

const COUNTRY = /([A-Z]{3}) ([A-Z]{2})/g;

function countries(): CodeList {
  const zh = new Intl.DisplayNames('zh-CN', { type: 'region' });
  const en = new Intl.DisplayNames('en', { type: 'region' });
  return new Map(
    [...COUNTRIES.matchAll(COUNTRY)].map(([, three, two]) => [
      three!,
      REGIONS[three!] ?? { zh: zh.of(two!) ?? three!, en: en.of(two!) ?? three! },
    ]),
  );
}

/** Whose nationality no country's code names; ICAO 9303 part 3, section 5. */
const WITHOUT_COUNTRY: CodeList = new Map([
  ['XXA', { zh: '无国籍', en: 'Stateless person' }],
  ['XXB', { zh: '难民', en: 'Refugee' }],
  ['XXC', { zh: '其他难民', en: 'Refugee, other' }],
  ['XXX', { zh: '国籍不明', en: 'Unspecified nationality' }],
]);

const MAKERS: Readonly<Record<string, () => CodeList>> = {
  'GB/T 2261.1': () => fromText(SEX),
  'GB/T 2261.2': () => fromText(MARITAL_STATUS),
  'GB/T 3304': () => fromText(ETHNIC_GROUPS),
  'GB/T 4658': () => fromText(EDUCATION),
  'GB/T 6864': () => fromText(DEGREES),
  'GB/T 2659': countries,
  'ICAO 9303': () => new Map([...countries(), ...WITHOUT_COUNTRY]),
  'GB/T 12402': () => fromText(ECONOMIC_TYPES),
  'GB/T 12406': () => fromText(CURRENCIES),
  'GB/T 20091': () => fromText(ORGANISATION_TYPES),
  'GB 32100': () => fromText(REGISTERING_AUTHORITIES),
  'GB/T 4754': () => new Map(INDUSTRY_SECTIONS.map(([letter, zh, en]) => [letter, { zh, en }])),
};

const made = new Map<string, CodeList>();

/** The lists `codeList` knows, by the number of their standard. */
export function codeListNames(): string[] {
  return Object.keys(MAKERS);
}

/** Code → name of one national code list: `GB/T 2261.1` sex, `GB/T 3304` ethnic groups, … Throws a RangeError for another name. */
export function codeList(name: string): CodeList {
  let list = made.get(name);
  if (!list) {
    const make = Object.hasOwn(MAKERS, name) ? MAKERS[name] : undefined;
    if (!make) throw new RangeError(`no code list ${JSON.stringify(name)}; there are ${codeListNames().join(', ')}`);
    made.set(name, (list = make()));
  }
  return list;
}

/** Full names, and what is said of regions. */
const COUNTRY_WORDS: Readonly<Record<string, string>> = {
  ...{ CHN: '中华人民共和国', HKG: '香港', MAC: '澳门', TWN: '台湾 台湾省' },
  ...{ USA: '美利坚合众国', KOR: '大韩民国', RUS: '俄罗斯联邦' },
};

/** What is written for a code beside its list's own words: standard → code → words. */
const FURTHER: typeof EVERYDAY = {
  ...EVERYDAY,
  'GB/T 2659': COUNTRY_WORDS,
  'ICAO 9303': { ...COUNTRY_WORDS, XXA: '无国籍人 无国籍者 无国籍人士 STATELESS', XXX: '国籍未定 未定国籍 国籍不详' },
  'GB/T 12406': { CNY: '人民币 元 RMB' },
};

/** Words beside a list's own → code; ISO 3166 has two letters as well as three. */
function furtherWords(name: string): [word: string, code: string][] {
  const said = Object.entries(FURTHER[name] ?? {}).flatMap(([code, all]) =>
    all.split(' ').map((word): [string, string] => [word, code]),
  );
  if (['GB/T 2659', 'ICAO 9303'].includes(name))
    for (const [, three, two] of COUNTRIES.matchAll(COUNTRY)) said.push([two!, three!]);
  return said;
}

/** Ways a code is written → code: the code, without leading zeros, its Chinese name with and without 族, its English name, and everyday words. */
const spellings = new Map<string, Map<string, string>>();

function spellingsOf(name: string): Map<string, string> {
  let known = spellings.get(name);
  if (!known) {
    known = new Map();
    for (const [code, { zh, en }] of codeList(name)) {
      for (const spelling of [zh, zh.replace(/族$/, ''), zh.replace(/[()]/g, ''), en.toUpperCase()]) {
        if (!known.has(spelling)) known.set(spelling, code);
      }
    }
    for (const code of codeList(name).keys()) {
      const short = code.replace(/^0+(?=.)/, '');
      if (short !== code && !codeList(name).has(short)) known.set(short, code);
    }
    for (const code of codeList(name).keys()) known.set(code, code);
    for (const [word, code] of furtherWords(name)) if (!known.has(word)) known.set(word, code);
    spellings.set(name, known);
  }
  return known;
}

const unknown = new Map<string, Checked>();

/** A value of a code list, given as its code or its name in Chinese or English; the value is the code. */
export function checkCode(name: string, text: string): Checked {
  const known = spellingsOf(name);
  const code = known.get(text) ?? known.get(identifierText(text)) ?? known.get(normaliseText(text).toUpperCase());
  if (code !== undefined) return accepted(code);
  let refused = unknown.get(name);
  if (!refused) {
    const some = [...codeList(name)].slice(0, 4);
    refused = refusal(
      'code-unknown',
      { zh: `不是 ${name} 中的代码`, en: `not a code of ${name}` },
      {
        zh: `请填写该标准的代码或名称,例如 ${some.map(([c, m]) => `${c} ${m.zh}`).join('、')}`,
        en: `give a code or name of that standard, for example ${some.map(([c, m]) => `${c} ${m.en}`).join(', ')}`,
      },
    );
    unknown.set(name, refused);
  }
  return refused;
}
