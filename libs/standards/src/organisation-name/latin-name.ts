import { divisions } from '../division/division-table.js';
import { pinyin } from '../pinyin/pinyin.js';
import type { OrganisationName } from './name-parts.js';

const LEGAL_FORM =
  /(?: (?:GROUP )?(?:CO(?:MPANY)? LTD|CO(?:MPANY)? LIMITED|CORP(?:ORATION)? LTD|(?:JOINT STOCK )?LIMITED LIABILITY COMPANY|LLC|LTD|LIMITED|INC|INCORPORATED|CORP|CORPORATION|PLC|CO|COMPANY|GMBH|AG|SA|GROUP|HOLDINGS?))+$/;

let cities: Set<string> | undefined;

/** Provinces and prefectures in pinyin, written together: NINGBO, ZHEJIANG. */
function cityNames(): Set<string> {
  cities ??= new Set(
    [...divisions()]
      .filter(([code, name]) => code.endsWith('00') && name.length > 2)
      .map(([, name]) =>
        pinyin(name.replace(/[省市]$/, ''))
          .replaceAll(' ', '')
          .toUpperCase(),
      ),
  );
  return cities;
}

/** The parts of a name in Latin letters; the industry is left in the core, since English names state it anywhere. */
export function latinOrganisationName(text: string): OrganisationName {
  const normal = text
    .normalize('NFKC')
    .normalize('NFD')
    .replace(/[\p{M}'’]/gu, '')
    .toUpperCase()
    .replace(/&/g, ' AND ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
  const legalForm = LEGAL_FORM.exec(normal)?.[0] ?? '';
  const words = normal.slice(0, normal.length - legalForm.length).split(' ');
  let at = 0;
  while (at < 2 && at < words.length - 1 && (words[at] === 'CHINA' || cityNames().has(words[at]!))) at++;
  return {
    normal,
    region: words.slice(0, at).join(' '),
    core: words.slice(at).join(' '),
    industry: '',
    legalForm: legalForm.trim(),
  };
}
