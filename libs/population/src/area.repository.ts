import { clockSql, suppressSiblings, type AreaAsked, type AreaFigure } from '@siku/master-data';
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

interface Row {
  division: string;
  band: number | null;
  sex: string | null;
  count: number;
}

interface Cell {
  code: string | null;
  title: Message;
  is: (row: Row) => boolean;
}

const AGES: readonly Cell[] = [
  ...BANDS.map(([from, to], i) => ({
    code: to < 199 ? `${from}-${to}` : `${from}+`,
    title: bandTitle(from, to),
    is: ({ band }: Row) => band === i,
  })),
  { code: 'unknown', title: UNKNOWN, is: ({ band }) => band === null },
];

const SEX_CELLS: readonly Cell[] = [
  ...Object.entries(SEXES).map(([code, title]) => ({ code, title, is: ({ sex }: Row) => sex === code })),
  { code: 'unknown', title: UNKNOWN, is: ({ sex }) => SEXES[sex ?? ''] === undefined },
];

/**
 * Living persons by residence, or registered address where no residence is known: in all, by age and by sex. Counted for all divisions of
 * the greater one, since what is told of the others decides what may be told of this one.
 */
export async function populationAreaFigures(sql: Sql, { prefix, validAt, knownAt }: AreaAsked): Promise<AreaFigure[]> {
  const around = prefix.length > 2 ? prefix.slice(0, -2) : prefix;
  const rows = await sql.query<Row>(
    `SELECT division, band, sex, count(*)::int AS count FROM (
       SELECT left(at.division, length($4)) AS division,
              ${bandSql(`date_part('year', age($3::date, ${day('v.birth_date')}))`)} AS band, v.sex
         FROM (SELECT ${clockSql('population', '$1')} AS number) c
         JOIN population.master_version v ON v.recorded_from <= c.number AND v.recorded_to > c.number
        CROSS JOIN LATERAL (
          SELECT coalesce(v.attributes #>> '{residenceAddress,division}', v.attributes #>> '{registeredAddress,division}') AS division) at
        WHERE v.divisions @> ARRAY[$2] AND v.valid_from <= $3::date AND v.valid_to > $3::date AND at.division LIKE $2 || '%'
          AND (v.attributes->>'deathDate' IS NULL OR ${day(`(v.attributes->>'deathDate')`)} > $3::date)) person
      GROUP BY 1, 2, 3`,
    [knownAt, around, validAt, prefix],
  );
  const all: readonly Cell[] = [{ code: null, title: TOTAL, is: () => true }];
  const table = tablesOf(rows, prefix);
  return [...table('persons', all), ...table('age', AGES), ...table('sex', SEX_CELLS)];
}

const bandSql = (age: string): string =>
  `CASE ${BANDS.map(([from, to], i) => `WHEN ${age} BETWEEN ${from} AND ${to} THEN ${i}`).join(' ')} END`;

/** Tables of one of the divisions that there is anybody in. */
function tablesOf(rows: readonly Row[], prefix: string): (topic: string, cells: readonly Cell[]) => AreaFigure[] {
  const divisions = [...new Set([...rows.map(({ division }) => division), prefix])].sort();
  return (topic, cells) => {
    const counts = divisions.map((division) =>
      cells.map(({ is }) =>
        rows.reduce((sum, row) => (row.division === division && is(row) ? sum + row.count : sum), 0),
      ),
    );
    const told = suppressSiblings(counts)[divisions.indexOf(prefix)]!;
    return cells.map(({ code, title }, i) => {
      const value = told[i] ?? null;
      const suppressed = value === null && { suppressed: true as const };
      return { topic, code, title, value: value === null ? null : String(value), unit: null, ...suppressed };
    });
  };
}
