import { compilePattern, DEFAULT_IGNORED_VALUES, type AttributeSpec, type Rule, type ValueRule } from '@siku/catalogue';
import { checkArea, checkDecimal, checkPeriod, type Message } from '@siku/standards';
import { bestDateFormat } from './infer-date.js';
import { isBelow } from '../read/remarks.js';
import { standardiserOf } from '../standardise/standardise.js';
import type { SampleColumn } from './infer-target.js';
import { MARKED_FIGURE, nameOf, NO_FIGURE, UNMARKED, WHOLE, wordOf } from './infer-words.js';

/** More distinct words than this are no code column, but text. */
const MOST_CODES = 30;

const SEPARATORS = ['；', ';', '、', '|', '，', ','];

/** 注册资本（万元） */
const UNIT = /[(（【[]\s*(?:单位[:：])?\s*([^)）】\]]*[元万亿千百][^)）】\]]*)[)）】\]]/;

/** What is known beside the column itself. */
export interface RuleContext {
  /** What the base calls the codes of the attribute: word → code. */
  words?: ReadonlyMap<string, string>;
  /** Area that the table as a whole is about. */
  area?: string | null;
  /** Unit of money that is said above the table. */
  unit?: string | undefined;
}

/** How the column becomes the attribute: its name alone where that is enough. */
export function proposeRule(
  column: SampleColumn,
  spec: AttributeSpec,
  notes: Message[],
  context: RuleContext = {},
): Rule {
  const { name: from } = column;
  const members = membersOf(column, spec, notes, context);
  return Object.keys(members).length === 0 ? from : { from, ...members };
}

type Members = Omit<ValueRule, 'from'>;

function membersOf(column: SampleColumn, spec: AttributeSpec, notes: Message[], context: RuleContext): Members {
  if (spec.list) return splitOf(column);
  switch (spec.type) {
    case 'date':
      return formatOf(column, notes);
    case 'amount':
    case 'integer':
    case 'decimal': {
      const unit = UNIT.exec(column.name)?.[1]?.trim() ?? (spec.type === 'amount' ? context.unit : undefined);
      return unit ? { unit } : {};
    }
    case 'figure':
      return figuresOf(column);
    case 'period':
      return periodsOf(column);
    case 'area':
      return areasOf(column, notes, context.area ?? null);
    case 'code':
      return context.words ? knownCodesOf(column, context.words, notes) : codesOf(column, spec, notes);
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

/** Codes that are data: what the base does not know is asked for, and refused until it is answered. */
function knownCodesOf({ name, values }: SampleColumn, known: ReadonlyMap<string, string>, notes: Message[]): Members {
  const codes = new Set(known.values());
  const words = [...new Set(values)].filter((word) => !codes.has(word) && !isBelow(word));
  if (words.length === 0) return {};
  const table = words.map((word) => [word, known.get(wordOf(word)) ?? null] as const);
  noteUnknown(
    name,
    table.flatMap(([word, code]) => (code === null ? [word] : [])),
    notes,
  );
  return { codes: Object.fromEntries(table), strict: true };
}

/** Marks of footnotes come off; what stands for no figure is none. */
function figuresOf({ values }: SampleColumn): Members {
  const odd = [...new Set(values)].filter((text) => !checkDecimal(text).ok);
  const blanks = odd.filter((text) => NO_FIGURE.has(text) && !DEFAULT_IGNORED_VALUES.includes(text));
  const marked = new RegExp(MARKED_FIGURE, 'u');
  return {
    ...(blanks.length > 0 && { ignoreValues: [...DEFAULT_IGNORED_VALUES, ...blanks] }),
    ...(odd.some((text) => marked.test(text)) && { pattern: '^[-+−]?[0-9０-９,，.]+' }),
  };
}

/** Marks of footnotes come off. */
function periodsOf({ values }: SampleColumn): Members {
  const unmarked = compilePattern(UNMARKED);
  const isMarked = (text: string): boolean => !checkPeriod(text).ok && checkPeriod(unmarked.extract(text) ?? '').ok;
  return values.some(isMarked) ? { pattern: UNMARKED } : {};
}

/** Names that say nothing alone are of the area the table is about. */
function areasOf({ name, values }: SampleColumn, notes: Message[], whole: string | null): Members {
  const words = [...new Set(values)].filter((word) => !isBelow(word));
  const ambiguous = words.some((word) => codeOf(checkArea(nameOf(word))) === 'area-ambiguous');
  const under = whole !== null && ambiguous ? whole : undefined;
  const unread = words.filter((word) => !checkArea(word, under).ok);
  const codes = unread.map((word) => {
    const checked = checkArea(nameOf(word), under);
    return [word, checked.ok ? checked.value : WHOLE.test(nameOf(word)) ? whole : null] as const;
  });
  noteUnknown(
    name,
    codes.flatMap(([word, code]) => (code === null ? [word] : [])),
    notes,
  );
  return { ...(codes.length > 0 && { codes: Object.fromEntries(codes) }), ...(under && { under }) };
}

const codeOf = (checked: ReturnType<typeof checkArea>): string | null => (checked.ok ? null : checked.code);

function noteUnknown(name: string, words: readonly string[], notes: Message[]): void {
  if (words.length === 0) return;
  notes.push({
    zh: `请为“${name}”的下列值选择代码：${words.join('、')}`,
    en: `Choose codes for these values of "${name}": ${words.join(', ')}`,
  });
}

function codesOf({ name, values }: SampleColumn, spec: AttributeSpec, notes: Message[]): Members {
  const standardise = standardiserOf(spec);
  const words = [...new Set(values)];
  const unknown = words.filter((word) => standardise(word).value === undefined);
  if (unknown.length === 0 || unknown.length > MOST_CODES) return {};
  noteUnknown(name, unknown, notes);
  return { codes: Object.fromEntries(unknown.map((word) => [word, null])) };
}

function splitOf({ values }: SampleColumn): { split?: string[] } {
  const split = SEPARATORS.filter((separator) => values.some((text) => text.includes(separator)));
  return split.length > 0 ? { split } : {};
}
