import type { AreaAsked, AreaFigure } from '@siku/master-data';
import type { Sql } from '@siku/platform';
import type { Message } from '@siku/standards';
import { sliceSql } from './slice.repository.js';

interface LatestRow {
  indicator: string;
  period: string;
  value: string | null;
  unit: string | null;
  title: Message | null;
}

/** Of every indicator of the area the latest value of a period that had ended, as it was published by then. */
export async function macroeconomicAreaFigures(sql: Sql, { code, validAt, knownAt }: AreaAsked): Promise<AreaFigure[]> {
  const { from, parameters } = sliceSql({ codes: { area: [code] }, knownAt });
  parameters.push(validAt);
  const rows = await sql.query<LatestRow>(
    `SELECT DISTINCT ON (v.indicator, v.adjustment) v.indicator, v.period, v.value::text AS value, v.attributes->>'unit' AS unit,
            (SELECT i.definition->'title' FROM macroeconomic.indicator i WHERE i.code = v.indicator ORDER BY i.version DESC LIMIT 1) AS title
       ${from} AND v.period_end <= $${parameters.length} AND v.value IS NOT NULL
      ORDER BY v.indicator, v.adjustment, v.period_end DESC, v.period_start`,
    parameters,
  );
  return rows.map(({ indicator, period, value, unit, title }) => ({
    topic: 'indicator',
    code: indicator,
    title: title ?? { zh: indicator, en: indicator },
    value,
    unit,
    period,
  }));
}
