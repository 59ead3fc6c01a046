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

  /**
   * Days, up to today, on which these datasets published something that is still known. The index is asked for the next day and batch
   * after each: of millions of rows there are few.
   */
  async dates(datasets: readonly string[]): Promise<{ dataset: string; date: string }[]> {
    const next = (dataset: string, after: string): string =>
      `LATERAL (SELECT r.effective_from AS date, r.batch FROM macroeconomic.source_record r
                 WHERE r.dataset = ${dataset} AND r.state = 'asserted' AND r.effective_from <= $2::date ${after}
                 ORDER BY r.effective_from, r.batch LIMIT 1) n`;
    return this.database.query(
      `WITH RECURSIVE said (dataset, date, batch) AS (
         SELECT d.dataset, n.date, n.batch FROM unnest($1::text[]) d (dataset) CROSS JOIN ${next('d.dataset', '')}
         UNION ALL
         SELECT s.dataset, n.date, n.batch FROM said s
          CROSS JOIN ${next('s.dataset', 'AND (r.effective_from, r.batch) > (s.date, s.batch)')})
       SELECT DISTINCT s.dataset, s.date::text AS date FROM said s
         JOIN catalogue.batch b ON b.number = s.batch AND b.published_in <= ${LATEST} AND coalesce(b.rolled_back_in > ${LATEST}, true)`,
      [datasets, today()],
    );
  }

  /** Of each of these series the last observation that begins on a day or before. */
  async valuesAt(
    series: readonly string[],
    date: string,
  ): Promise<Map<string, { period: string; value: string | null }>> {
    const rows = await this.database.query<{ key: string; period: string; value: string | null }>(
      `SELECT k.key, last.period, last.value::text AS value
         FROM unnest($1::text[]) k (key)
        CROSS JOIN LATERAL (SELECT v.period, v.value FROM macroeconomic.master_version v
               WHERE v.series_key = k.key AND v.recorded_from <= ${LATEST} AND v.recorded_to > ${LATEST}
                 AND v.valid_from <= $2::date AND v.valid_to > $2::date AND v.period_start <= $3::text
               ORDER BY v.period_start DESC LIMIT 1) last`,
      [series, today(), date],
    );
    return new Map(rows.map(({ key, ...last }) => [key, last]));
  }
}
