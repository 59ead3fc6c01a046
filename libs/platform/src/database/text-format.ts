/** PostgreSQL's text representation of values, shared by both ways of inserting in bulk. */

const quotable = /["\\]/;

/** Most texts hold nothing to escape: looking is cheaper than replacing. */
const quoted = (text: string): string =>
  quotable.test(text) ? `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"` : `"${text}"`;

export function arrayLiteral(values: readonly unknown[]): string {
  return `{${values.map((value) => (Array.isArray(value) ? arrayLiteral(value) : elementText(value))).join(',')}}`;
}

function elementText(value: unknown): string {
  const text = textValue(value);
  return text === null ? 'NULL' : quoted(text);
}

/** Text of a value as PostgreSQL reads it; objects become JSON, null stays null. */
export function textValue(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return arrayLiteral(value);
  if (value instanceof Date) return value.toISOString();
  if (value instanceof Uint8Array) return `\\x${Buffer.from(value).toString('hex')}`;
  if (typeof value === 'object') return JSON.stringify(value);
  if (typeof value === 'number' || typeof value === 'bigint' || typeof value === 'boolean') return String(value);
  throw new TypeError(`a ${typeof value} has no PostgreSQL text form`);
}

const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

const escapable = /[\\\t\n\r]/;

const escaped = (text: string): string =>
  escapable.test(text) ? text.replace(/[\\\t\n\r]/g, (character) => escapes[character] as string) : text;

/** One line of COPY … FROM STDIN in text format. */
export function copyLine(row: readonly unknown[]): string {
  let line = '';
  for (let i = 0; i < row.length; i++) {
    const text = textValue(row[i]);
    const field = text === null ? '\\N' : escaped(text);
    line = i === 0 ? field : `${line}\t${field}`;
  }
  return `${line}\n`;
}

export const identifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/** `schema.table`, each part quoted. */
export const qualified = (name: string): string => name.split('.').map(identifier).join('.');
