import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PoolClient } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { rowsOf } from './rows-of.js';
import type { ColumnType } from './sql.js';
import { arrayLiteral, copyLine, identifier, qualified, textValue } from './text-format.js';

/** Rows of one unnest statement; bounds what is held in memory twice as arrays and as protocol text. */
const unnestRows = 10_000;

const columnList = (columns: readonly ColumnType[]): string => columns.map(({ name }) => identifier(name)).join(', ');

/** COPY: the fastest road into a PostgreSQL server. */
export async function copyRows(
  client: PoolClient,
  table: string,
  columns: readonly ColumnType[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  const target = client.query(copyFrom(`COPY ${qualified(table)} (${columnList(columns)}) FROM STDIN`));
  await pipeline(Readable.from(copyChunks(rows)), target);
}

/** Characters of a piece that is handed to the connection at once. */
const pieceLength = 65_536;

function* copyChunks(rows: readonly (readonly unknown[])[]): Iterable<Buffer> {
  let piece = '';
  for (const row of rows) {
    piece += copyLine(row);
    if (piece.length < pieceLength) continue;
    yield Buffer.from(piece);
    piece = '';
  }
  if (piece !== '') yield Buffer.from(piece);
}

/** INSERT … SELECT FROM unnest: for the embedded build, where COPY FROM STDIN breaks the connection. */
export async function unnestRowsInto(
  client: PoolClient,
  table: string,
  columns: readonly ColumnType[],
  rows: readonly (readonly unknown[])[],
): Promise<void> {
  // Every column travels as text and is cast in the list: unnest would flatten the elements of array columns.
  const casts = columns.map(({ type }, i) => `c${i}::${type}`).join(', ');
  const parameters = columns.map((_, i) => `$${i + 1}::text[]`).join(', ');
  const names = columns.map((_, i) => `c${i}`).join(', ');
  const statement = `INSERT INTO ${qualified(table)} (${columnList(columns)}) SELECT ${casts} FROM unnest(${parameters}) AS t (${names})`;
  for (let start = 0; start < rows.length; start += unnestRows) {
    const part = rows.slice(start, start + unnestRows);
    const values = columns.map((_, i) => arrayLiteral(part.map((row) => textValue(row[i]))));
    await client.query(statement, values);
  }
}

/** Opens a server-side cursor; WITH HOLD keeps it after the transaction that declared it. */
export async function declareCursor(
  client: PoolClient,
  cursor: string,
  statement: string,
  parameters: readonly unknown[],
  hold: boolean,
): Promise<void> {
  await client.query(`DECLARE ${cursor} NO SCROLL CURSOR ${hold ? 'WITH HOLD' : ''} FOR ${statement}`, [...parameters]);
}

export const fetchCursor = <T>(client: PoolClient, cursor: string, count: number): Promise<T[]> =>
  rowsOf(client, { text: `FETCH ${count} FROM ${cursor}` });

export async function closeCursor(client: PoolClient, cursor: string): Promise<void> {
  await client.query(`CLOSE ${cursor}`);
}
