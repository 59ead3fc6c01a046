import { groupBy } from '@siku/master-data';
import { divideDecimals, formatDecimal, frequencyOf, parseDecimal, trimDecimal, type Decimal } from '@siku/standards';
import { dayOf, type Release } from '../observation/vintage.js';
import type { Expression } from './expression.js';

/** What is said of a period from a day on; `content` null: nothing any more. */
export interface Statement {
  period: string;
  /** yyyy-MM-dd */
  on: string;
  content: Content | null;
}

export interface Content {
  /** null: told to nobody, see status */
  value: string | null;
  status: string;
  /** the figures it was made of */
  note: string;
}

/** The series a figure is computed from, by `frequency.indicator`: one area, one adjustment. */
export type Inputs = ReadonlyMap<string, readonly Release[]>;

/** Places of a result whose indicator does not say. */
const PLACES = 10;

const ONE: Decimal = { digits: 1n, scale: 0 };

/** The weakest of the figures it was made of says how far a result can be believed. */
const WEAKEST = ['estimated', 'provisional'];

/**
 * The history of a computed series: on each day on which one of its inputs changed, what the expression gave with the figures
 * public at the end of that day; only what differs from the day before.
 */
export function derivedVintages(
  expression: Expression,
  frequency: string,
  inputs: Inputs,
  decimals: number | undefined,
): Statement[] {
  const periods = periodsOf(frequency, inputs);
  const statements: Statement[] = [];
  const present = new Map<string, Content | null>();
  for (const { day, public: figures } of days(inputs)) {
    for (const period of periods) {
      const content = computed(expression, period, figures, decimals);
      if (sameContent(present.get(period) ?? null, content)) continue;
      present.set(period, content);
      statements.push({ period, on: day, content });
    }
  }
  return statements;
}

export const sameContent = (a: Content | null, b: Content | null): boolean =>
  a === null || b === null ? a === b : a.value === b.value && a.status === b.status && a.note === b.note;

/** Days on which an input changed, each with the figures public at its end by `frequency.indicator` and period. */
function* days(inputs: Inputs): Generator<{ day: string; public: Map<string, Release> }> {
  const changes = [...inputs].flatMap(([series, releases]) =>
    releases.flatMap((release) => [
      { day: dayOf(release.from), at: release.from, key: `${series} ${release.period}`, release },
      ...(release.to === Infinity
        ? []
        : [{ day: dayOf(release.to), at: release.to, key: `${series} ${release.period}`, release: null }]),
    ]),
  );
  // What ends comes before what begins at the same instant.
  changes.sort((a, b) => a.at - b.at || Number(a.release !== null) - Number(b.release !== null));
  const figures = new Map<string, Release>();
  for (const [i, { day, key, release }] of changes.entries()) {
    if (release) figures.set(key, release);
    else figures.delete(key);
    if (changes[i + 1]?.day !== day) yield { day, public: figures };
  }
}

function computed(
  expression: Expression,
  period: string,
  figures: ReadonlyMap<string, Release>,
  decimals: number | undefined,
): Content | null {
  const used = new Map<string, Release>();
  const value = expression.at(period, (indicator, of) => {
    const found = figures.get(`${frequencyOf(of)}.${indicator} ${of}`);
    if (!found || found.value === null) return null;
    used.set(of === period ? indicator : `${indicator} ${of}`, found);
    return parseDecimal(found.value);
  });
  if (!value) return null;
  const statuses = new Set([...used.values()].map(({ status }) => status));
  return {
    value: formatDecimal(rounded(value, decimals)),
    status: WEAKEST.find((status) => statuses.has(status)) ?? 'normal',
    note: [...used].map(([name, figure]) => `${name} = ${figure.value}`).join('; '),
  };
}

const rounded = (value: Decimal, decimals: number | undefined): Decimal =>
  decimals === undefined && value.scale <= PLACES
    ? value
    : decimals === undefined
      ? trimDecimal(divideDecimals(value, ONE, PLACES)!)
      : divideDecimals(value, ONE, decimals)!;

const periodsOf = (frequency: string, inputs: Inputs): string[] => [
  ...new Set(
    [...inputs]
      .filter(([series]) => series.startsWith(`${frequency}.`))
      .flatMap(([, releases]) => releases.map(({ period }) => period)),
  ),
];

/** What is to be said so that the published becomes the derived, on each of the days. */
export function differences(
  derived: readonly Statement[],
  published: readonly PublishedStretch[],
  on: 'all' | readonly string[],
): Statement[] {
  const wanted = groupBy(derived, ({ period }) => period);
  const present = groupBy(published, ({ period }) => period);
  const result: Statement[] = [];
  for (const period of new Set([...wanted.keys(), ...present.keys()])) {
    const statements = wanted.get(period) ?? [];
    const stretches = present.get(period) ?? [];
    const asked =
      on === 'all'
        ? [...statements.map((statement) => statement.on), ...stretches.map(({ validFrom }) => validFrom)]
        : on;
    for (const day of [...new Set(asked)].sort()) {
      const content = statements.findLast((statement) => statement.on <= day)?.content ?? null;
      const now = stretches.find(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo));
      const before = now ? { value: now.value, status: now.status, note: now.note ?? '' } : null;
      if (!sameContent(content, before)) result.push({ period, on: day, content });
    }
  }
  return result;
}

/** What is published of a period from a day on, until before another. */
export interface PublishedStretch {
  period: string;
  value: string | null;
  status: string;
  note: string | null;
  validFrom: string;
  validTo: string | null;
}
