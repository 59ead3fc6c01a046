import { Injectable } from '@nestjs/common';
import { Database, Vault } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';

/** A source record and the master it belongs to at present. */
export interface MemberRecord {
  master: string;
  recordId: string;
  dataset: string;
  department: string;
  sourceKey: string;
}

/** Who belongs to whom as readers see it: by the clock, whatever is being prepared. */
@Injectable()
export class MemberRepository {
  constructor(
    private readonly database: Database,
    private readonly vault: Vault,
  ) {}

  /** In the order of masters, datasets and source keys. */
  async of(base: BaseDefinition, masters: readonly string[]): Promise<MemberRecord[]> {
    const { schema } = base;
    const rows = await this.database.query<MemberRecord>(
      `SELECT x.master_id AS master, x.record_id AS "recordId", x.dataset, d.department, x.source_key AS "sourceKey"
         FROM catalogue.base_clock c
         JOIN ${schema}.crosswalk x ON x.since <= c.number AND x.until > c.number
         JOIN catalogue.dataset d ON d.code = x.dataset
        WHERE c.base = '${schema}' AND x.master_id = ANY($1::uuid[])
        ORDER BY x.master_id, x.dataset, x.source_key`,
      [masters],
    );
    return this.vault.openAll(rows);
  }

  async profiles(base: BaseDefinition, recordIds: readonly string[]): Promise<Map<string, Record<string, string[]>>> {
    const rows = await this.database.query<{ recordId: string; profile: unknown }>(
      `SELECT record_id AS "recordId", profile FROM ${base.schema}.source
        WHERE record_id = ANY($1::uuid[]) AND profile IS NOT NULL`,
      [recordIds],
    );
    return new Map(
      rows.map(({ recordId, profile }) => [recordId, this.vault.openJson(profile) as Record<string, string[]>]),
    );
  }
}
