import { parquetSchema, type FileMetaData, type ParquetParsers, type SchemaElement, type SchemaTree } from 'hyparquet';
import { decimalText } from './decimal-text.js';
import { cellText, TooDeep } from './flatten.js';
import { refusal } from './read-refusal.js';

/** A top-level column of the file, which is several of ours where it is a structure. */
export interface ParquetColumn {
  column: string;
  names: string[];
  /** Leaf columns cannot repeat, so that their pages count rows. */
  isFlat: boolean;
  put(value: unknown, cells: (string | null)[], row: number): void;
}

export function parquetColumns(schema: SchemaTree): ParquetColumn[] {
  let position = 0;
  return schema.children.map((child) => {
    const names = leavesOf(child).map(({ path }) => path.join('.'));
    const first = position;
    position += names.length;
    const column = child.element.name;
    if (!isStructure(child)) {
      const text = leafText(child.element);
      const isFlat = child.children.length === 0 && child.element.repetition_type !== 'REPEATED';
      return { column, names, isFlat, put: (value, cells) => void (cells[first] = text(value)) };
    }
    const leaves = leavesOf(child).map(({ path, element }) => ({ path: path.slice(1), text: leafText(element) }));
    return {
      column,
      names,
      isFlat: false,
      put: (value, cells, row) => {
        for (const [at, { path, text }] of leaves.entries()) cells[first + at] = textAt(value, path, text, row);
      },
    };
  });
}

function textAt(value: unknown, path: string[], text: (value: unknown) => string | null, row: number): string | null {
  let member = value;
  for (const name of path) member = (member as Record<string, unknown> | null | undefined)?.[name];
  try {
    return text(member);
  } catch (error) {
    throw error instanceof TooDeep ? refusal.tooDeep(row) : error;
  }
}

/** Lists and maps are one column. */
function isStructure({ children, element }: SchemaTree): boolean {
  return (
    children.length > 0 &&
    element.converted_type === undefined &&
    element.logical_type === undefined &&
    element.repetition_type !== 'REPEATED'
  );
}

const leavesOf = (tree: SchemaTree): SchemaTree[] => (isStructure(tree) ? tree.children.flatMap(leavesOf) : [tree]);

/** Digits a 32-bit float is certain of. */
const FLOAT_DIGITS = 7;

function leafText(element: SchemaElement): (value: unknown) => string | null {
  const { type, logical_type } = element;
  if (isExact(element)) return (value) => unscaled(value, element.scale ?? 0);
  if (logical_type?.type === 'TIME') return (value) => timeOfDay(value, UNITS_PER_SECOND[logical_type.unit]);
  if (logical_type?.type === 'TIMESTAMP' && logical_type.isAdjustedToUTC) return utcText;
  const digits = type === 'FLOAT' ? FLOAT_DIGITS : undefined;
  const isNumber = type === 'FLOAT' || type === 'DOUBLE';
  return (value) => (isNumber && typeof value === 'number' ? decimalText(value, digits) : cellText(value));
}

/** An instant says so: what day it was depends on where one asks. */
function utcText(value: unknown): string | null {
  const text = cellText(value);
  return text?.includes('T') ? `${text}Z` : text;
}

const isExact = ({ converted_type, type }: SchemaElement): boolean =>
  converted_type === 'DECIMAL' && type !== undefined && type !== 'FLOAT' && type !== 'DOUBLE';

/**
 * The file as it is to be decoded: decimals outside lists as the whole numbers that are stored, because the decoder makes binary
 * fractions of them.
 */
export function withWholeDecimals(metadata: FileMetaData): FileMetaData {
  const plain = parquetSchema(metadata)
    .children.flatMap(leavesOf)
    .filter(({ children }) => children.length === 0);
  const exact = new Set(plain.map(({ element }) => element).filter(isExact));
  const whole = { converted_type: undefined, logical_type: undefined };
  return {
    ...metadata,
    schema: metadata.schema.map((element) => (exact.has(element) ? { ...element, ...whole } : element)),
  };
}

/** A stored whole number with its point where it belongs; zeros at the end belong to the column, not to the figure. */
function unscaled(value: unknown, scale: number): string | null {
  if (value === null || value === undefined) return null;
  const whole = value instanceof Uint8Array ? signed(value) : BigInt(value as number | bigint);
  const digits = String(whole < 0n ? -whole : whole).padStart(scale + 1, '0');
  const point = digits.length - scale;
  const fraction = digits.slice(point).replace(/0+$/, '');
  return (whole < 0n ? '-' : '') + digits.slice(0, point) + (fraction && `.${fraction}`);
}

/** Two's complement, the highest byte first. */
const signed = (bytes: Uint8Array): bigint =>
  bytes.length === 0 ? 0n : BigInt.asIntN(bytes.length * 8, BigInt(`0x${Buffer.from(bytes).toString('hex')}`));

const UNITS_PER_SECOND = { MILLIS: 1_000, MICROS: 1_000_000, NANOS: 1_000_000_000 };

const timeOfDay = (value: unknown, unitsPerSecond: number): string | null =>
  value === null || value === undefined
    ? null
    : new Date(Math.floor(Number(value) / unitsPerSecond) * 1_000).toISOString().slice(11, 19);

const MILLISECONDS_PER_DAY = 86_400_000;
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Midnight is what a date becomes in a data frame: it is given as the date. Sub-second parts are dropped. */
function instant(milliseconds: number): string {
  const iso = new Date(milliseconds).toISOString();
  return iso.slice(11, 19) === '00:00:00' ? iso.slice(0, 10) : iso.slice(0, 19);
}

export const PARSERS: Partial<ParquetParsers> = {
  dateFromDays: (days) =>
    days === undefined || days === null ? null : new Date(days * MILLISECONDS_PER_DAY).toISOString().slice(0, 10),
  timestampFromMilliseconds: (millis) => (millis === undefined || millis === null ? null : instant(Number(millis))),
  timestampFromMicroseconds: (micros) =>
    micros === undefined || micros === null ? null : instant(Number(micros / 1_000n)),
  timestampFromNanoseconds: (nanos) =>
    nanos === undefined || nanos === null ? null : instant(Number(nanos / 1_000_000n)),
  stringFromBytes: (bytes) => bytes && utf8.decode(bytes),
};
