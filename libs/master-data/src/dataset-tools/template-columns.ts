import {
  listOf,
  resolveTarget,
  ruleOf,
  type AttributeDictionary,
  type AttributeSpec,
  type DatasetDefinition,
  type Rule,
  type ValueRule,
} from '@siku/catalogue';
import { codeList, type Message } from '@siku/standards';
import type { TemplateColumn } from '../report/template.js';

/** A column and everything a definition says of it. */
interface Use {
  column: string;
  rule: ValueRule;
  spec: AttributeSpec;
}

/** The columns a dataset's file has, in the order of its definition: key, mapping, effective date, mark of deletion. */
export function templateColumns(definition: DatasetDefinition, dictionary: AttributeDictionary): TemplateColumn[] {
  const uses = usesOf(definition, dictionary);
  const { effectiveDate, deleted, key } = definition;
  const columns = new Map<string, TemplateColumn>();
  const add = (name: string, description: Message, rest: Partial<TemplateColumn> = {}): void => {
    const present = columns.get(name);
    if (!present) columns.set(name, { name, description, ...rest });
    else {
      const { description: before } = present;
      const both = { zh: `${before.zh}；${description.zh}`, en: `${before.en}; ${description.en}` };
      columns.set(name, {
        ...present,
        ...rest,
        description: both,
        required: present.required === true || rest.required === true,
      });
    }
  };
  for (const name of key) add(name, KEY, { required: true });
  for (const { column, rule, spec } of uses) {
    add(column, describe(spec, rule), { required: spec.required === true, codes: codesOf(spec, rule) });
  }
  if (effectiveDate) {
    const { from, format } =
      typeof effectiveDate === 'string' ? { from: effectiveDate, format: undefined } : effectiveDate;
    add(from, withFormat(EFFECTIVE_DATE, format));
  }
  if (deleted) {
    const codes = Object.fromEntries(deleted.values.map((value) => [value, DELETED]));
    add(deleted.column, DELETED_COLUMN, { codes });
  }
  return [...columns.values()];
}

const KEY: Message = { zh: '主键', en: 'Key' };
const EFFECTIVE_DATE: Message = { zh: '本行的生效日期', en: 'Date from which the row is true' };
const DELETED_COLUMN: Message = { zh: '删除标志', en: 'Mark of deletion' };
const DELETED: Message = { zh: '删除', en: 'deleted' };

function usesOf({ mapping }: DatasetDefinition, dictionary: AttributeDictionary): Use[] {
  return Object.entries(mapping).flatMap(([target, rule]) => {
    const spec = resolveTarget(dictionary, target)?.spec;
    if (!spec) return [];
    if (!Array.isArray(rule)) return usesOfRule(rule, spec);
    return rule.flatMap((relation) =>
      Object.entries(relation).flatMap(([member, memberRule]) => {
        const memberSpec = resolveTarget(spec.members ?? {}, member)?.spec;
        // A relation is optional as a whole, whatever it cannot be without.
        return memberSpec ? usesOfRule(memberRule, { ...memberSpec, required: false }) : [];
      }),
    );
  });
}

const usesOfRule = (rule: Rule, spec: AttributeSpec): Use[] =>
  listOf(ruleOf(rule).from).map((column) => ({ column, rule: ruleOf(rule), spec }));

function describe(spec: AttributeSpec, { format, unit, split }: ValueRule): Message {
  const { zh, en } = withFormat(spec.title, format);
  const separators = listOf(split).join(' ');
  return {
    zh: zh + (unit ? `（单位：${unit}）` : '') + (separators ? `（多个值以 ${separators} 分隔）` : ''),
    en: en + (unit ? ` (in ${unit})` : '') + (separators ? ` (several, separated by ${separators})` : ''),
  };
}

function withFormat({ zh, en }: Message, format: string | string[] | undefined): Message {
  const formats = listOf(format).join(' / ');
  return formats ? { zh: `${zh}（${formats}）`, en: `${en} (${formats})` } : { zh, en };
}

/** What may be written: the words of the dataset's table, or the attribute's own codes by the name people know. */
function codesOf(spec: AttributeSpec, { codes, pattern }: ValueRule): TemplateColumn['codes'] {
  // A pattern cuts the code out of more text: the column holds no codes.
  if (pattern !== undefined || !spec.codes) return undefined;
  const meanings = typeof spec.codes === 'string' ? Object.fromEntries(codeList(spec.codes)) : spec.codes;
  if (!codes) {
    return typeof spec.codes === 'string'
      ? meanings
      : Object.fromEntries(Object.entries(meanings).map(([code, { zh, en }]) => [zh, { zh: code, en }]));
  }
  const nothing = { zh: '（无）', en: '(none)' };
  return Object.fromEntries(
    Object.entries(codes).map(([word, code]) => [
      word,
      code === null ? nothing : (meanings[code] ?? { zh: code, en: code }),
    ]),
  );
}
