import { Injectable } from '@nestjs/common';
import { IndicatorRepository } from '../indicator/indicator.repository.js';
import { ObservationRepository } from '../observation/observation.repository.js';
import { artefactsOf, type Artefact, type Item } from './artefact.js';

/** More than any city has. */
const MOST_INDICATORS = 100_000;

/** Structures follow from what the base holds: nothing of them is kept twice. */
@Injectable()
export class StructureService {
  constructor(
    private readonly indicators: IndicatorRepository,
    private readonly observations: ObservationRepository,
  ) {}

  async all(): Promise<Artefact[]> {
    const defined = await this.indicators.list('', MOST_INDICATORS);
    const { codes } = await this.observations.available({ codes: {}, knownAt: null });
    const items = new Map<string, Item>(
      defined.map(({ code, definition }) => [code, { id: code, title: definition.title }]),
    );
    for (const code of codes.indicator)
      if (!items.has(code)) items.set(code, { id: code, title: { zh: code, en: code } });
    const indicators = [...items.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    return artefactsOf({ indicators, areas: codes.area });
  }
}
