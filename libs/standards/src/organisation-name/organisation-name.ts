import { toSimplified } from '../text/simplified.js';
import { latinOrganisationName } from './latin-name.js';
import {
  BRACKETED_FORMS,
  BRANCH_FORMS,
  INDUSTRY_WORDS,
  LEGAL_FORMS,
  PUBLIC_FORMS,
  PUBLIC_WORDS,
} from './name-words.js';
import type { OrganisationName } from './name-parts.js';
import { isRegion, regionPrefix } from './region-prefix.js';

/** Last characters → words, longest first: one look-up instead of hundreds of comparisons. */
function bySuffix(words: readonly string[]): Map<string, string[]> {
  const map = new Map<string, string[]>();
  for (const word of new Set(words)) {
    const last = word.at(-1)!;
    map.set(last, [...(map.get(last) ?? []), word]);
  }
  for (const list of map.values()) list.sort((a, b) => b.length - a.length);
  return map;
}
const legalForms = bySuffix(LEGAL_FORMS);
const branchForms = bySuffix(BRANCH_FORMS);
const industryWords = bySuffix(INDUSTRY_WORDS);

const suffixOf = (text: string, words: Map<string, string[]>): string =>
  words.get(text.at(-1) ?? '')?.find((word) => text.endsWith(word)) ?? '';

const HAN = /[\u3400-\u9fff]/;
/** …有限公司余姚分公司, …有限公司研究院: whatever follows 公司 is a part of it. */
const COMPANY_PART = /^(.{2,}?公司)(.+)$/;
/** Without the word 公司 the part must say itself what it is: 浦东发展银行宁波分行. */
const OTHER_PART = /^(.{2,}?(?:银行|联社|信用社|事务所|集团))(.+(?:分行|支行|分公司|分社|分所|分理处|营业部|储蓄所))$/;

/** Signs that are no part of a name; · and - are dropped too, since registers disagree on them. */
const SIGNS = /[\s"'“”‘’「」『』《》〈〉,，.。、·•・\-—–_~*!！?？;；:：]+/g;

export function normalName(text: string): string {
  return toSimplified(text.normalize('NFKC'))
    .toUpperCase()
    .replace(/[([{【〔〖［〈]/g, '(')
    .replace(/[)\]}】〕〗］〉]/g, ')')
    .replace(SIGNS, '')
    .replace(/[\u200b-\u200f\u2060\ufeff]/g, '');
}

/** Where the industry words at the end of `stem` begin, not before `from`. */
function industryFrom(stem: string, from: number): number {
  let at = stem.length;
  for (let count = 0; count < 3; count++) {
    const word = suffixOf(stem.slice(0, at), industryWords);
    // a further word must leave two characters for the trade name: 海天 国际贸易, not 海 天国际贸易
    if (word === '' || at - word.length < from + (count > 0 ? 2 : 0)) break;
    at -= word.length;
  }
  return at;
}

/** Region, trade name and industry of a name without its legal form. */
function splitStem(stem: string, form: string): { region: string; core: string; industry: string } {
  const prefix = regionPrefix(stem);
  const start = industryFrom(stem, prefix.length);
  const industry = stem.slice(start);
  const core = stem.slice(prefix.length, start);
  const region = stem.slice(0, prefix.length);
  if (prefix.length > 0 && core.length < 2) {
    // nothing else is left for a trade name. 大同(贸易): the word was no region; 宁波港, 宁波银行: all of it is the name
    if (prefix.doubtful && core === '') return { region: '', core: region, industry };
    return { region: '', core: stem, industry: '' };
  }
  if (core.length < 2) return { region: '', core: stem, industry: '' };
  // one city's 财政局 and 人民医院 differ from the next one's by their region alone
  const isPublic = form === '' ? industry === '' || PUBLIC_WORDS.has(industry) : PUBLIC_FORMS.has(form);
  return { region, core: isPublic ? prefix.last + core : core, industry };
}

function chineseName(normal: string): OrganisationName {
  let bracketRegion = '';
  let bracketForm = '';
  let stem = normal;
  if (normal.includes('(')) {
    const plain = normal.replace(/\(([^()]*)\)/g, (_, inside: string) => {
      if (inside === '集团' || inside === '控股') return inside;
      if (BRACKETED_FORMS.has(inside)) bracketForm = inside;
      else if (isRegion(inside)) bracketRegion = inside;
      else return inside;
      return '';
    });
    stem = plain.replace(/[()]/g, '') || normal;
  }
  let branch = '';
  let branchForm = '';
  const part = COMPANY_PART.exec(stem) ?? OTHER_PART.exec(stem);
  if (part) {
    branchForm = suffixOf(part[2]!, branchForms);
    branch = part[2]!.slice(0, part[2]!.length - branchForm.length);
    stem = part[1]!;
  }
  let form = suffixOf(stem, legalForms);
  // 和平饭店 is no 店 called 和平饭, and 公司 alone is all the name there is
  if (form === stem || (form.length === 1 && suffixOf(stem, industryWords).length > 1)) form = '';
  const parts = splitStem(stem.slice(0, stem.length - form.length), form + bracketForm);
  return {
    normal,
    region: parts.region || bracketRegion,
    core: parts.core + branch,
    industry: parts.industry,
    legalForm: form + bracketForm + branchForm,
  };
}

/** Names repeat within and between departments. Bounded: emptied when full, which costs less than keeping an order of use. */
const cache = new Map<string, OrganisationName>();
const MAX_CACHED = 20_000;

/** The parts of an organisation's name, Chinese or English; equal text always gives equal parts. */
export function organisationName(text: string): OrganisationName {
  let name = cache.get(text);
  if (!name) {
    name = Object.freeze(HAN.test(text) ? chineseName(normalName(text)) : latinOrganisationName(text));
    if (cache.size >= MAX_CACHED) cache.clear();
    cache.set(text, name);
  }
  return name;
}
