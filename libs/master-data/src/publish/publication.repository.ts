import { Injectable } from '@nestjs/common';
import { Database, DatabaseServer, type Sql } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { OPEN } from './clock.js';

export interface Clock {
  number: number;
  /** traces of an unfinished publication may be there */
  dirty: boolean;
}

export interface PublicationCause {
  cause: 'batch' | 'rollback' | 'decision' | 'model' | 'places';
  batch: number | null;
  actor: string;
  counts: object;
}

/** Tables stamped with publication numbers, and their columns for the beginning and the end. */
const STAMPED: readonly [table: string, from: string, to: string | null][] = [
  ['crosswalk', 'since', 'until'],
  ['master', 'recorded_from', 'recorded_to'],
  ['master_version', 'recorded_from', 'recorded_to'],
  ['review_task', 'opened_in', 'closed_in'],
  ['change_event', 'publication', null],
];

/** The same of a base that serves rows of its own. */
const SERVED: (typeof STAMPED)[number] = ['served_version', 'recorded_from', 'recorded_to'];

/** What a publication in preparation keeps beside what it stamps. */
const WORK_TABLES = ['work_record', 'work_component', 'work_master', 'work_key', 'work_task', 'work_identity'];

/** Keys of the lock that is shared by those who write under the lease of a base. */
const writing = ({ schema }: BaseDefinition): string => `hashtext('siku.lease'), hashtext('${schema}')`;

const FREE = '(holder IS NULL OR held_until < now())';

@Injectable()
export class PublicationRepository {
  constructor(
    private readonly database: Database,
    private readonly server: DatabaseServer,
  ) {}

  /** Takes the lease of the base's publication; null while another worker holds it, or writes what it began when it held it. */
  lease(base: BaseDefinition, holder: string, seconds: number): Promise<Clock | null> {
    return this.database.transaction(async (tx) => {
      const [free] = await tx.query<{ ended: string | null }>(
        `SELECT held_until::text AS ended FROM catalogue.base_clock WHERE base = $1 AND ${FREE}`,
        [base.schema],
      );
      if (!free) return null;
      const [lock] = await tx.query<{ taken: boolean }>(`SELECT pg_try_advisory_xact_lock(${writing(base)}) AS taken`);
      if (lock!.taken) return this.hold(tx, base, holder, seconds, FREE);
      await this.endSilent(tx, base, free.ended);
      return null;
    });
  }

  /**
   * Ends the connections of writers who began under a lease that is over and leave the server waiting for them: of one that was stopped in the
   * middle of a COPY no timeout of the server's gets rid. What they wrote goes with them.
   */
  private async endSilent(tx: Sql, base: BaseDefinition, ended: string | null): Promise<void> {
    // A role may end what was begun as itself, and not as the one that the application acts as.
    await tx.query('SET LOCAL ROLE NONE');
    await tx.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks l JOIN pg_stat_activity USING (pid)
        WHERE locktype = 'advisory' AND (classid, objid, objsubid) = (hashtext('siku.lease')::oid, hashtext($1)::oid, 2)
          AND l.mode = 'ShareLock' AND datname = current_database() AND wait_event = 'ClientRead' AND xact_start < $2::timestamptz`,
      [base.schema, ended],
    );
  }

  /** Null when another worker has it. */
  renew(base: BaseDefinition, holder: string, seconds: number): Promise<Clock | null> {
    return this.hold(this.database, base, holder, seconds, 'holder = $2');
  }

  private async hold(
    sql: Sql,
    base: BaseDefinition,
    holder: string,
    seconds: number,
    condition: string,
  ): Promise<Clock | null> {
    const [clock] = await sql.query<Clock>(
      `UPDATE catalogue.base_clock SET holder = $2, held_until = now() + make_interval(secs => $3)
        WHERE base = $1 AND ${condition} RETURNING number::int AS number, dirty`,
      [base.schema, holder, seconds],
    );
    return clock ?? null;
  }

  /**
   * What the holder's writes are made under: one that was stopped for longer than its lease, or was cut off, writes nothing more. No other
   * takes the lease before what is being written is written, or its writer has been silent for as long as a lease lasts. Null where the
   * database is the process's own.
   */
  guard(base: BaseDefinition, holder: string, seconds: number): string | null {
    if (this.server.embedded) return null;
    return `SET LOCAL idle_in_transaction_session_timeout = '${seconds}s'; SELECT pg_advisory_xact_lock_shared(${writing(base)});
      SELECT 1 FROM catalogue.base_clock WHERE base = '${base.schema}' AND holder = '${holder}'`;
  }

  async release(base: BaseDefinition, holder: string): Promise<void> {
    await this.database.query(
      `UPDATE catalogue.base_clock SET holder = NULL, held_until = NULL WHERE base = $1 AND holder = $2`,
      [base.schema, holder],
    );
  }

  /** Frees every lease: for the one process that owns its database, when it starts. */
  async releaseAll(): Promise<void> {
    await this.database.query(`UPDATE catalogue.base_clock SET holder = NULL, held_until = NULL`);
  }

  async markDirty(base: BaseDefinition): Promise<void> {
    await this.database.query(`UPDATE catalogue.base_clock SET dirty = true WHERE base = $1`, [base.schema]);
  }

  /**
   * Takes back what an unfinished publication wrote. The list of touched records stays: they must be derived again,
   * from whatever is known then.
   */
  async removeTraces(base: BaseDefinition, next: number): Promise<void> {
    for (const [table, from, to] of base.served ? [...STAMPED, SERVED] : STAMPED) {
      await this.database.query(`DELETE FROM ${base.schema}.${table} WHERE ${from} = $1`, [next]);
      if (!to) continue;
      await this.database.query(`UPDATE ${base.schema}.${table} SET ${to} = ${OPEN} WHERE ${to} = $1`, [next]);
    }
    await this.database.query(
      `TRUNCATE ${base.schema}.work_master, ${base.schema}.work_component, ${base.schema}.work_task`,
    );
  }

  /** Puts the records whose history a batch changes on the list of touched ones. */
  async touchBatch(base: BaseDefinition, batch: number, states: readonly string[]): Promise<void> {
    await this.database.query(
      `INSERT INTO ${base.schema}.work_record (record_id)
       SELECT DISTINCT record_id FROM ${base.schema}.source_record WHERE batch = $1 AND state = ANY($2)
       ON CONFLICT DO NOTHING`,
      [batch, states],
    );
  }

  async touchDataset(base: BaseDefinition, dataset: string): Promise<void> {
    await this.database.query(
      `INSERT INTO ${base.schema}.work_record (record_id)
       SELECT record_id FROM ${base.schema}.source WHERE dataset = $1 ON CONFLICT DO NOTHING`,
      [dataset],
    );
  }

  /** Every record there is, to be matched again. */
  async touchAll(base: BaseDefinition): Promise<void> {
    await this.database.query(
      `INSERT INTO ${base.schema}.work_record (record_id, rematch) SELECT record_id, true FROM ${base.schema}.source
       ON CONFLICT (record_id) DO UPDATE SET rematch = true`,
    );
  }

  /** Whether there is anything to derive. */
  async isTouched({ schema }: BaseDefinition): Promise<boolean> {
    const [row] = await this.database.query<{ touched: boolean }>(
      `SELECT EXISTS (SELECT 1 FROM ${schema}.work_record) OR EXISTS (SELECT 1 FROM ${schema}.work_master) AS touched`,
    );
    return row!.touched;
  }

  async touchRecords(base: BaseDefinition, recordIds: readonly string[]): Promise<void> {
    await this.database.query(
      `INSERT INTO ${base.schema}.work_record (record_id) SELECT unnest($1::uuid[]) ON CONFLICT DO NOTHING`,
      [recordIds],
    );
  }

  /** Moves the clock: the one small transaction in which everything becomes visible. */
  async publish(
    base: BaseDefinition,
    holder: string,
    next: number,
    { cause, batch, actor, counts }: PublicationCause,
    alongside: (tx: Sql) => Promise<void>,
  ): Promise<void> {
    const { schema } = base;
    await this.database.transaction(async (tx) => {
      const [clock] = await tx.query<{ at: string }>(
        `SELECT greatest(clock_timestamp(), at + interval '1 microsecond')::text AS at FROM catalogue.base_clock
          WHERE base = $1 AND number = $2 - 1 AND holder = $3 FOR UPDATE`,
        [schema, next, holder],
      );
      if (!clock) throw new Error(`another worker has taken over the publication of ${base.code}`);
      await tx.query('UPDATE catalogue.base_clock SET number = $2, dirty = false, at = $3 WHERE base = $1', [
        schema,
        next,
        clock.at,
      ]);
      await tx.query(
        `INSERT INTO ${schema}.publication (number, at, cause, batch, actor, counts) VALUES ($1, $2, $3, $4, $5, $6)`,
        [next, clock.at, cause, batch, actor, JSON.stringify(counts)],
      );
      await alongside(tx);
      await tx.query(`TRUNCATE ${WORK_TABLES.map((table) => `${schema}.${table}`).join(', ')}`);
    });
  }

  /** Nothing is left to publish: the touched records have been derived as if the publication had never begun. */
  async settle(base: BaseDefinition, alongside?: (tx: Sql) => Promise<void>): Promise<void> {
    const { schema } = base;
    await this.database.transaction(async (tx) => {
      await alongside?.(tx);
      await tx.query(`TRUNCATE ${WORK_TABLES.map((table) => `${schema}.${table}`).join(', ')}`);
      await tx.query(`UPDATE catalogue.base_clock SET dirty = false, keyed = true WHERE base = $1`, [schema]);
    });
  }
}
