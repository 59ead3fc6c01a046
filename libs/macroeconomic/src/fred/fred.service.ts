import { Injectable } from '@nestjs/common';
import { today } from '@siku/platform';
import { frequencyOf } from '@siku/standards';
import { ObservationRepository } from '../observation/observation.repository.js';
import { releasesOf, type Release } from '../observation/vintage.js';
import { aggregate, isLower, transform } from '../series/transformation.js';
import { DescribedSeries } from './described-series.js';
import type { FredAnswer } from './fred-format.js';
import { notOneOf } from './fred-parameters.js';
import { invalid, noSuchSeries, notYetPublic, noVintages, tooManyVintages } from './fred.errors.js';
import {
  FREQUENCY_LETTERS,
  type FredObservationsQuery,
  type FredSeriesQuery,
  type FredVintagesQuery,
} from './fred.dto.js';
import { vintageDates, windowOf } from './realtime-window.js';
import { byRealtime, byVintage, EARLIEST, initialReleases, LATEST, vintageDays, type Derive } from './realtime.js';
import type { Window } from './series-element.js';

/** What FRED takes at once. */
const MOST_VINTAGES = 2000;

/** Before every observation, as FRED says it. */
const FIRST_DATE = '1600-01-01';

/** The series of the base as FRED and ALFRED have theirs: https://fred.stlouisfed.org/docs/api/fred/ */
@Injectable()
export class FredService {
  constructor(
    private readonly observations: ObservationRepository,
    private readonly described: DescribedSeries,
  ) {}

  async series({ series_id: key, ...query }: FredSeriesQuery): Promise<FredAnswer> {
    const window = windowOf(query, today());
    const found = await this.described.of(window, [key]);
    if (found.length === 0) throw noSuchSeries();
    return { about: { ...window }, list: ['seriess', 'series'], items: found };
  }

  async observationsOf(query: FredObservationsQuery): Promise<FredAnswer> {
    const { units = 'lin', output_type: type = 1, sort_order = 'asc', limit = 100_000, offset = 0 } = query;
    const { observation_start: first = FIRST_DATE, observation_end: last = LATEST } = query;
    const releases = await this.releases(query.series_id);
    const days = query.vintage_dates === undefined ? null : daysOf(query.vintage_dates, query);
    const window = days ? { realtime_start: days[0]!, realtime_end: days.at(-1)! } : windowOf(query, today());
    const all = rowsOf(releases, derivation(query), type, window, days, query.series_id);
    const rows = all.filter(({ date }) => date >= first && date <= last);
    if (sort_order === 'desc') rows.reverse();
    return {
      about: {
        ...window,
        ...{ observation_start: first, observation_end: last, units, output_type: type },
        ...{ file_type: query.file_type ?? 'xml', order_by: 'observation_date', sort_order },
        ...{ count: rows.length, offset, limit },
      },
      list: ['observations', 'observation'],
      items: rows.slice(offset, offset + limit),
    };
  }

  async vintages({
    series_id: key,
    sort_order = 'asc',
    offset = 0,
    limit = 10_000,
    ...query
  }: FredVintagesQuery): Promise<FredAnswer> {
    const window = windowOf(query, EARLIEST, LATEST);
    const all = vintageDays(await this.releases(key));
    const days = all.filter((day) => day >= window.realtime_start && day <= window.realtime_end);
    if (sort_order === 'desc') days.reverse();
    return {
      about: { ...window, order_by: 'vintage_date', sort_order, count: days.length, offset, limit },
      list: ['vintage_dates', 'vintage_date'],
      items: days.slice(offset, offset + limit),
    };
  }

  private async releases(key: string): Promise<Release[]> {
    const releases = releasesOf(await this.observations.history(key));
    if (releases.length === 0) throw noSuchSeries();
    return releases;
  }
}

/** Vintages that are asked for within the real-time period, where one is given. */
function daysOf(text: string, query: Partial<Window>): string[] {
  const { realtime_start, realtime_end } = windowOf(query, EARLIEST, LATEST);
  const days = vintageDates(text).filter((day) => day >= realtime_start && day <= realtime_end);
  if (days.length === 0) throw noVintages(realtime_start, realtime_end);
  return days;
}

/** @throws Problem 400 for a frequency that is not lower */
function derivation({ units = 'lin', frequency, aggregation_method = 'avg' }: FredObservationsQuery): Derive {
  const to = frequency && FREQUENCY_LETTERS[frequency];
  return (points) => {
    const own = points[0] && frequencyOf(points[0].period);
    if (to && own && !isLower(to, own)) {
      const lower = Object.entries(FREQUENCY_LETTERS).filter(([, other]) => isLower(other, own));
      throw invalid(
        notOneOf(
          'frequency',
          lower.map(([letter]) => letter),
        ),
      );
    }
    const lowered = to && own && to !== own ? aggregate(points, to, aggregation_method) : points;
    return transform(lowered, units);
  };
}

type Row = Readonly<Record<string, string>> & { date: string };

function rowsOf(
  releases: readonly Release[],
  derive: Derive,
  type: 1 | 2 | 3 | 4,
  { realtime_start: first, realtime_end: last }: Window,
  days: readonly string[] | null,
  key: string,
): Row[] {
  const vintages = vintageDays(releases);
  if (vintages.length > 0 && last < vintages[0]!) throw notYetPublic();
  const within = days ?? vintages.filter((day) => day >= first && day <= last);
  if (type !== 1 && within.length === 0) throw noVintages(first, last);
  if (type === 2 || type === 3) {
    if (within.length > MOST_VINTAGES) throw tooManyVintages(within.length, first, last, MOST_VINTAGES);
    const column = (day: string): string => `${key}_${day.replaceAll('-', '')}`;
    return byVintage(releases, derive, within, type === 3).map(({ date, values }) => ({
      date,
      ...Object.fromEntries([...values].map(([day, value]) => [column(day), value ?? '.'])),
    }));
  }
  const spans =
    type === 4
      ? initialReleases(releases, derive, first, last)
      : days
        ? days.flatMap((day) => byRealtime(releases, derive, day, day))
        : byRealtime(releases, derive, first, last);
  const rows = spans.map(({ date, value, from, to }) => ({
    ...{ realtime_start: from, realtime_end: to, date, value: value ?? '.' },
  }));
  return days ? rows.sort((a, b) => (a.date < b.date ? -1 : a.date > b.date ? 1 : 0)) : rows;
}
