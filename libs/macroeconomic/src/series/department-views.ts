import { isBeyond } from '@siku/master-data';
import { divideDecimals, formatDecimal, multiplyDecimals, parseDecimal, subtractDecimals } from '@siku/standards';

/** What one dataset says of a series now. */
export interface DepartmentView {
  dataset: string;
  department: string;
  /** in the order of periods; published: yyyy-MM-dd */
  observations: { period: string; value: string; published: string }[];
}

/** A period of which a dataset says something else than the figure that is given out. */
export interface Disagreement {
  period: string;
  /** the figure given out */
  value: string;
  dataset: string;
  other: string;
  /** per cent of the figure given out; null where that is zero */
  percent: string | null;
  /** further apart than the indicator's tolerance, so a steward is asked */
  beyond: boolean;
}

const PLACES = 4;
const HUNDRED = parseDecimal('100')!;

/** @param tolerance per cent; null: departments may differ as far as they like */
export function disagreements(
  given: ReadonlyMap<string, string | null>,
  views: readonly DepartmentView[],
  tolerance: string | null,
): Disagreement[] {
  const found = views.flatMap(({ dataset, observations }) =>
    observations.flatMap(({ period, value: other }): Disagreement[] => {
      const value = given.get(period) ?? null;
      const [one, two] = [value, other].map((text) => (text === null ? null : parseDecimal(text)));
      if (value === null || !one || !two) return [];
      const difference = subtractDecimals(two, one);
      if (difference.digits === 0n) return [];
      const percent = divideDecimals(multiplyDecimals(difference, HUNDRED), one, PLACES);
      const beyond = tolerance !== null && isBeyond(value, other, tolerance);
      return [{ period, value, dataset, other, percent: percent && formatDecimal(percent), beyond }];
    }),
  );
  return found.sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : a.dataset < b.dataset ? -1 : 1));
}
