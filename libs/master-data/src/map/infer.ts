import type { AttributeDictionary, CodeWords, DatasetDefinition, Mapping, Rule } from '@siku/catalogue';
import { HOME_CITY, type Message } from '@siku/standards';
import { cellText } from './cells.js';
import {
  ASSUMED_HOME,
  NO_KEY,
  SCALED,
  SEVERAL_TABLES,
  SUMS_ONLY,
  figuresLeft,
  notFound,
  oneSheet,
  readThoughHidden,
  sumsOfYears,
  tablesBeside,
  yearSaidOnce,
} from './infer-notes.js';
import { areaIn, constantOf, lastMonthIn, periodIn } from './infer-once.js';
import { isPeriodLike, joinedPeriod, partsOfTitle, saysPartOfPeriod } from './infer-period.js';
import { proposeRule, type RuleContext } from './infer-rule.js';
import { bestTargets, foldHeader, pathOfType, type SampleColumn, type TargetMatch } from './infer-target.js';
import { isFigure, isRemark, unitSaid, wordOf } from './infer-words.js';

/** What a column of a sample file probably is. */
export interface ColumnProposal {
  column: string;
  /** Attribute it fills; null when none was recognised. */
  target: string | null;
  /** 0–1 */
  confidence: number;
  samples: string[];
}

export interface InferredDefinition {
  /** Ready for PUT once its author has read it. */
  definition: DatasetDefinition;
  columns: ColumnProposal[];
  /** What its author should look at. */
  notes: Message[];
}

const SHOWN_SAMPLES = 5;

const KNOWN_WORDS = 0.6;

const EFFECTIVE_DATE = [
  '变更日期',
  '变动日期',
  '更新日期',
  '更新时间',
  '核准日期',
  '数据日期',
  '生效日期',
  'effective date',
  'updated on',
].map(foldHeader);

const IS_NUMBER_COLUMN = /(编号|号码|代码|证号|号|序号|id|no|code|symbol)$/i;

/** A file as a proposal sees it. */
export interface SampleTable {
  columns: readonly string[];
  rows: readonly (readonly (string | null)[])[];
  /** what stands above the table: a title, a unit */
  above?: readonly string[];
  /** column names as the file has them, where the columns were made of values among them */
  headings?: readonly string[];
  /** what was put before the periods of the headings: 2026年 */
  yearOfTitle?: string;
  /** names of the worksheets, the one it was read from first */
  sheetOf?: readonly string[];
  /** columns and rows that a spreadsheet does not show */
  hidden?: readonly string[];
  /** columns of the tables that stand beside it */
  beside?: readonly string[];
  /** another table stands below it */
  holdsAnother?: boolean;
}

export interface SampleBase {
  code: string;
  dictionary: AttributeDictionary;
  /** what the base calls its codes, see `CataloguedBase.words` */
  words?: CodeWords;
}

/** A definition proposed from a file's header and some of its rows. Pure. */
export function inferDefinition(table: SampleTable, base: SampleBase, department: string): InferredDefinition {
  const { dictionary, words = {} } = base;
  const { above = [], headings = table.columns, yearOfTitle, sheetOf = [], hidden = [], holdsAnother = false } = table;
  const { beside = [] } = table;
  const columns = table.columns.map((name, index) => sampleColumn(name, index, table.rows));
  const [period, figure] = [pathOfType(dictionary, 'period'), pathOfType(dictionary, 'figure')];
  const parts = period === undefined ? null : joinedPeriod(table.columns, table.rows);
  const isPart = ({ name }: SampleColumn): boolean => parts?.from.includes(name) ?? false;
  const matched = bestTargets(
    columns.filter((column) => !isPart(column)),
    dictionary,
  );
  // Where a column says the whole period, its year and month beside it say nothing more.
  const ofWhole = matched.find(({ target }) => target === period);
  const joined = parts && !(ofWhole && isPeriodLike(ofWhole.column.values, parts.periods)) ? parts : null;
  const matchedOrKnown = [...matched, ...byWords(columns, matched, words)];
  const saysPeriod = joined !== null || matchedOrKnown.some(({ target }) => target === period);
  const ofTitle = period === undefined || saysPeriod ? null : partsOfTitle(table.columns, table.rows, above);
  const periodColumns = joined ? columns.filter(isPart) : columns.filter(({ name }) => name === ofTitle?.column);
  const found =
    periodColumns.length > 0
      ? [
          ...matchedOrKnown.filter(({ target, column }) => target !== period && !periodColumns.includes(column)),
          ...periodColumns.map((column) => ({ column, target: period!, confidence: 1 })),
        ]
      : matchedOrKnown;
  const whole = (joined ?? ofTitle)?.whole ?? [];
  const notes: Message[] = [
    ...[yearOfTitle ?? ofTitle?.year].flatMap((year) => (year === undefined ? [] : yearSaidOnce(year))),
    ...(whole.length > 0 ? [sumsOfYears(whole)] : []),
    ...(sheetOf.length > 1 ? [oneSheet(sheetOf)] : []),
    ...(hidden.length > 0 ? [readThoughHidden(hidden)] : []),
    ...(beside.length > 0 ? [tablesBeside(beside)] : []),
    ...(holdsAnother ? [SEVERAL_TABLES] : []),
    ...(columns.some(isScaled) ? [SCALED] : []),
  ];
  const mapping: Mapping = {};
  const columnOf = (path: string | undefined) => found.find(({ target }) => target === path)?.column;
  const named = areaIn(above);
  const titlePeriod = saysPartOfPeriod([...table.columns, ...headings])
    ? null
    : (periodIn(above) ?? lastMonthIn(above, headings));
  const said = {
    above,
    headings,
    periods:
      joined?.periods ??
      (ofTitle && Object.values(ofTitle.codes)) ??
      columnOf(period)?.values ??
      (titlePeriod === null ? [] : [titlePeriod]),
    periodColumn: joined ? undefined : columnOf(period)?.name,
    titlePeriod,
    area: named ?? HOME_CITY,
    names: columnOf(Object.keys(words)[0]),
  };
  for (const [path, spec] of Object.entries(dictionary)) {
    const column = columnOf(path);
    const context: RuleContext = { words: words[path], area: said.area, unit: moneySaid(above) };
    const rule = column ? proposeRule(column, spec, notes, context) : constantOf(path, spec, said, words, notes);
    if (joined && path === period) mapping[path] = { from: joined.from, join: joined.join };
    else if (ofTitle && path === period) mapping[path] = { from: ofTitle.column, codes: ofTitle.codes, strict: true };
    else if (rule !== null) mapping[path] = rule;
    else if (spec.required) notes.push(notFound(spec.title));
  }
  if (period !== undefined && mapping[period] === undefined && saysSums(table)) notes.push(SUMS_ONLY);
  const place = mapping[pathOfType(dictionary, 'area') ?? ''] as Rule | undefined;
  if (named === null && isOfHome(place)) notes.push(ASSUMED_HOME);
  const effective = columns.find(({ name, values }) => values.length > 0 && EFFECTIVE_DATE.includes(foldHeader(name)));
  const key = proposeKey(columns, found, dictionary);
  if (key.length === 0) notes.push(NO_KEY);
  const title = above.find((text) => !isRemark(text));
  const unread =
    figure === undefined ? [] : unreadFigures(columns, [...found.map(({ column }) => column.name), ...key]);
  if (unread.length > 0) notes.push(figuresLeft(unread));
  const definition: DatasetDefinition = {
    base: base.code,
    department,
    title: title ? { zh: title, en: title } : { zh: '（请命名）', en: '(to be named)' },
    key,
    mapping,
    ...(effective && { effectiveDate: proposeEffectiveDate(effective, notes) }),
  };
  const proposals = columns.map(({ name, values }): ColumnProposal => {
    const match = found.find(({ column }) => column.name === name);
    const samples = [...new Set(values)].slice(0, SHOWN_SAMPLES);
    return { column: name, target: match?.target ?? null, confidence: match?.confidence ?? 0, samples };
  });
  return { definition, columns: proposals, notes };
}

/**
 * Columns of figures that nothing is made of: sums since January, rates, indicators that nobody declared; not what messages of
 * SDMX say of figures in numbers (DECIMALS).
 */
const unreadFigures = (columns: readonly SampleColumn[], read: readonly string[]): string[] =>
  columns
    .filter(
      ({ name, values }) =>
        values.some(isFigure) && /\p{Script=Han}/u.test(name) && !read.includes(name) && !IS_NUMBER_COLUMN.test(name),
    )
    .map(({ name }) => name);

/** Columns whose headings say nothing, but in which codes are called as the base calls them. */
function byWords(columns: readonly SampleColumn[], matched: readonly TargetMatch[], words: CodeWords): TargetMatch[] {
  const free = columns.filter((column) => !matched.some((match) => match.column === column));
  return Object.entries(words).flatMap(([target, known]) => {
    if (matched.some((match) => match.target === target)) return [];
    const column = free.find(({ values }) => values.some((text) => known.has(wordOf(text))));
    return column ? [{ column, target, confidence: KNOWN_WORDS }] : [];
  });
}

function sampleColumn(name: string, index: number, rows: readonly (readonly (string | null)[])[]): SampleColumn {
  const values = rows.map((cells) => cellText(cells[index])).filter((text) => text !== null);
  const unique = values.length > 0 && values.length === rows.length && new Set(values).size === rows.length;
  return { name, values, unique };
}

/** An identifier that no two rows share, what records are told apart by, or a numbering of the department's own. */
function proposeKey(
  columns: readonly SampleColumn[],
  found: readonly TargetMatch[],
  dictionary: AttributeDictionary,
): string[] {
  const columnsOf = (test: (target: string) => boolean): string[] =>
    found.flatMap(({ column, target }) => (test(target) ? [column.name] : []));
  const identifiers = columnsOf((target) => target.startsWith('identifiers.'));
  const figures = columnsOf((target) => dictionary[target]!.type === 'figure');
  const unique = columns.filter((column) => column.unique && !figures.includes(column.name));
  const identifier = unique.find(({ name }) => identifiers.includes(name));
  if (identifier) return [identifier.name];
  // A figure is told apart by what is required of it; what is given twice may be its next publication.
  const required = columnsOf((target) => dictionary[target]!.required === true);
  if (figures.length > 0 && required.length > 0)
    return columns.map(({ name }) => name).filter((name) => required.includes(name));
  const key = unique.find(({ name }) => IS_NUMBER_COLUMN.test(name)) ?? unique[0];
  return key ? [key.name] : [];
}

function proposeEffectiveDate(column: SampleColumn, notes: Message[]): DatasetDefinition['effectiveDate'] {
  const rule = proposeRule(column, { type: 'date', title: { zh: '生效日期', en: 'Effective date' } }, notes);
  return typeof rule === 'string' ? rule : { from: column.name, format: rule.format };
}

const isOfHome = (rule: Rule | undefined): boolean =>
  typeof rule === 'object' &&
  [rule.constant, rule.under, ...Object.values(rule.codes ?? {})].some((code) => code === HOME_CITY);

/** Of SDMX: powers of ten that figures are given in. */
const isScaled = ({ name, values }: SampleColumn): boolean =>
  name === 'UNIT_MULT' && values.some((text) => text !== '0');

/** Sums since January, in titles, headings or rows. */
const saysSums = ({ above = [], columns, rows }: SampleTable): boolean =>
  [...above, ...columns, ...rows.flatMap((cells) => cells[0] ?? [])].some((text) => /1[-—–~至]\d{1,2}月/u.test(text));

/** 单位：万元 above the table, where it is the only unit there. */
function moneySaid(above: readonly string[]): string | undefined {
  const units = [...new Set(above.flatMap((text) => unitSaid(text) ?? []))];
  return units.length === 1 && /^[^、]*元$/u.test(units[0]!) ? units[0] : undefined;
}
