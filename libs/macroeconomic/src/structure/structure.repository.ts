import { Injectable } from '@nestjs/common';
import { Database } from '@siku/platform';
import type { HeldKind } from './artefact.js';
import { sameStructure } from './same-structure.js';

/** An artefact in the terms of SDMX-JSON 2.0. */
export interface StoredStructure {
  kind: HeldKind;
  agency: string;
  id: string;
  version: string;
  content: object;
}

@Injectable()
export class StructureRepository {
  constructor(private readonly database: Database) {}

  async all(): Promise<StoredStructure[]> {
    return this.database.query(
      `SELECT kind, agency, id, version, content FROM macroeconomic.structure ORDER BY kind, agency, id, version`,
    );
  }

  /** All or none; answers which were new. A version that is there with another content is left as it is, and ends all. */
  async put(structures: readonly StoredStructure[], actor: string): Promise<{ created: boolean; changed: boolean }[]> {
    return this.database.transaction(async (tx) => {
      await tx.query(`SELECT pg_advisory_xact_lock(hashtext('macroeconomic.structure'))`);
      const outcomes = [];
      for (const { kind, agency, id, version, content } of structures) {
        const [present] = await tx.query<{ content: unknown }>(
          `SELECT content FROM macroeconomic.structure
            WHERE kind = $1 AND agency = $2 AND id = $3 AND version = $4`,
          [kind, agency, id, version],
        );
        outcomes.push({
          created: !present,
          changed: present !== undefined && !sameStructure(present.content, content),
        });
      }
      if (outcomes.some(({ changed }) => changed)) return outcomes;
      for (const [i, { kind, agency, id, version, content }] of structures.entries()) {
        if (!outcomes[i]!.created) continue;
        await tx.query(
          `INSERT INTO macroeconomic.structure (kind, agency, id, version, content, actor) VALUES ($1, $2, $3, $4, $5, $6)`,
          [kind, agency, id, version, JSON.stringify(content), actor],
        );
      }
      return outcomes;
    });
  }

  async remove({ kind, agency, id, version }: Omit<StoredStructure, 'content'>): Promise<boolean> {
    const removed = await this.database.query(
      `DELETE FROM macroeconomic.structure WHERE kind = $1 AND agency = $2 AND id = $3 AND version = $4 RETURNING 1`,
      [kind, agency, id, version],
    );
    return removed.length > 0;
  }
}
