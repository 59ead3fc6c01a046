import { Injectable } from '@nestjs/common';
import { periodBounds } from '@siku/standards';
import { areaTitle } from '../observation/area-title.js';
import { DescribedSeries } from './described-series.js';
import type { Values } from './fred-format.js';
import type { FredReleaseTablesQuery } from './fred-release.dto.js';
import { FredReleaseRepository } from './fred-release.repository.js';
import { FredReleaseService } from './fred-release.service.js';
import { FredTree, type TreeElement } from './fred-tree.js';
import { noSuchElement } from './fred.errors.js';
import { LATEST } from './realtime.js';
import { codesOf, headOf, indicatorTitle, numberOf, titleOf } from './series-element.js';

/** What a release holds, as a tree: an element each indicator, and below it one each series of it. */
@Injectable()
export class FredReleaseTablesService {
  constructor(
    private readonly releases: FredReleaseService,
    private readonly described: DescribedSeries,
    private readonly repository: FredReleaseRepository,
  ) {}

  async tables(query: FredReleaseTablesQuery): Promise<FredTree> {
    const { release_id, element_id, include_observation_values = false, observation_date = LATEST } = query;
    const { code, definition } = await this.releases.releaseBy(release_id);
    const roots = await this.elementsOf(release_id, code, include_observation_values ? observation_date : null);
    const name = titleOf(definition.title);
    if (element_id === undefined) return new FredTree({ name, release_id: String(release_id) }, roots);
    const all = roots.flatMap((root) => [root, ...root.children]);
    const asked = all.find(({ values }) => values['element_id'] === element_id);
    if (!asked) throw noSuchElement();
    const about = { name: asked.values['name']!, element_id, release_id: String(release_id) };
    return new FredTree(about, asked.children.length > 0 ? asked.children : [asked]);
  }

  private async elementsOf(release_id: number, dataset: string, date: string | null): Promise<TreeElement[]> {
    const keys = await this.releases.keysOf(release_id);
    const definitions = await this.described.definitions();
    const values = date === null ? null : await this.repository.valuesAt(keys, date);
    const element = (id: string, parent: string | null, level: number, own: Values): Values => ({
      element_id: numberOf(`${dataset}/${id}`),
      release_id,
      ...own,
      parent_id: parent === null ? 0 : numberOf(`${dataset}/${parent}`),
      level: String(level),
    });
    let line = 0;
    return [...new Set(keys.map((key) => codesOf(key).indicator))].sort().map((indicator): TreeElement => {
      const title = indicatorTitle(indicator, definitions.get(indicator));
      const root = element(indicator, null, 0, { line: String(++line), type: 'group', name: title });
      const children = keys
        .filter((key) => codesOf(key).indicator === indicator)
        .sort()
        .map((key): TreeElement => {
          const { frequency } = headOf(key, definitions.get(indicator));
          const name = `${areaTitle(codesOf(key).area).zh}, ${frequency!}`;
          const own = { series_id: key, line: String(++line), type: 'series', name };
          return { values: { ...element(key, indicator, 1, own), ...observed(values?.get(key)) }, children: [] };
        });
      return { values: root, children };
    });
  }
}

const observed = (last: { period: string; value: string | null } | undefined): Values =>
  last ? { observation_value: last.value ?? '.', observation_date: periodBounds(last.period)!.from } : {};
