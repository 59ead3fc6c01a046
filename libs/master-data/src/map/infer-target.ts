import type { AttributeDictionary, AttributeSpec } from '@siku/catalogue';
import { normaliseText } from '@siku/standards';
import { standardiserOf } from '../standardise/standardise.js';
import { bestDateFormat } from './infer-date.js';
import { isFigure, RATE, withoutTranslation } from './infer-words.js';

/** A column of a sample, without its empty cells. */
export interface SampleColumn {
  name: string;
  values: readonly string[];
  /** Every row has a value, and no two the same. */
  unique: boolean;
}

export interface TargetMatch {
  column: SampleColumn;
  target: string;
  /** 0–1 */
  confidence: number;
}

const LEAST_CONFIDENCE = 0.5;

/** Values looked at: enough to tell a column of codes from another. */
const TRIED_VALUES = 200;

/** Types whose columns hold words of the department's own: codes, names of areas, what stands for no figure. */
const ONBOARDED = new Set(['code', 'area', 'figure']);

const NAMED = new Set(['code', 'area']);
const isMeasured = (text: string): boolean => isFigure(text) && /[.．]/u.test(text);

/** Check characters do not come about by chance, so values alone are enough for these. */
const SELF_EVIDENT = new Set(['uscc', 'orgCode']);
const SELF_EVIDENT_SHARE = 0.7;

/** A header without spaces, case, translation, and what stands in brackets: 注册资本（万元） */
export const foldHeader = (name: string): string =>
  normaliseText(withoutTranslation(name))
    .replace(/[([【].*?[)\]】]/g, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Of types that a dictionary has once: periods, figures, areas. */
export const pathOfType = (dictionary: AttributeDictionary, type: AttributeSpec['type']): string | undefined =>
  Object.keys(dictionary).find((path) => dictionary[path]!.type === type);

/** The likeliest attribute of each column; no attribute twice. */
export function bestTargets(columns: readonly SampleColumn[], dictionary: AttributeDictionary): TargetMatch[] {
  const candidates = columns.flatMap((column) =>
    Object.entries(dictionary).flatMap(([target, spec]): TargetMatch[] => {
      const confidence = spec.type === 'relations' || target.endsWith('*') ? 0 : confidenceOf(column, spec);
      return confidence < LEAST_CONFIDENCE ? [] : [{ column, target, confidence }];
    }),
  );
  // Stable: of two equally likely ones the attribute that comes first in the dictionary.
  candidates.sort((a, b) => b.confidence - a.confidence);
  const taken = new Set<string>();
  return candidates.filter(({ column, target }) => {
    if (taken.has(`c ${column.name}`) || taken.has(`t ${target}`)) return false;
    taken.add(`c ${column.name}`).add(`t ${target}`);
    return true;
  });
}

function confidenceOf(column: SampleColumn, spec: AttributeSpec): number {
  if (spec.type === 'figure' && RATE.test(column.name)) return 0;
  const header = headerLikeness(foldHeader(column.name), spec);
  if (column.values.length === 0) return header * 0.8;
  const isSelfEvident = SELF_EVIDENT.has(spec.scheme ?? '');
  if (header === 0 && !isSelfEvident) return 0;
  const readable = readableShare(column, spec);
  if (header === 0) return readable < SELF_EVIDENT_SHARE ? 0 : 0.9 * readable;
  return round(header * (0.4 + 0.6 * readable));
}

/** 1 for a synonym, less for a header that holds one. */
function headerLikeness(header: string, spec: AttributeSpec): number {
  const words = [spec.title.zh, ...(spec.synonyms ?? [])].map(foldHeader);
  const at = words.indexOf(header);
  if (at >= 0) return 1 - Math.min(at, 10) * 0.005;
  const held = words.filter((word) => word.length > 1 && header.includes(word)).sort((a, b) => b.length - a.length)[0];
  return held === undefined ? 0 : 0.6 + (0.35 * held.length) / header.length;
}

function readableShare({ values }: SampleColumn, spec: AttributeSpec): number {
  if (spec.type === 'date') return bestDateFormat(values.slice(0, TRIED_VALUES)).share;
  const standardise = standardiserOf(spec);
  const tried = [...new Set(values)].slice(0, TRIED_VALUES);
  // What is measured is neither a code nor an area, whatever its heading begins with: 地区生产总值.
  if (NAMED.has(spec.type) && tried.some(isMeasured)) return 0;
  const good = tried.filter((text) => standardise(text).value !== undefined).length;
  // These are onboarded with a table of words or marks of their own, so unknown ones say little against them; a readable one says much.
  return ONBOARDED.has(spec.type) ? 0.5 + (0.5 * good) / tried.length : good / tried.length;
}

const round = (confidence: number): number => Math.round(confidence * 1000) / 1000;
