import { Injectable } from '@nestjs/common';
import { groupBy, MemberRepository, TimelineRepository } from '@siku/master-data';
import { Database, today } from '@siku/platform';
import { macroeconomicBase } from '../definition.js';
import type { DepartmentView } from './department-views.js';

@Injectable()
export class DepartmentViewRepository {
  constructor(
    private readonly database: Database,
    private readonly members: MemberRepository,
    private readonly timelines: TimelineRepository,
  ) {}

  /** Of every dataset that has something on the series, what it says today. */
  async of(seriesKey: string): Promise<DepartmentView[]> {
    const masters = await this.database.query<{ id: string }>(
      `SELECT DISTINCT master_id AS id FROM macroeconomic.master_version WHERE series_key = $1`,
      [seriesKey],
    );
    const members = await this.members.of(
      macroeconomicBase,
      masters.map(({ id }) => id),
    );
    const known = await this.timelines.knownBatches(this.database, macroeconomicBase);
    const ids = members.map(({ recordId }) => recordId);
    const histories = await this.timelines.histories(this.database, macroeconomicBase, ids, known);
    const day = today();
    const said = histories.flatMap(({ dataset, department, segments }) =>
      segments
        .filter(({ from, to }) => from <= day && (to === null || day < to))
        .flatMap(({ from, attributes: { period, value } }) =>
          typeof period === 'string' && typeof value === 'string'
            ? [{ dataset, department, period, value, published: from }]
            : [],
        ),
    );
    return [...groupBy(said, ({ dataset }) => dataset).entries()]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([dataset, rows]) => ({
        dataset,
        department: rows[0]!.department,
        observations: rows
          .map(({ period, value, published }) => ({ period, value, published }))
          .sort((a, b) => (a.period < b.period ? -1 : 1)),
      }));
  }
}
