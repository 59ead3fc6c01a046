import { Injectable } from '@nestjs/common';
import { MasterService, noSuchRecord } from '@siku/master-data';
import type { Problem } from '@siku/platform';
import type { Box } from '@siku/standards';
import type { Queryable } from '../cql2/queryable.js';
import { geospatialBase } from '../definition.js';
import type { Layer } from '../layer/layer.js';
import { LayerService } from '../layer/layer.service.js';
import { ItemsRepository } from './items.repository.js';
import { isReady, ReadyItemsRepository } from './ready-items.repository.js';
import { badParameter } from './ogc-errors.js';
import {
  cursorText,
  namesProperties,
  noCursor,
  readItemsQuery,
  type ItemsQuery,
  type Parameters,
} from './items-query.js';
import { queryablesOf } from './queryables.js';

export interface ItemsPage {
  query: ItemsQuery;
  /** GeoJSON texts with commas between */
  features: Buffer;
  count: number;
  /** cursor of the next page */
  next: string | null;
  /** known without asking once more only where all features are on this page */
  matched: number | null;
}

/** Layers and their features as the OGC API tells them. */
@Injectable()
export class OgcService {
  private readonly extents = new Map<string, { clock: string; box: Promise<Box | null> }>();

  constructor(
    private readonly layers: LayerService,
    private readonly repository: ItemsRepository,
    private readonly ready: ReadyItemsRepository,
    private readonly masters: MasterService,
  ) {}

  all(): Promise<Layer[]> {
    return this.layers.all();
  }

  layer(code: string): Promise<Layer> {
    return this.layers.get(code);
  }

  /** What a layer covers. Kept until the next publication, as all of its features have to be gone through for it. */
  async extent(code: string): Promise<Box | null> {
    const clock = await this.repository.clock();
    const known = this.extents.get(code);
    if (known?.clock === clock) return known.box;
    const box = this.repository.extent(code, clock);
    this.extents.set(code, { clock, box });
    void box.catch(() => this.extents.delete(code));
    return box;
  }

  async items(code: string, parameters: Parameters): Promise<ItemsPage> {
    const query = readItemsQuery(parameters, await this.queryables(code, parameters));
    const { features, count, next } = await (isReady(query) ? this.ready : this.repository)
      .page(code, query)
      .catch(blame(parameters));
    return {
      query,
      features,
      count,
      next: next && cursorText(next),
      matched: next === null && query.after === null ? count : null,
    };
  }

  /** Throws 404, or 410 with the successor. */
  async item(code: string, id: string, parameters: Parameters): Promise<{ text: string; query: ItemsQuery }> {
    const query = readItemsQuery(parameters, await this.queryables(code, parameters));
    const text = await this.repository.one(code, id, query).catch(blame(parameters));
    if (text !== null) return { text, query };
    // Says what became of it: merged, retired, not yet there.
    const { from, knownAt } = query;
    await this.masters.get(this.masters.base(geospatialBase.code), id, {
      validAt: from,
      knownAt: knownAt ?? undefined,
    });
    throw noSuchRecord();
  }

  /** Every stretch of a feature's time, as it was ever known. */
  async stretches(id: string) {
    const { items } = await this.masters.versions(this.masters.base(geospatialBase.code), id);
    return items.flatMap(({ stretches }) => stretches);
  }

  /** What a query of the layer may name. Throws 404. */
  private async queryables(code: string, parameters: Parameters): Promise<Queryable[]> {
    if (namesProperties(parameters)) return queryablesOf(await this.layers.get(code));
    await this.layers.require(code);
    return [];
  }
}

const noNumber = (): Problem =>
  badParameter('filter', '计算结果超出数值范围', 'what it computes is out of the range of numbers');

/** SQLSTATEs that only what was asked can be the cause of. */
const BLAMED: Readonly<Record<string, (asked: Parameters) => Problem>> = {
  // Arithmetic of numbers that only the features have: “out of range”, “invalid power”.
  '22003': ({ filter }) => (filter === undefined ? noCursor() : noNumber()),
  '2201F': noNumber,
  '22025': () => badParameter('filter', 'LIKE 的模式以反斜杠结尾', 'the pattern of LIKE ends with a backslash'),
  // Values of a cursor that are none of the properties it sorts by.
  ...Object.fromEntries(['22P02', '22007', '22008', '22021'].map((code) => [code, noCursor])),
};

const blame =
  (asked: Parameters) =>
  (error: unknown): never => {
    const { code = '', message = '' } = error as { code?: string; message?: string };
    if (message.startsWith('transform:'))
      throw badParameter('crs', '有要素超出此坐标系的范围', 'there are features beyond the area of this system');
    throw BLAMED[code]?.(asked) ?? error;
  };
