import { OPEN, type Violations } from '@siku/master-data';
import { today, type Sql } from '@siku/platform';
import { departuresFrom, type Figure } from './identity.js';
import type { IdentityBody } from './indicator.dto.js';

interface Identified {
  code: string;
  identities: IdentityBody[];
}

const partsOf = ({ kind, of = [] }: IdentityBody): readonly string[] => (kind === 'parts' ? of : []);

/** Where totals and parts of the years of these observations do not add up, by what is published today. */
export async function identityViolations(sql: Sql, masters: readonly string[]): Promise<Violations> {
  const identified = await identitiesOf(sql);
  if (identified.length === 0) return { checked: masters, found: [] };
  const touched = await sql.query<{ indicator: string; year: string }>(
    `SELECT DISTINCT indicator, left(period, 4) AS year FROM macroeconomic.master_version
      WHERE master_id = ANY($1::uuid[])`,
    [masters],
  );
  const indicators = new Set(touched.map(({ indicator }) => indicator));
  const concerned = identified.filter(({ code, identities }) =>
    [code, ...identities.flatMap(partsOf)].some((each) => indicators.has(each)),
  );
  if (concerned.length === 0) return { checked: masters, found: [] };
  const figures = await figuresOf(
    sql,
    concerned.flatMap(({ code, identities }) => [code, ...identities.flatMap(partsOf)]),
    touched.map(({ year }) => year),
  );
  const totals = figures.filter(({ indicator }) => concerned.some(({ code }) => code === indicator));
  const masterOf = new Map(totals.map(({ master, seriesKey, period }) => [`${seriesKey} ${period}`, master]));
  const found = concerned.flatMap(({ code, identities }) =>
    identities.flatMap((identity) =>
      departuresFrom(code, identity, figures).map(({ kind, series, period, ...departure }) => ({
        rule: `identity-${kind}`,
        masters: [masterOf.get(`${series} ${period}`)!] as const,
        detail: { series, period, ...departure },
      })),
    ),
  );
  return { checked: [...masters, ...totals.map(({ master }) => master)], found };
}

async function identitiesOf(sql: Sql): Promise<Identified[]> {
  const rows = await sql.query<{ code: string; identities: IdentityBody[] | null }>(
    `SELECT DISTINCT ON (code) code, definition->'identities' AS identities FROM macroeconomic.indicator
      ORDER BY code, version DESC`,
  );
  return rows.flatMap(({ code, identities }) => (identities?.length ? [{ code, identities }] : []));
}

/** What is under embargo is not among them. */
async function figuresOf(
  sql: Sql,
  indicators: readonly string[],
  years: readonly string[],
): Promise<(Figure & { master: string })[]> {
  return sql.query(
    `SELECT v.master_id AS master, v.series_key AS "seriesKey", v.frequency, v.indicator, v.area, v.adjustment, v.period,
            v.value::text AS value
       FROM macroeconomic.master_version v
      WHERE v.indicator = ANY($1::text[]) AND left(v.period, 4) = ANY($2::text[])
        AND v.recorded_to = ${OPEN} AND v.valid_from <= $3::date AND v.valid_to > $3::date`,
    [[...new Set(indicators)], [...new Set(years)], today()],
  );
}
