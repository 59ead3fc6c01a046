import {
  resolveTarget,
  ruleOf,
  type AttributeDictionary,
  type DatasetDefinition,
  type RelationRule,
  type ValueRule,
} from '@siku/catalogue';
import type { RawRow } from '../read/source-table.js';
import {
  effectiveDatePartial,
  effectiveDateUnreadable,
  headerRepeated,
  keyMissing,
  keySpreadsheetNumber,
  keyTooLong,
} from '../validate/findings.js';
import { compileRowChecks, type RowCheck } from '../validate/row-checks.js';
import { shownValue, type Finding, type RowIssue } from '../validate/row-issue.js';
import { cellText, cellValue, compileCells, ignoredWords, type Cells, type Words } from './cells.js';
import { compileEffectiveDate, type OwnDate } from './effective-date.js';
import { compileCurrency, compileField } from './field-reader.js';
import { FileColumns } from './file-columns.js';
import { invalidPathOf, RecordShape } from './record-shape.js';
import { compileRelations } from './relation-reader.js';
import { RowWork, type FieldReader } from './row-work.js';
import { isSpreadsheetKey, LONGEST_KEY, sourceKeyOfCells } from './source-key.js';

/** A row as the stage takes it. */
export interface PreparedRow {
  row: number;
  key: string | null;
  /** The row's own effective date; null leaves it to the batch. */
  effectiveFrom: string | null;
  deleted: boolean;
  /** Nested, in dictionary order; null when the row is refused or deletes its record. */
  attributes: Record<string, unknown> | null;
  issues: RowIssue[];
}

/** A dataset compiled for the columns of one file. */
export interface DatasetPlan {
  readonly columnNames: readonly string[];
  readonly keyColumn: string;
  readonly nothing: Words;
  readonly keyIndexes: readonly number[];
  /** key of a row that is the header once more */
  readonly headerKey: string | null;
  readonly ownDate: OwnDate | null;
  readonly batchDate: string | null;
  readonly isDeleted: (cells: Cells) => boolean;
  readonly readers: readonly FieldReader[];
  readonly checks: readonly RowCheck[];
  readonly size: number;
  readonly assemble: (values: readonly unknown[]) => Record<string, unknown> | undefined;
}

/**
 * Compiles a dataset's mapping once for a file. Pure: definition, dictionary and columns decide everything.
 * @param effectiveDate of the batch, for what depends on a day, such as the lifetime of a division
 * @param units code → unit that figures are kept in, see `BaseDefinition.units`
 * @throws Problem 422 when columns that the dataset names are missing
 */
export function compileDataset(
  definition: DatasetDefinition,
  dictionary: AttributeDictionary,
  columnNames: readonly string[],
  effectiveDate: string | null = null,
  units: ReadonlyMap<string, string> = new Map(),
): DatasetPlan {
  const columns = new FileColumns(columnNames);
  const nothing = ignoredWords(definition);
  const keyIndexes = definition.key.map((name, i) => columns.indexOf(name, `/key/${i}`));
  const ownDate = compileEffectiveDate(definition, columns);
  const isDeleted = compileDeleted(definition, columns);
  const shape = new RecordShape();
  const columnOf = new Map<string, string | null>();
  const readers = inDictionaryOrder(definition, dictionary).map((target) =>
    compileTarget(target, nothing, columns, shape, columnOf),
  );
  columns.requireAll();
  return {
    columnNames,
    keyColumn: definition.key.join(' + '),
    nothing,
    keyIndexes,
    headerKey: sourceKeyOfCells(columnNames, keyIndexes, nothing),
    ownDate,
    batchDate: effectiveDate,
    isDeleted,
    readers,
    checks: compileRowChecks(dictionary, shape, columnOf, units),
    size: shape.size,
    assemble: shape.compile(dictionary),
  };
}

/** Cheap, before anything is mapped. Null when the row has no usable key. */
export function sourceKeyOf(plan: DatasetPlan, { values }: RawRow): string | null {
  const key = sourceKeyOfCells(values, plan.keyIndexes, plan.nothing);
  return key === null || keyFault(plan, key) ? null : key;
}

/** What keeps a text from being the key of a record. */
function keyFault({ headerKey }: DatasetPlan, key: string): Finding | null {
  if (key.length > LONGEST_KEY) return keyTooLong(LONGEST_KEY);
  if (key === headerKey) return headerRepeated;
  return isSpreadsheetKey(key) ? keySpreadsheetNumber : null;
}

/** Whether the row carries its own effective date. */
export const isDated = (plan: DatasetPlan, { values }: RawRow): boolean =>
  plan.ownDate !== null && cellValue(values[plan.ownDate.index], plan.nothing) !== null;

/** map ─▶ validate ─▶ standardise of one row. */
export function prepareRow(plan: DatasetPlan, raw: RawRow): PreparedRow {
  const { values: cells, row } = raw;
  const work = new RowWork(row, Array<unknown>(plan.size).fill(undefined));
  // The reader could not make sense of the row: what its cells say is not to be trusted.
  if (raw.fault) work.note(plan.columnNames[raw.fault.column ?? -1] ?? null, null, { ...raw.fault, severity: 'error' });
  const key = sourceKeyOf(plan, raw);
  if (key === null && !raw.fault) {
    const whole = sourceKeyOfCells(cells, plan.keyIndexes, plan.nothing);
    work.note(plan.keyColumn, whole, whole === null ? keyMissing : keyFault(plan, whole)!);
  }
  const effectiveFrom = raw.fault ? null : readOwnDate(plan, cells, work);
  const deleted = plan.isDeleted(cells);
  if (!deleted && !raw.fault) {
    for (const read of plan.readers) read(cells, work);
    const read = work.issues.length;
    for (const check of plan.checks) check(work, effectiveFrom ?? plan.batchDate);
    for (const issue of work.issues.slice(read)) issue.value = delivered(plan, cells, issue);
  }
  const attributes = deleted || work.refused ? null : (plan.assemble(work.values) ?? {});
  return { row, key, effectiveFrom, deleted: deleted && !work.refused, attributes, issues: work.issues };
}

/** Checks compare values in the form of their standards; an issue says what the cell says: 男, and not 1. */
function delivered({ columnNames }: DatasetPlan, cells: Cells, { column, value }: RowIssue): string | null {
  const text = column === null ? null : cellText(cells[columnNames.indexOf(column)]);
  return text === null ? value : shownValue(text);
}

function readOwnDate({ ownDate, nothing }: DatasetPlan, cells: Cells, work: RowWork): string | null {
  const text = ownDate && cellValue(cells[ownDate.index], nothing);
  if (!ownDate || text === null) return null;
  const { value } = ownDate.standardise(text);
  if (typeof value === 'string' && value.length === 10) return value;
  work.note(ownDate.column, text, value === undefined ? effectiveDateUnreadable : effectiveDatePartial);
  return null;
}

function compileDeleted({ deleted }: DatasetDefinition, columns: FileColumns): DatasetPlan['isDeleted'] {
  if (!deleted) return () => false;
  const index = columns.indexOf(deleted.column, '/deleted/column');
  const values = new Set(deleted.values);
  return (cells) => values.has(cellText(cells[index]) ?? '');
}

interface Target {
  path: string;
  spec: AttributeDictionary[string];
  rule: DatasetDefinition['mapping'][string];
  pointer: string;
  /** The amount whose currency this is. */
  amount: string | null;
}

/** So that an amount is read before its currency, and issues come in one order. */
function inDictionaryOrder({ mapping }: DatasetDefinition, dictionary: AttributeDictionary): Target[] {
  const order = Object.keys(dictionary);
  const targets = Object.entries(mapping).map(([name, rule]): Target => {
    const { path, spec } = resolveTarget(dictionary, name)!;
    const parent = path.replace(/\.currency$/, '');
    const amount = parent !== path && dictionary[parent]?.type === 'amount' ? parent : null;
    return { path, spec, rule, pointer: `/mapping/${name}`, amount };
  });
  const rank = ({ path }: Target): number => (order.includes(path) ? order.indexOf(path) : order.length);
  return targets.sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1));
}

function compileTarget(
  { path, spec: declared, rule, pointer, amount }: Target,
  nothing: Words,
  columns: FileColumns,
  shape: RecordShape,
  columnOf: Map<string, string | null>,
): FieldReader {
  const cellsOf = (list: boolean) => (value: ValueRule, at: string) =>
    compileCells(value, columns, list, pointer + at, nothing);
  const { type } = Array.isArray(rule) ? {} : ruleOf(rule);
  const spec = type ? { ...declared, type } : declared;
  if (spec.type === 'relations') {
    return compileRelations(rule as RelationRule[], spec, shape.slotOf(path), cellsOf(true));
  }
  const value = ruleOf(rule as string | ValueRule);
  const cells = cellsOf(spec.list === true)(value, '');
  columnOf.set(path, cells.column);
  if (amount !== null) return compileCurrency(value, spec, cells, shape.slotOf(amount));
  const invalid = spec.type === 'identifier' ? invalidPathOf(path) : null;
  const slots = { value: shape.slotOf(path), invalid: invalid === null ? -1 : shape.slotOf(invalid) };
  return compileField(value, spec, cells, slots);
}
