import { Injectable } from '@nestjs/common';
import { BaseRegistry, divisionPrefix, groupBy, type AreaFigure } from '@siku/master-data';
import { Database, today } from '@siku/platform';
import { periodBefore, periodBounds, periodOfDay, type Frequency, type Message } from '@siku/standards';
import { EACH, type DerivationBody } from './derivation.dto.js';
import type { Statement } from './derived-vintages.js';

/** A figure of one area through time, as it is known today. */
export interface FigureSeries {
  area: string;
  /** of the row it is, where each row is an indicator of its own */
  row: { code: string; title: Message } | null;
  statements: Statement[];
}

/** Periods from the first one on that have ended. */
export function endedPeriods(from: string, frequency: Frequency): string[] {
  const first = periodBounds(from)!.from;
  const periods: string[] = [];
  for (let at = periodBefore(periodOfDay(today(), frequency)); periodBounds(at)!.from >= first; at = periodBefore(at)) {
    periods.unshift(at);
  }
  return periods;
}

/** What the other bases know of divisions, asked of each at the end of each period. */
@Injectable()
export class BaseFigures {
  constructor(
    private readonly bases: BaseRegistry,
    private readonly database: Database,
  ) {}

  /** PostgreSQL schema of a base. */
  schemaOf(base: string): string {
    return this.bases.get(base).schema;
  }

  codes(): string[] {
    return this.bases
      .all()
      .filter(({ areaFigures }) => areaFigures)
      .map(({ code }) => code);
  }

  async series({ figure, areas, from }: DerivationBody, frequency: Frequency): Promise<FigureSeries[]> {
    const { base, topic, code = null } = figure!;
    const found: { area: string; period: string; figure: AreaFigure }[] = [];
    for (const area of areas!) {
      for (const period of endedPeriods(from!, frequency)) {
        const { from: since, to: validAt } = periodBounds(period)!;
        const asked = { code: area, prefix: divisionPrefix(area), since, validAt, knownAt: null };
        const figures = await this.bases.get(base).areaFigures!(this.database, asked);
        found.push(
          ...figures
            .filter((each) => each.topic === topic && (code === EACH || each.code === code))
            .map((each) => ({ area, period, figure: each })),
        );
      }
    }
    return [...groupBy(found, (each) => `${each.area} ${each.figure.code}`).values()].map((rows) => {
      const { area, figure: row } = rows[0]!;
      return {
        area,
        row: code === EACH ? { code: row.code ?? 'total', title: row.title } : null,
        statements: rows.map(({ period, figure: each }) => ({ period, on: today(), content: contentOf(each) })),
      };
    });
  }
}

const contentOf = ({ value, suppressed }: AreaFigure) => ({
  value,
  status: suppressed ? 'confidential' : value === null ? 'missing' : 'normal',
  note: '',
});
