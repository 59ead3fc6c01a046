import {
  addDecimals,
  compareDecimals,
  type Decimal,
  formatDecimal,
  parseDecimal,
  periodBounds,
  subtractDecimals,
} from '@siku/standards';
import type { Departure, IdentityBody } from './indicator.dto.js';

/** An observation as identities are checked on. */
export interface Figure {
  seriesKey: string;
  frequency: string;
  indicator: string;
  area: string;
  adjustment: string;
  period: string;
  value: string | null;
}

/** One total and what should add up to it. */
interface Sum {
  total: Figure;
  /** name of each part → its value; undefined where there is none */
  parts: Map<string, string | null | undefined>;
}

/** Where the total of an identity differs from the sum of its parts by more than the tolerance, or a part is missing. */
export function departuresFrom(indicator: string, identity: IdentityBody, figures: readonly Figure[]): Departure[] {
  const tolerance = parseDecimal(identity.tolerance ?? '0')!;
  return sumsOf(indicator, identity, figures).flatMap(({ total, parts }): Departure[] => {
    if (total.value === null) return [];
    const missing = [...parts].filter(([, value]) => (value ?? null) === null).map(([name]) => name);
    const known = [...parts.values()].filter((value): value is string => (value ?? null) !== null);
    if (known.length === 0) return [];
    const sum = known.map((value) => parseDecimal(value)!).reduce(addDecimals);
    const difference = subtractDecimals(parseDecimal(total.value)!, sum);
    if (missing.length === 0 && compareDecimals(absolute(difference), tolerance) <= 0) return [];
    const { seriesKey, period } = total;
    return [
      {
        ...{ kind: identity.kind, series: seriesKey, period, total: total.value, missing },
        ...{ sum: formatDecimal(sum), difference: formatDecimal(difference) },
      },
    ];
  });
}

const absolute = ({ digits, scale }: Decimal): Decimal => ({ digits: digits < 0n ? -digits : digits, scale });

function sumsOf(indicator: string, { kind, of = [], area }: IdentityBody, figures: readonly Figure[]): Sum[] {
  const values = new Map(figures.map((figure) => [idOf(figure), figure.value]));
  const totals = figures.filter((figure) => figure.indicator === indicator);
  switch (kind) {
    case 'parts':
      return totals.map((total) => ({
        total,
        parts: new Map(of.map((part) => [part, values.get(idOf({ ...total, indicator: part }))])),
      }));
    case 'areas':
      return totals
        .filter((total) => total.area === area)
        .map((total) => ({
          total,
          parts: new Map(of.map((part) => [part, values.get(idOf({ ...total, area: part }))])),
        }));
    case 'periods':
      return totals
        .filter(({ frequency }) => frequency === 'A')
        .flatMap((total) =>
          [
            ['S', 2],
            ['Q', 4],
            ['M', 12],
          ].flatMap(([frequency, count]) => {
            const parts = totals.filter(
              (part) =>
                part.frequency === frequency &&
                part.area === total.area &&
                part.adjustment === total.adjustment &&
                periodBounds(part.period)!.from.startsWith(total.period),
            );
            // A year that is still running is no violation.
            return parts.length === count
              ? [{ total, parts: new Map(parts.map(({ period, value }) => [period, value])) }]
              : [];
          }),
        );
  }
}

const idOf = ({ frequency, indicator, area, adjustment, period }: Omit<Figure, 'seriesKey' | 'value'>): string =>
  [frequency, indicator, area, adjustment, period].join('.');
