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
  registrations: SECTIONS,
};

const TOTAL = { zh: '法人及其他组织', en: 'Organisations' };

const UNKNOWN = { zh: '未知', en: 'Unknown' };

/** A founding date that may be partial, from its first day to the 28th: the earliest a month can end. */
const founded = (day: string): string => `v.established_on || substr('0000-${day}', length(v.established_on) + 1)`;

/**
 * Organisations with their address in the division: in all, by kind, by status, by section of GB/T 4754; and those founded
 * since, by section.
 */
export async function legalEntityAreaFigures(
  sql: Sql,
  { prefix, since, validAt, knownAt }: AreaAsked,
): Promise<AreaFigure[]> {
  const rows = await sql.query<{ topic: string; code: string | null; count: string }>(
    `WITH organisation AS MATERIALIZED (
         SELECT v.kind, v.status, left(v.industry, 1) AS section,
                CASE WHEN ${founded('01-01')} >= $4 AND ${founded('12-28')} <= $5
                     THEN coalesce(left(v.industry, 1), 'unknown') END AS founded_section
           FROM (SELECT ${clockSql('legal_entity', '$1')} AS number) c
           JOIN legal_entity.master_version v ON v.recorded_from <= c.number AND v.recorded_to > c.number
          WHERE v.division LIKE $2 || '%' AND v.valid_from <= $3::date AND v.valid_to > $3::date)
     SELECT CASE WHEN grouping(kind) = 0 THEN 'kind' WHEN grouping(status) = 0 THEN 'status'
                 WHEN grouping(section) = 0 THEN 'industry' WHEN grouping(founded_section) = 0 THEN 'registrations'
                 ELSE 'organisations' END AS topic,
            coalesce(kind, status, section, founded_section) AS code, count(*)::text AS count
       FROM organisation
      GROUP BY GROUPING SETS ((), (kind), (status), (section), (founded_section))
     HAVING grouping(founded_section) = 1 OR founded_section IS NOT NULL ORDER BY 1, 2`,
    [knownAt, prefix, validAt, since, validAt],
  );
  return rows.map(({ topic, code, count }) => ({
    topic,
    code: topic === 'organisations' ? null : (code ?? 'unknown'),
    title: topic === 'organisations' ? TOTAL : (TOPICS[topic]![code ?? ''] ?? UNKNOWN),
    value: count,
    unit: null,
  }));
}
