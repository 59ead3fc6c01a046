import type { Sql } from '../database/sql.js';
import type { CipherName } from './sealer.js';

/** The data key as it is stored. */
export interface WrappedKey {
  cipher: CipherName;
  /** the data key, sealed by the key-encryption key named */
  wrapped: string;
  wrappedBy: string;
}

/** Null before anything was sealed. Whoever has the key it is wrapped by can open what this installation sealed. */
export async function readDataKey(sql: Sql): Promise<WrappedKey | null> {
  const [row] = await sql.query<WrappedKey>(`SELECT cipher, wrapped, wrapped_by AS "wrappedBy" FROM access.data_key`);
  return row ?? null;
}

/** For a change: nobody else begins one before the end of the transaction. */
export async function lockDataKey(sql: Sql): Promise<WrappedKey | null> {
  await sql.query(`SELECT FROM access.data_key FOR UPDATE`);
  return readDataKey(sql);
}

/** Keeps the first one of several that come at once. */
export async function insertDataKey(sql: Sql, { cipher, wrapped, wrappedBy }: WrappedKey): Promise<void> {
  await sql.query(
    `INSERT INTO access.data_key (cipher, wrapped, wrapped_by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`,
    [cipher, wrapped, wrappedBy],
  );
}

export async function replaceWrapping(sql: Sql, { wrapped, wrappedBy }: WrappedKey): Promise<void> {
  await sql.query(`UPDATE access.data_key SET wrapped = $1, wrapped_by = $2, wrapped_at = now()`, [wrapped, wrappedBy]);
}
