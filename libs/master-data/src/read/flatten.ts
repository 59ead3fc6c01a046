import { plainDecimal } from './decimal-text.js';
import { MAX_DEPTH } from './limits.js';

/** Thrown where a record is nested beyond MAX_DEPTH; the caller knows the row. */
export class TooDeep extends Error {}

/**
 * One record as cells: nested objects become dotted names, lists of plain values are joined with ';'.
 * A list that holds objects (shareholders, say) stays JSON text: nothing is lost, and a mapping can still take it apart.
 */
export function flatten(record: object, put: (column: string, value: string | null) => void, prefix = '', depth = 1) {
  if (depth > MAX_DEPTH) throw new TooDeep();
  for (const [key, value] of Object.entries(record) as [string, unknown][]) {
    const column = prefix + key;
    if (isPlainObject(value)) flatten(value, put, `${column}.`, depth + 1);
    else put(column, cellText(value, depth));
  }
}

export function cellText(value: unknown, depth = 1): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (value instanceof Uint8Array) return bytesText(value);
  if (Array.isArray(value)) return listText(value, depth);
  if (typeof value === 'object') return jsonText(value, depth);
  return typeof value === 'number' ? plainDecimal(value) : String(value);
}

function listText(values: unknown[], depth: number): string | null {
  if (values.length === 0) return null;
  if (values.some((value) => typeof value === 'object' && value !== null && !(value instanceof Uint8Array)))
    return jsonText(values, depth);
  return values.map((value) => cellText(value) ?? '').join(';');
}

function jsonText(value: object, depth: number): string {
  checkDepth(value, depth);
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'bigint' || item instanceof Uint8Array ? cellText(item) : item,
  );
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes that a file calls neither text nor anything else: as text where they are some, or else in hexadecimal. */
function bytesText(bytes: Uint8Array): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return Buffer.from(bytes).toString('hex');
  }
}

function checkDepth(value: unknown, depth: number) {
  if (depth > MAX_DEPTH) throw new TooDeep();
  if (value instanceof Uint8Array) return;
  if (typeof value === 'object' && value !== null) for (const item of Object.values(value)) checkDepth(item, depth + 1);
}

function isPlainObject(value: unknown): value is object {
  return (
    typeof value === 'object' &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Date) &&
    !ArrayBuffer.isView(value)
  );
}
