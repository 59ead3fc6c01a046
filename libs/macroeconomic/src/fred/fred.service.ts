import { Injectable } from '@nestjs/common';
import { badRequest, today } from '@siku/platform';
import { frequencyOf, periodBounds } from '@siku/standards';
import { ADJUSTMENT_TITLES, FREQUENCY_TITLES } from '../dictionary.js';
import type { IndicatorBody } from '../indicator/indicator.dto.js';
import { IndicatorRepository } from '../indicator/indicator.repository.js';
import { areaTitle } from '../observation/area-title.js';
import { ObservationRepository, type SeriesRow } from '../observation/observation.repository.js';
import { endOf, releasesOf, type Release } from '../observation/vintage.js';
import { aggregate, isLower, transform } from '../series/transformation.js';
import type { FredAnswer } from './fred-format.js';
import {
  FREQUENCY_LETTERS,
  type FredObservationsQuery,
  type FredSearchQuery,
  type FredSeriesQuery,
  type FredVintagesQuery,
} from './fred.dto.js';
import { byRealtime, byVintage, EARLIEST, initialReleases, LATEST, vintageDays, type Derive } from './realtime.js';

/** What FRED takes at once. */
const MOST_VINTAGES = 2000;

/** Series that a search looks through. */
const MOST_SERIES = 100_000;

const MOST_INDICATORS = 100_000;

type SeriesElement = Readonly<Record<string, string | number>>;

type Window = Readonly<{ realtime_start: string; realtime_end: string }>;

/** The series of the base as FRED and ALFRED have theirs: https://fred.stlouisfed.org/docs/api/fred/ */
@Injectable()
export class FredService {
  constructor(
    private readonly observations: ObservationRepository,
    private readonly indicators: IndicatorRepository,
  ) {}

  async series({ series_id: key, ...query }: FredSeriesQuery): Promise<FredAnswer> {
    const window = windowOf(query, today());
    const found = await this.described(window, [key]);
    if (found.length === 0) throw noSuchSeries();
    return { about: { ...window }, list: ['seriess', 'series'], items: found };
  }

  async observationsOf(query: FredObservationsQuery): Promise<FredAnswer> {
    const { units = 'lin', output_type: type = 1, sort_order = 'asc', limit = 100_000, offset = 0 } = query;
    const { observation_start: first = EARLIEST, observation_end: last = LATEST } = query;
    const releases = await this.releases(query.series_id);
    const days = query.vintage_dates?.split(',').sort() ?? null;
    const window = windowOf(days ? { realtime_start: days[0]!, realtime_end: days.at(-1)! } : query, today());
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

  async search(query: FredSearchQuery): Promise<FredAnswer> {
    const { search_type = 'full_text', order_by = 'search_rank', limit = 1000, offset = 0 } = query;
    // What is best, newest or most comes first, names by the alphabet, as FRED does.
    const { sort_order = /rank|popularity|updated/.test(order_by) ? 'desc' : 'asc' } = query;
    const window = windowOf(query, today());
    const words = query.search_text.toLowerCase().split(/\s+/).filter(Boolean);
    const meets = search_type === 'series_id' ? likeId(query.search_text) : containing(words);
    const perhaps = await this.perhaps(meets);
    const found = (perhaps.length === 0 ? [] : await this.described(window, perhaps)).filter(
      (series) =>
        meets(series) && (!query.filter_variable || String(series[query.filter_variable]) === query.filter_value),
    );
    const by = order_by === 'series_id' ? 'id' : order_by;
    const rank = (series: SeriesElement): string | number => (by.includes('rank') ? 0 : (series[by] ?? 0));
    found.sort((a, b) => (rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0));
    if (sort_order === 'desc' && !by.includes('rank')) found.reverse();
    return {
      about: { ...window, order_by, sort_order, count: found.length, offset, limit },
      list: ['seriess', 'series'],
      items: found.slice(offset, offset + limit),
    };
  }

  /** Series that are looked at more closely: what is told from their keys and their indicators is cheap to know. */
  private async perhaps(meets: (series: SeriesElement) => boolean): Promise<string[]> {
    const [keys, definitions] = await Promise.all([this.observations.seriesKeys(), this.definitions()]);
    return keys.filter((key) => {
      const [, indicator = '', area = ''] = key.split('.');
      const definition = definitions.get(indicator);
      // Where nobody has defined it, only the figures say what it is measured in.
      return (
        !definition || meets({ id: key, title: titleOf(indicator, area, definition), units: definition.unit ?? '' })
      );
    });
  }

  private async definitions(): Promise<Map<string, IndicatorBody>> {
    const indicators = await this.indicators.list('', MOST_INDICATORS);
    return new Map(indicators.map(({ code, definition }) => [code, definition]));
  }

  private async releases(key: string): Promise<Release[]> {
    const releases = releasesOf(await this.observations.history(key));
    if (releases.length === 0) throw noSuchSeries();
    return releases;
  }

  private async described(window: Window, series: readonly string[]): Promise<SeriesElement[]> {
    const knownAt = window.realtime_end < today() ? endOf(window.realtime_end) : null;
    const found = await this.observations.series({ codes: {}, knownAt, series }, '', MOST_SERIES);
    const definitions = await this.definitions();
    return found.map((row) => elementOf(row, definitions.get(row.indicator), window));
  }
}

/** @throws Problem 400 when it ends before it begins */
function windowOf(query: Partial<Window>, first: string, last = first): Window {
  const { realtime_start = query.realtime_end && query.realtime_end < first ? query.realtime_end : first } = query;
  const { realtime_end = realtime_start > last ? realtime_start : last } = query;
  if (realtime_start > realtime_end) throw invalid('realtime_end', 'is before realtime_start');
  return { realtime_start, realtime_end };
}

/** @throws Problem 400 for a frequency that is not lower */
function derivation({ units = 'lin', frequency, aggregation_method }: FredObservationsQuery): Derive {
  const to = frequency && FREQUENCY_LETTERS[frequency];
  if (aggregation_method && !to) throw invalid('aggregation_method', 'is of use with frequency only');
  return (points) => {
    const own = points[0] && frequencyOf(points[0].period);
    if (to && own && !isLower(to, own)) throw invalid('frequency', 'is higher than that of the series');
    const lowered = to && own && to !== own ? aggregate(points, to, aggregation_method ?? 'avg') : points;
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
  if (type === 2 || type === 3) {
    const wanted = days ?? vintageDays(releases).filter((day) => day >= first && day <= last);
    if (wanted.length > MOST_VINTAGES) throw invalid('realtime_start', `makes more than ${MOST_VINTAGES} vintages`);
    const column = (day: string): string => `${key}_${day.replaceAll('-', '')}`;
    return byVintage(releases, derive, wanted, type === 3).map(({ date, values }) => ({
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

function elementOf(row: SeriesRow, definition: IndicatorBody | undefined, window: Window): SeriesElement {
  const { key, frequency, indicator, area, adjustment, unit, firstPeriod, lastPeriod, updatedAt } = row;
  const units = unit ?? definition?.unit ?? '';
  const adjusted = adjustment === 'N' ? 'Not Seasonally Adjusted' : ADJUSTMENT_TITLES[adjustment]!.en;
  return {
    id: key,
    ...window,
    title: titleOf(indicator, area, definition),
    observation_start: periodBounds(firstPeriod)!.from,
    observation_end: periodBounds(lastPeriod)!.from,
    frequency: FREQUENCY_TITLES[frequency]!.en,
    frequency_short: Object.entries(FREQUENCY_LETTERS)
      .find(([, own]) => own === frequency)![0]
      .toUpperCase(),
    units,
    units_short: units,
    seasonal_adjustment: adjusted,
    seasonal_adjustment_short: adjustment === 'N' ? 'NSA' : `${adjustment}A`,
    last_updated: inCity(updatedAt),
    // Nobody counts who looks at what.
    popularity: 0,
  };
}

function titleOf(indicator: string, area: string, definition: IndicatorBody | undefined): string {
  const { zh, en } = definition?.title ?? { zh: indicator, en: indicator };
  return `${zh === en ? en : `${en} (${zh})`}, ${areaTitle(area).zh}`;
}

/** `2013-07-31 09:26:16-05` */
function inCity(instant: string): string {
  const city = new Date(Date.parse(instant) + 8 * 3_600_000).toISOString();
  return `${city.slice(0, 10)} ${city.slice(11, 19)}+08`;
}

const containing =
  (words: readonly string[]) =>
  ({ id, title, units }: SeriesElement): boolean => {
    const text = `${id} ${title} ${units}`.toLowerCase();
    return words.every((word) => text.includes(word));
  };

/** Ids with * for anything. */
function likeId(pattern: string): (series: SeriesElement) => boolean {
  const parts = pattern.toUpperCase().split('*');
  return ({ id }) => {
    const text = String(id).toUpperCase();
    let at = 0;
    for (const [i, part] of parts.entries()) {
      const found = i === parts.length - 1 ? text.length - part.length : text.indexOf(part, at);
      if (found < at || (i === 0 && found !== 0) || !text.startsWith(part, found)) return false;
      at = found + part.length;
    }
    return true;
  };
}

const noSuchSeries = () => badRequest('no-such-series', { zh: '没有这个序列', en: 'The series does not exist' });

const invalid = (parameter: string, what: string) =>
  badRequest('invalid-parameter', { zh: `${parameter} 取值有误`, en: `Variable ${parameter} ${what}` });
