import { Injectable } from '@nestjs/common';
import { badRequest, notFound } from '@siku/platform';
import { frequencyOf, periodBounds } from '@siku/standards';
import { IndicatorRepository } from '../indicator/indicator.repository.js';
import { areaTitle } from '../observation/area-title.js';
import { pointOf } from '../observation/observation.query.js';
import { ObservationRepository } from '../observation/observation.repository.js';
import type { Slice } from '../observation/slice.repository.js';
import { firstReleases, releasesOf, vintagesOf, type Release } from '../observation/vintage.js';
import { disagreements } from './department-views.js';
import { DepartmentViewRepository } from './department-views.repository.js';
import { revisionStatistics, revisionTriangle } from './revision.js';
import type { DepartmentsView, PointView, RevisionView, SeriesQuery, SeriesView, VintagePage } from './series.dto.js';
import { aggregate, divide, isLower, rebase, transform } from './transformation.js';

/** One series: as of a vintage, transformed, and how it came to be what it is. */
@Injectable()
export class SeriesService {
  constructor(
    private readonly observations: ObservationRepository,
    private readonly indicators: IndicatorRepository,
    private readonly views: DepartmentViewRepository,
  ) {}

  /** Of a series, for people: what is measured, and where. */
  async title(key: string): Promise<string> {
    const [, indicator = '', area = ''] = key.split('.');
    const { zh, en } = (await this.indicators.versions(indicator))[0]?.definition.title ?? {
      zh: indicator,
      en: indicator,
    };
    return `${zh === en ? zh : `${zh} ${en}`}，${areaTitle(area).zh}`;
  }

  async get(key: string, query: SeriesQuery): Promise<SeriesView> {
    const { units = 'lin', frequency, aggregation, per = null, rebase: base, knownAt = null } = query;
    if (aggregation && !frequency) throw aggregationAlone();
    const window = pointOf(query);
    // Changes need what lies before the window: it is cut last.
    const { unit, points } = query.firstRelease
      ? withUnit(await this.firstReleased(key, window.knownAt))
      : await this.published(key, { knownAt: window.knownAt });
    const own = points[0] ? frequencyOf(points[0].period) : null;
    if (frequency && own && !isLower(frequency, own)) throw frequencyHigher();
    const aggregated = frequency && frequency !== own ? aggregate(points, frequency, aggregation ?? 'avg') : points;
    const divided = per ? divide(aggregated, await this.divisors(key, per, window)) : aggregated;
    const rebased = base ? rebase(divided, base) : divided;
    if (!rebased) throw nothingToRebaseOn(base!);
    const plain = rebased === points && units === 'lin';
    const result: PointView[] = plain
      ? points.map(({ period, value, status }) => ({ period, value, status }))
      : transform(rebased, units);
    return {
      key,
      unit,
      per,
      units,
      frequency: frequency ?? own ?? key.slice(0, 1),
      knownAt,
      observations: result.filter(({ period }) => overlaps(period, window)),
    };
  }

  /** The same as JSON text; what is given out as it was published never becomes objects. @throws Problem 404, 400 */
  async text(key: string, query: SeriesQuery): Promise<string> {
    if (!isAsPublished(query)) return JSON.stringify(await this.get(key, query));
    const found = await this.observations.pointsText(key, pointOf(query));
    if (!found) await this.releases(key);
    const { observations = '[]', period, unit = null } = found ?? {};
    const frequency = (period && frequencyOf(period)) ?? key.slice(0, 1);
    const about = { key, unit, per: null, units: 'lin', frequency, knownAt: query.knownAt ?? null };
    return `${JSON.stringify(about).slice(0, -1)},"observations":${observations}}`;
  }

  async vintages(key: string): Promise<VintagePage> {
    const vintages = vintagesOf(await this.releases(key));
    return { items: vintages.map(({ label, changed }) => ({ knownAt: label, changed })), next: null };
  }

  async revisions(key: string): Promise<RevisionView> {
    const releases = await this.releases(key);
    const { vintages, rows } = revisionTriangle(releases);
    return { key, vintages, triangle: rows, statistics: revisionStatistics(releases) };
  }

  /** What each department says of the series now, and where it is not what is given out. @throws Problem 404 */
  async departments(key: string): Promise<DepartmentsView> {
    const { points } = await this.published(key, { knownAt: null });
    const [, indicator = ''] = key.split('.');
    const tolerance = (await this.indicators.versions(indicator))[0]?.definition.tolerance ?? null;
    const departments = await this.views.of(key);
    const given = new Map(points.map(({ period, value }) => [period, value]));
    return { key, tolerance, departments, disagreements: disagreements(given, departments, tolerance) };
  }

  /** Every release of every period. @throws Problem 404 when nothing was ever published of the series */
  async releases(key: string): Promise<Release[]> {
    const releases = releasesOf(await this.observations.history(key));
    if (releases.length === 0) throw noSuchSeries();
    return releases;
  }

  /** Figures of another indicator of the same area, by period: of every frequency that it has. @throws Problem 400 */
  private async divisors(key: string, indicator: string, { knownAt }: Pick<Slice, 'knownAt'>) {
    const [, , area = '', adjustment = ''] = key.split('.');
    const slice = { codes: { indicator: [indicator], area: [area] }, knownAt };
    const figures = new Map<string, string | null>();
    // Unadjusted figures stand in where there are none adjusted alike.
    for await (const rows of this.observations.stream(slice)) {
      for (const row of rows) {
        if (row.adjustment === adjustment || !figures.has(row.period)) figures.set(row.period, row.value);
      }
    }
    if (figures.size === 0) throw nothingToDivideBy(indicator, area);
    return figures;
  }

  private async firstReleased(key: string, knownAt: string | null): Promise<Release[]> {
    const until = knownAt === null ? Infinity : Date.parse(knownAt);
    return firstReleases(await this.releases(key)).filter(({ from }) => from <= until);
  }

  private async published(key: string, { knownAt }: Pick<Slice, 'knownAt'>) {
    const rows = await this.observations.points(key, knownAt);
    if (rows.length === 0) await this.releases(key);
    return withUnit(rows);
  }
}

const isAsPublished = ({
  units = 'lin',
  frequency,
  aggregation,
  per,
  rebase: base,
  firstRelease,
}: SeriesQuery): boolean => units === 'lin' && !frequency && !aggregation && !per && !base && !firstRelease;

/** Figures, and the unit that the last of them says. */
const withUnit = <T extends { unit: string | null }>(points: T[]): { unit: string | null; points: T[] } => ({
  unit: points.findLast(({ unit }) => unit !== null)?.unit ?? null,
  points,
});

const overlaps = (period: string, { from, to }: { from?: string; to?: string }): boolean => {
  const bounds = periodBounds(period)!;
  return (!from || bounds.to >= from) && (!to || bounds.from <= to);
};

const nothingToDivideBy = (indicator: string, area: string) =>
  badRequest('nothing-to-divide-by', {
    zh: `${area} 没有指标 ${indicator} 的数值，无法相除`,
    en: `Nothing is known of ${indicator} in ${area}: there is nothing to divide by`,
  });

const nothingToRebaseOn = (period: string) =>
  badRequest('nothing-to-rebase-on', {
    zh: `该序列在 ${period} 没有数值，无法作为基期`,
    en: `The series has no value in ${period} that could become 100`,
  });

const noSuchSeries = () => notFound({ zh: '序列', en: 'series' });

const aggregationAlone = () =>
  badRequest('invalid-parameter', {
    zh: 'aggregation 须与 frequency 一起使用',
    en: 'aggregation is of use with frequency only',
  });

const frequencyHigher = () =>
  badRequest('frequency-higher', {
    zh: '只能汇总到更低的频率',
    en: 'A series can only be made into one of a lower frequency',
  });
