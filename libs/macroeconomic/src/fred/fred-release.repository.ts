import { Injectable } from '@nestjs/common';
import { Database, today } from '@siku/platform';

const LATEST = `(SELECT number FROM catalogue.base_clock WHERE base = 'macroeconomic')`;

/** What a dataset published, and when. */
@Injectable()
export class FredReleaseRepository {
  constructor(private readonly database: Database) {}

  /** Of these series, which datasets speak of the latest observation. */
  async datasetsOf(series: readonly string[]): Promise<Map<string, readonly string[]>> {
    const rows = await this.database.query<{ key: string; datasets: string[] }>(
      `SELECT k.key, array_agg(DISTINCT c.dataset ORDER BY c.dataset) AS datasets
         FROM unnest($1::text[]) k (key)
        CROSS JOIN LATERAL (SELECT v.master_id FROM macroeconomic.master_version v
               WHERE v.series_key = k.key AND v.recorded_from <= ${LATEST} AND v.recorded_to > ${LATEST} AND v.valid_from <= $2::date
               ORDER BY v.period_start DESC LIMIT 1) last
         JOIN macroeconomic.crosswalk c ON c.master_id = last.master_id AND c.since <= ${LATEST} AND c.until > ${LATEST}
        GROUP BY 1`,
      [series, today()],
    );
    return new Map(rows.map(({ key, datasets }) => [key, datasets]));
  }

  /** Days, up to today, on which these datasets published something that is still known. */
  async dates(datasets: readonly string[]): Promise<{ dataset: string; date: string }[]> {
    return this.database.query(
      `SELECT DISTINCT r.dataset, r.effective_from::text AS date
         FROM macroeconomic.source_record r
         JOIN catalogue.batch b ON b.number = r.batch AND b.published_in <= ${LATEST} AND coalesce(b.rolled_back_in > ${LATEST}, true)
        WHERE r.dataset = ANY($1::text[]) AND r.state = 'asserted' AND r.effective_from <= $2::date`,
      [datasets, today()],
    );
  }
}
