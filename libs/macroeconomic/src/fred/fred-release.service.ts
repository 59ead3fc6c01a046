import { Injectable } from '@nestjs/common';
import { DatasetService, DepartmentService, type Dataset } from '@siku/catalogue';
import { today } from '@siku/platform';
import { macroeconomicBase } from '../definition.js';
import { DescribedSeries } from './described-series.js';
import type { FredAnswer } from './fred-format.js';
import { pageOf } from './fred-page.js';
import { FredReleaseRepository } from './fred-release.repository.js';
import { FredSearchService } from './fred-search.service.js';
import { noSuchRelease, noSuchSeries, noSuchSource } from './fred.errors.js';
import type {
  FredReleaseDatesQuery,
  FredReleaseQuery,
  FredReleasesDatesQuery,
  FredReleaseSeriesQuery,
  FredReleasesQuery,
  FredSourceQuery,
  FredSourceReleasesQuery,
  FredSourcesQuery,
} from './fred-release.dto.js';
import type { FredSeriesQuery } from './fred.dto.js';
import { EARLIEST, LATEST } from './realtime.js';
import { windowOf } from './realtime-window.js';
import { byNumber, numberOf, titleOf, type Window } from './series-element.js';

const RELEASES = ['releases', 'release'] as const;
const SOURCES = ['sources', 'source'] as const;
const DATES = ['release_dates', 'release_date'] as const;

/** More than a city has. */
const MOST_DATASETS = 10_000;

/** Datasets of the base as releases, departments that deliver them as sources. */
@Injectable()
export class FredReleaseService {
  constructor(
    private readonly datasets: DatasetService,
    private readonly departments: DepartmentService,
    private readonly repository: FredReleaseRepository,
    private readonly described: DescribedSeries,
    private readonly found: FredSearchService,
  ) {}

  async all(query: FredReleasesQuery): Promise<FredAnswer> {
    return releasesIn(await this.list(), query);
  }

  async release({ release_id, ...query }: FredReleaseQuery): Promise<FredAnswer> {
    const window = windowOf(query, today());
    return { about: { ...window }, list: RELEASES, items: [releaseOf(await this.releaseBy(release_id), window)] };
  }

  async series({ release_id, order_by = 'series_id', ...query }: FredReleaseSeriesQuery): Promise<FredAnswer> {
    const keys = new Set(await this.keysOf(release_id));
    return this.found.listed(query, order_by, ({ id }) => keys.has(String(id)));
  }

  async sourcesOf({ release_id, ...query }: FredReleaseQuery): Promise<FredAnswer> {
    const { definition } = await this.releaseBy(release_id);
    return this.sourceAnswer(query, (code) => code === definition.department);
  }

  async ofSeries({ series_id: key, ...query }: FredSeriesQuery): Promise<FredAnswer> {
    const window = windowOf(query, today());
    const codes = (await this.repository.datasetsOf([key])).get(key);
    if (!codes) throw noSuchSeries();
    const own = (await this.list()).filter(({ code }) => codes.includes(code));
    return { about: { ...window }, list: RELEASES, items: own.map((dataset) => releaseOf(dataset, window)) };
  }

  async allDates(query: FredReleasesDatesQuery): Promise<FredAnswer> {
    const { order_by = 'release_date', sort_order = 'desc' } = query;
    // All of this year, unless another time is asked for.
    const window = windowOf(query, `${today().slice(0, 4)}-01-01`, LATEST);
    const by = order_by === 'release_date' ? 'date' : order_by;
    return pageOf(DATES, await this.datesOf(await this.list(), window), { ...query, window, order_by, by, sort_order });
  }

  async dates({ release_id, limit = 10_000, ...query }: FredReleaseDatesQuery): Promise<FredAnswer> {
    const window = windowOf(query, EARLIEST, LATEST);
    const found = await this.datesOf([await this.releaseBy(release_id)], window);
    const dates = found.map(({ release_id: id, date }) => ({ release_id: id, date }));
    return pageOf(DATES, dates, { ...query, window, order_by: 'release_date', by: 'date', limit });
  }

  async sources({ order_by = 'source_id', ...query }: FredSourcesQuery): Promise<FredAnswer> {
    const { window, sources } = await this.departmentsIn(query);
    return pageOf(SOURCES, sources, { ...query, window, order_by, by: order_by === 'source_id' ? 'id' : order_by });
  }

  async source({ source_id, ...query }: FredSourceQuery): Promise<FredAnswer> {
    return this.sourceAnswer(query, (code) => numberOf(code) === source_id);
  }

  async ofSource({ source_id, ...query }: FredSourceReleasesQuery): Promise<FredAnswer> {
    const all = await this.list();
    byNumber(all, ({ definition }) => definition.department, source_id);
    const own = all.filter(({ definition }) => numberOf(definition.department) === source_id);
    if (own.length === 0) throw noSuchSource();
    return releasesIn(own, query);
  }

  /** Keys of the series whose latest observation is in a release. @throws Problem 400 for no release */
  async keysOf(release: number): Promise<string[]> {
    const { code } = await this.releaseBy(release);
    const datasets = await this.repository.datasetsOf(await this.described.keys());
    return [...datasets].flatMap(([key, codes]) => (codes.includes(code) ? [key] : []));
  }

  private async list(): Promise<readonly Dataset[]> {
    return (await this.datasets.list({ base: macroeconomicBase.code }, undefined, MOST_DATASETS)).items;
  }

  /** @throws Problem 400 for no release */
  async releaseBy(id: number): Promise<Dataset> {
    const found = byNumber(await this.list(), ({ code }) => code, id);
    if (!found) throw noSuchRelease();
    return found;
  }

  private async datesOf(datasets: readonly Dataset[], { realtime_start, realtime_end }: Window) {
    const names = new Map(datasets.map(({ code, definition }) => [code, titleOf(definition.title)]));
    const dates = await this.repository.dates([...names.keys()]);
    return dates
      .filter(({ date }) => date >= realtime_start && date <= realtime_end)
      .map(({ dataset, date }) => ({ release_id: numberOf(dataset), release_name: names.get(dataset)!, date }));
  }

  private async departmentsIn(query: Partial<Window>, isAsked: (code: string) => boolean = () => true) {
    const window = windowOf(query, today());
    const delivering = new Set((await this.list()).map(({ definition }) => definition.department));
    const { items } = await this.departments.list(undefined, MOST_DATASETS);
    const sources = items
      .filter(({ code }) => delivering.has(code) && isAsked(code))
      .map(({ code, title }) => ({ id: numberOf(code), ...window, name: titleOf(title) }));
    return { window, sources };
  }

  private async sourceAnswer(query: Partial<Window>, isAsked: (code: string) => boolean): Promise<FredAnswer> {
    const { window, sources } = await this.departmentsIn(query, isAsked);
    if (sources.length === 0) throw noSuchSource();
    return { about: { ...window }, list: SOURCES, items: sources };
  }
}

const releaseOf = ({ code, definition }: Dataset, window: Window) => ({
  ...{ id: numberOf(code), ...window, name: titleOf(definition.title), press_release: false },
});

function releasesIn(
  datasets: readonly Dataset[],
  { order_by = 'release_id', ...query }: FredReleasesQuery,
): FredAnswer {
  const window = windowOf(query, today());
  const releases = datasets.map((dataset) => releaseOf(dataset, window));
  return pageOf(RELEASES, releases, { ...query, window, order_by, by: order_by === 'release_id' ? 'id' : order_by });
}
