import { Injectable } from '@nestjs/common';
import { today } from '@siku/platform';
import type { IndicatorBody } from '../indicator/indicator.dto.js';
import { IndicatorRepository } from '../indicator/indicator.repository.js';
import { ObservationRepository } from '../observation/observation.repository.js';
import { endOf } from '../observation/vintage.js';
import { elementOf, type SeriesElement, type Window } from './series-element.js';

const MOST_SERIES = 100_000;

const MOST_INDICATORS = 100_000;

/** What series are, as of the end of a real-time period. */
@Injectable()
export class DescribedSeries {
  constructor(
    private readonly observations: ObservationRepository,
    private readonly indicators: IndicatorRepository,
  ) {}

  async of(window: Window, series: readonly string[]): Promise<SeriesElement[]> {
    if (series.length === 0) return [];
    const knownAt = window.realtime_end < today() ? endOf(window.realtime_end) : null;
    const found = await this.observations.series({ codes: {}, knownAt, series }, '', MOST_SERIES);
    const definitions = await this.definitions();
    return found.map((row) => elementOf(row, definitions.get(row.indicator), window));
  }

  keys(): Promise<string[]> {
    return this.observations.seriesKeys();
  }

  /** By the code of the indicator. */
  async definitions(): Promise<Map<string, IndicatorBody>> {
    const indicators = await this.indicators.list('', MOST_INDICATORS);
    return new Map(indicators.map(({ code, definition }) => [code, definition]));
  }
}
