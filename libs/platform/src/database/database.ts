import { AsyncLocalStorage } from 'node:async_hooks';
import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Pool, PoolClient, QueryConfig, QueryResult } from 'pg';
import { DataSource } from 'typeorm';
import type { PostgresDriver } from 'typeorm/driver/postgres/PostgresDriver.js';
import { closeCursor, copyRows, declareCursor, fetchCursor, unnestRowsInto } from './bulk.repository.js';
import { DatabaseServer } from './database-server.js';
import type { Guard } from './guard.js';
import { queryRaw } from './raw-query.js';
import type { RawRows } from './raw-rows.js';
import { rowsOf } from './rows-of.js';
import type { ColumnType, PreparingSql, Sql } from './sql.js';
import { arrayLiteral } from './text-format.js';

/** Lists as PostgreSQL reads them: what the driver would make of thousands of ids costs more than finding the rows. */
const bound = (parameters: readonly unknown[]): unknown[] =>
  parameters.map((value) => (Array.isArray(value) ? arrayLiteral(value) : value));

/** Every other statement may write. */
const READING = /^\s*SELECT\b/i;

class Transaction implements PreparingSql {
  constructor(
    readonly client: PoolClient,
    private readonly embedded: boolean,
  ) {}

  query<T>(statement: string, parameters?: readonly unknown[]): Promise<T[]> {
    return rowsOf(this.client, unnamed(statement, parameters));
  }

  queryPrepared<T>(name: string, text: string, parameters: readonly unknown[]): Promise<T[]> {
    return rowsOf(this.client, prepared(this.embedded, name, text, parameters));
  }
}

const unnamed = (text: string, parameters?: readonly unknown[]): QueryConfig => ({
  text,
  ...(parameters && { values: bound(parameters) }),
});

/**
 * The embedded build has one backend for all connections, where the name of one would meet the name of another; there it is an ordinary
 * query.
 */
const prepared = (embedded: boolean, name: string, text: string, parameters: readonly unknown[]): QueryConfig =>
  embedded ? { text, values: bound(parameters) } : { name, text, values: bound(parameters) };

/** PostgreSQL for repositories: the pool of TypeORM's data source, without a layer between statement and rows. */
@Injectable()
export class Database implements PreparingSql {
  private readonly pool: Pool;
  private readonly guards = new AsyncLocalStorage<Guard>();
  private guarding = 0;

  constructor(
    dataSource: DataSource,
    private readonly server: DatabaseServer,
  ) {
    this.pool = (dataSource.driver as PostgresDriver).master as Pool;
  }

  /** Connections by state, for metrics. */
  get connections(): { total: number; idle: number; waiting: number } {
    return { total: this.pool.totalCount, idle: this.pool.idleCount, waiting: this.pool.waitingCount };
  }

  /** Whether the database answers. */
  async check(): Promise<void> {
    await this.pool.query('SELECT 1');
  }

  query<T>(statement: string, parameters?: readonly unknown[]): Promise<T[]> {
    if (this.isGuarded(statement)) return this.transaction((tx) => tx.query(statement, parameters));
    return rowsOf(this.pool, unnamed(statement, parameters));
  }

  queryPrepared<T>(name: string, text: string, parameters: readonly unknown[]): Promise<T[]> {
    if (this.isGuarded(text)) return this.transaction((tx) => tx.queryPrepared(name, text, parameters));
    return rowsOf(this.pool, prepared(this.server.embedded, name, text, parameters));
  }

  /** Runs `work`, which writes only as long as the guard holds: it is asked in each of its transactions. */
  async guarded<T>(guard: Guard, work: () => Promise<T>): Promise<T> {
    this.guarding++;
    try {
      return await this.guards.run(guard, work);
    } finally {
      // What tells contexts apart costs every promise of the process.
      if (--this.guarding === 0) this.guards.disable();
    }
  }

  /** That of the work which asks. */
  get guard(): Guard | undefined {
    return this.guards.getStore();
  }

  private isGuarded(statement: string): boolean {
    return this.guarding > 0 && this.guard !== undefined && !READING.test(statement);
  }

  /** Runs `work` in one transaction, once: nothing is retried, every error rolls back and is thrown. */
  async transaction<T>(work: (tx: PreparingSql) => Promise<T>): Promise<T> {
    return this.withClient((client) =>
      this.inTransaction(client, () => work(new Transaction(client, this.server.embedded))),
    );
  }

  /**
   * Inserts rows in bulk, all or none, and answers their number. Give jsonb as JSON text.
   * @param target the database, or the transaction the rows belong to
   */
  async insertRows(
    target: Sql,
    table: string,
    columns: readonly ColumnType[],
    rows: readonly (readonly unknown[])[],
  ): Promise<number> {
    if (rows.length === 0) return 0;
    const insert = this.server.embedded ? unnestRowsInto : copyRows;
    if (target instanceof Transaction) await insert(target.client, table, columns, rows);
    else if (target === this) {
      await this.withClient((client) => this.inTransaction(client, () => insert(client, table, columns, rows)));
    } else throw new TypeError('insertRows: the target is neither this database nor one of its transactions');
    return rows.length;
  }

  /**
   * Rows of a read for those who hand texts or bytes on as they are: many of them, or large ones, of which the driver would make values.
   * @param name of this text alone; null where a plan for any parameters is worse than planning anew
   */
  async queryRaw(name: string | null, statement: string, parameters: readonly unknown[]): Promise<RawRows> {
    const { embedded } = this.server;
    const config = name === null ? unnamed(statement, parameters) : prepared(embedded, name, statement, parameters);
    return this.withClient((client) => queryRaw(client, config));
  }

  /** Rows of a read in batches, of one snapshot; memory is bounded by the batch. */
  async *stream<T>(statement: string, parameters: readonly unknown[] = [], batchSize = 1_000): AsyncIterable<T[]> {
    const client = await this.pool.connect();
    const cursor = `stream_${randomUUID().replaceAll('-', '')}`;
    // The embedded build has one backend: an open transaction would keep everyone else waiting while the reader dawdles.
    const hold = this.server.embedded;
    let open = false;
    try {
      if (!hold) {
        await client.query('BEGIN READ ONLY');
        open = true;
      }
      await declareCursor(client, cursor, statement, parameters, hold);
      open = true;
      for (;;) {
        const rows = await fetchCursor<T>(client, cursor, batchSize);
        if (rows.length > 0) yield rows;
        if (rows.length < batchSize) break;
      }
      await closeCursor(client, cursor);
      if (!hold) await client.query('COMMIT');
      open = false;
    } finally {
      // A reader that went away, or a read that failed, leaves something open. A transaction ends with its connection.
      if (open && hold) await closeCursor(client, cursor);
      client.release(open && !hold);
    }
  }

  private async withClient<T>(work: (client: PoolClient) => Promise<T>): Promise<T> {
    const client = await this.pool.connect();
    let failure: Error | undefined;
    try {
      return await work(client);
    } catch (error) {
      failure = error as Error;
      throw error;
    } finally {
      // Only a broken connection is thrown away; after a failed statement it has been rolled back and is sound.
      client.release(failure instanceof BrokenConnection ? failure : undefined);
    }
  }

  private async inTransaction<T>(client: PoolClient, work: () => Promise<T>): Promise<T> {
    try {
      await begin(client, this.guard);
      const result = await work();
      await rowsOf(client, { text: 'COMMIT' });
      return result;
    } catch (error) {
      await client.query('ROLLBACK').catch((cause: unknown) => {
        throw new BrokenConnection((error as Error).message, { cause: error ?? cause });
      });
      throw error;
    }
  }
}

/** Together with the guard in one message, which costs no more. */
async function begin(client: PoolClient, guard: Guard | undefined): Promise<void> {
  if (!guard) {
    await rowsOf(client, { text: 'BEGIN' });
    return;
  }
  // The driver answers several statements with a list.
  const results = (await client.query(`BEGIN; ${guard.statements}`)) as unknown as QueryResult[];
  if (results.at(-1)!.rows.length === 0) throw guard.broken();
}

/** The connection was lost inside a transaction, which the server has rolled back; `cause` is what went wrong first. */
class BrokenConnection extends Error {}
