import { latinLetters } from '../text/latin-letters.js';
import { normaliseAddress } from './address.js';

const HAN = /[\u3400-\u9fff]/;

/** Levels of a Chinese address, from the province down to the room: a part ends with one of these. */
const PARTS =
  /[\u3400-\u9fff]+?(?:特别行政区|自治区|自治州|自治县|开发区|新区|省|市|区|县|旗|镇|乡|街道|社区|村|组|路|街|大道|道|巷|弄|里|胡同|小区|花园|新村|苑|公寓|大厦)|[A-Z]?\d+(?:-\d+)*[A-Z]?(?:号|弄|巷|幢|单元|室|楼|层|座|组|队)?|[\u3400-\u9fff]+|[A-Z]+/g;

const SHORT: Readonly<Record<string, string>> = {
  street: 'st',
  strasse: 'str',
  road: 'rd',
  avenue: 'ave',
  av: 'ave',
  lane: 'ln',
  drive: 'dr',
  place: 'pl',
  court: 'ct',
  crescent: 'cres',
  circuit: 'cct',
  boulevard: 'blvd',
  parade: 'pde',
  terrace: 'tce',
  square: 'sq',
  highway: 'hwy',
  apartment: 'apt',
  apartments: 'apts',
  building: 'bldg',
  suite: 'ste',
  north: 'n',
  south: 's',
  east: 'e',
  west: 'w',
  saint: 'st',
  mount: 'mt',
};

/**
 * An address as words that can be compared one by one: a Chinese one by its levels (division, road, number, building, room), any other by its
 * words in Latin letters, the usual ones shortened. In their order, with repeats.
 */
export function addressWords(text: string): string[] {
  if (HAN.test(text)) return normaliseAddress(text).match(PARTS) ?? [];
  return latinLetters(text.replace(/\./g, ' '))
    .split(' ')
    .filter((word) => word !== '')
    .map((word) => SHORT[word] ?? word);
}
