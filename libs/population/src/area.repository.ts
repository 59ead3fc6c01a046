import { clockSql, suppressSmall, type AreaAsked, type AreaFigure } from '@siku/master-data';
import type { Sql } from '@siku/platform';
import type { Message } from '@siku/standards';

/** Ages as the census publishes them, from … to. */
const BANDS: readonly (readonly [from: number, to: number])[] = [
  [0, 14],
  [15, 24],
  [25, 44],
  [45, 59],
  [60, 74],
  [75, 199],
];

const SEXES: Readonly<Record<string, Message>> = { 1: { zh: '男', en: 'Male' }, 2: { zh: '女', en: 'Female' } };

const TOTAL = { zh: '人口', en: 'Persons' };

const UNKNOWN = { zh: '未知', en: 'Unknown' };

const bandTitle = (from: number, to: number): Message =>
  to < 199
    ? { zh: `${from}—${to} 岁`, en: `${from} to ${to} years` }
    : { zh: `${from} 岁及以上`, en: `${from} years and more` };

/** A date that may be partial counts as its first day. */
const day = (text: string): string =>
  `(${text} || CASE length(${text}) WHEN 4 THEN '-01-01' WHEN 7 THEN '-01' ELSE '' END)::date`;

/** Living persons by residence, or registered address where no residence is known: in all, by age and by sex. */
export async function populationAreaFigures(sql: Sql, { prefix, validAt, knownAt }: AreaAsked): Promise<AreaFigure[]> {
  const rows = await sql.query<{ band: number | null; sex: string | null; count: number }>(
    `SELECT band, sex, count(*)::int AS count FROM (
       SELECT ${bandSql(`date_part('year', age($3::date, ${day('v.birth_date')}))`)} AS band, v.sex
         FROM (SELECT ${clockSql('population', '$1')} AS number) c
         JOIN population.master_version v ON v.recorded_from <= c.number AND v.recorded_to > c.number
        WHERE v.divisions @> ARRAY[$2] AND v.valid_from <= $3::date AND v.valid_to > $3::date
          AND coalesce(v.attributes #>> '{residenceAddress,division}', v.attributes #>> '{registeredAddress,division}') LIKE $2 || '%'
          AND (v.attributes->>'deathDate' IS NULL OR ${day(`(v.attributes->>'deathDate')`)} > $3::date)) person
      GROUP BY 1, 2`,
    [knownAt, prefix, validAt],
  );
  const sum = (which: (row: (typeof rows)[number]) => boolean): number =>
    rows.filter(which).reduce((total, { count }) => total + count, 0);
  const all = sum(() => true);
  return [
    ...table('persons', [{ code: null, title: TOTAL, count: all }]),
    ...table('age', [
      ...BANDS.map(([from, to], i) => ({
        code: to < 199 ? `${from}-${to}` : `${from}+`,
        title: bandTitle(from, to),
        count: sum(({ band }) => band === i),
      })),
      { code: 'unknown', title: UNKNOWN, count: sum(({ band }) => band === null) },
    ]),
    ...table('sex', [
      ...Object.entries(SEXES).map(([code, title]) => ({ code, title, count: sum(({ sex }) => sex === code) })),
      { code: 'unknown', title: UNKNOWN, count: sum(({ sex }) => SEXES[sex ?? ''] === undefined) },
    ]),
  ];
}

const bandSql = (age: string): string =>
  `CASE ${BANDS.map(([from, to], i) => `WHEN ${age} BETWEEN ${from} AND ${to} THEN ${i}`).join(' ')} END`;

function table(topic: string, rows: readonly { code: string | null; title: Message; count: number }[]): AreaFigure[] {
  const told = suppressSmall(rows.map(({ count }) => count));
  return rows.map(({ code, title }, i) => {
    const value = told[i] ?? null;
    const suppressed = value === null && { suppressed: true as const };
    return { topic, code, title, value: value === null ? null : String(value), unit: null, ...suppressed };
  });
}
