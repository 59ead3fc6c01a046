import { Injectable } from '@nestjs/common';
import type { Sql } from '@siku/platform';
import type { DatasetDefinition } from '../definition/dataset-definition.js';

/** A dataset about to get another definition. */
export interface DatasetChange {
  code: string;
  from: DatasetDefinition;
  to: DatasetDefinition;
}

/** Throws a Problem to refuse the change. `tx` is the change's transaction: no other connection may be used. */
export type DatasetChangeCheck = (change: DatasetChange, tx: Sql) => Promise<void>;

/**
 * Where the floors above say what may not change any more, such as the base and the key once there are batches.
 */
@Injectable()
export class DatasetChangeChecks {
  private readonly checks: DatasetChangeCheck[] = [];

  add(check: DatasetChangeCheck): void {
    this.checks.push(check);
  }

  async run(change: DatasetChange, tx: Sql): Promise<void> {
    for (const check of this.checks) await check(change, tx);
  }
}
