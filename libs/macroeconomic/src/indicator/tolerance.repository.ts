import type { Tolerances } from '@siku/master-data';
import type { Sql } from '@siku/platform';

/** How far departments may differ on the figures of each indicator, by what the indicators say now. */
export async function toleratedDepartures(sql: Sql): Promise<Tolerances> {
  const rows = await sql.query<{ code: string; tolerance: string | null }>(
    `SELECT DISTINCT ON (code) code, definition->>'tolerance' AS tolerance FROM macroeconomic.indicator
      ORDER BY code, version DESC`,
  );
  const tolerated = new Map(rows.map(({ code, tolerance }) => [code, tolerance]));
  return ({ indicator }): Record<string, string> => {
    const value = tolerated.get(String(indicator)) ?? null;
    return value === null ? {} : { value };
  };
}
