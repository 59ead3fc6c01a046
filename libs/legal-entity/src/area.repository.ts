import { clockSql, type AreaAsked, type AreaFigure } from '@siku/master-data';
import type { Sql } from '@siku/platform';
import { INDUSTRY_SECTIONS, type Message } from '@siku/standards';
import { legalEntityDictionary } from './dictionary.js';

const SECTIONS = Object.fromEntries(INDUSTRY_SECTIONS.map(([letter, zh, en]) => [letter, { zh, en }]));

const codesOf = (path: string): Record<string, Message> =>
  legalEntityDictionary[path]!.codes as unknown as Record<string, Message>;

const TOPICS: Readonly<Record<string, Record<string, Message>>> = {
  kind: codesOf('kind'),
  status: codesOf('status'),
  industry: SECTIONS,
};

const TOTAL = { zh: '法人及其他组织', en: 'Organisations' };

const UNKNOWN = { zh: '未知', en: 'Unknown' };

/** Organisations with their address in the division: in all, by kind, by status, by section of GB/T 4754. */
export async function legalEntityAreaFigures(sql: Sql, { prefix, validAt, knownAt }: AreaAsked): Promise<AreaFigure[]> {
  const rows = await sql.query<{ topic: string; code: string | null; count: string }>(
    `SELECT CASE WHEN grouping(kind) = 0 THEN 'kind' WHEN grouping(status) = 0 THEN 'status'
                 WHEN grouping(section) = 0 THEN 'industry' ELSE 'organisations' END AS topic,
            coalesce(kind, status, section) AS code, count(*)::text AS count
       FROM (SELECT v.kind, v.status, left(v.industry, 1) AS section
               FROM (SELECT ${clockSql('legal_entity', '$1')} AS number) c
               JOIN legal_entity.master_version v ON v.recorded_from <= c.number AND v.recorded_to > c.number
              WHERE v.division LIKE $2 || '%' AND v.valid_from <= $3::date AND v.valid_to > $3::date) organisation
      GROUP BY GROUPING SETS ((), (kind), (status), (section)) ORDER BY 1, 2`,
    [knownAt, prefix, validAt],
  );
  return rows.map(({ topic, code, count }) => ({
    topic,
    code: topic === 'organisations' ? null : (code ?? 'unknown'),
    title: topic === 'organisations' ? TOTAL : (TOPICS[topic]![code ?? ''] ?? UNKNOWN),
    value: count,
    unit: null,
  }));
}
