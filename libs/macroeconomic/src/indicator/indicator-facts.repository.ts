import type { CodeWords } from '@siku/catalogue';
import { wordOf } from '@siku/master-data';
import type { Sql } from '@siku/platform';

interface Facts {
  code: string;
  unit: string;
  zh: string;
  en: string;
}

/** As the indicators are declared now. */
const factsOf = (sql: Sql): Promise<Facts[]> =>
  sql.query(
    `SELECT DISTINCT ON (code) code, definition->>'unit' AS unit, definition #>> '{title,zh}' AS zh, definition #>> '{title,en}' AS en
       FROM macroeconomic.indicator ORDER BY code, version DESC`,
  );

/** Indicator → unit that its figures are kept in. */
export async function indicatorUnits(sql: Sql): Promise<ReadonlyMap<string, string>> {
  const facts = await factsOf(sql);
  return new Map(facts.flatMap(({ code, unit }) => (unit === '' ? [] : [[code, unit] as const])));
}

/** What departments call the indicators. */
export async function indicatorWords(sql: Sql): Promise<CodeWords> {
  const facts = await factsOf(sql);
  return {
    indicator: new Map(
      facts.flatMap(({ code, zh, en }) => [zh, en, code].map((name) => [wordOf(name), code] as const)),
    ),
  };
}
