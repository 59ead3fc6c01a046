import type { AttributeSpec, Rule, ValueRule } from '@siku/catalogue';
import type { Message } from '@siku/standards';
import { bestDateFormat } from './infer-date.js';
import { standardiserOf } from '../standardise/standardise.js';
import type { SampleColumn } from './infer-target.js';

/** More distinct words than this are no code column, but text. */
const MOST_CODES = 30;

const SEPARATORS = ['；', ';', '、', '|', '，', ','];

/** 注册资本（万元） */
const UNIT = /[(（【[]\s*(?:单位[:：])?\s*([^)）】\]]*[元万亿千百][^)）】\]]*)[)）】\]]/;

/** How the column becomes the attribute: its name alone where that is enough. */
export function proposeRule(column: SampleColumn, spec: AttributeSpec, notes: Message[]): Rule {
  const { name: from } = column;
  const members = membersOf(column, spec, notes);
  return Object.keys(members).length === 0 ? from : { from, ...members };
}

function membersOf(column: SampleColumn, spec: AttributeSpec, notes: Message[]): Omit<ValueRule, 'from'> {
  if (spec.list) return splitOf(column);
  switch (spec.type) {
    case 'date':
      return formatOf(column, notes);
    case 'amount':
    case 'integer':
    case 'decimal': {
      const unit = UNIT.exec(column.name)?.[1]?.trim();
      return unit ? { unit } : {};
    }
    case 'code':
      return codesOf(column, spec, notes);
    default:
      return {};
  }
}

function formatOf({ name, values }: SampleColumn, notes: Message[]): { format?: string } {
  const { format, ambiguous } = bestDateFormat(values);
  if (ambiguous) {
    notes.push({
      zh: `“${name}”的日、月次序无法判断，请核对`,
      en: `Whether day or month comes first in "${name}" cannot be told; check`,
    });
  }
  return format === undefined ? {} : { format };
}

function codesOf({ name, values }: SampleColumn, spec: AttributeSpec, notes: Message[]): Omit<ValueRule, 'from'> {
  const standardise = standardiserOf(spec);
  const words = [...new Set(values)];
  const unknown = words.filter((word) => standardise(word).value === undefined);
  if (unknown.length === 0 || unknown.length > MOST_CODES) return {};
  notes.push({
    zh: `请为“${name}”的下列值选择代码：${unknown.join('、')}`,
    en: `Choose codes for these values of "${name}": ${unknown.join(', ')}`,
  });
  return { codes: Object.fromEntries(unknown.map((word) => [word, null])) };
}

function splitOf({ values }: SampleColumn): { split?: string[] } {
  const split = SEPARATORS.filter((separator) => values.some((text) => text.includes(separator)));
  return split.length > 0 ? { split } : {};
}
