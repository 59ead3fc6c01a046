import { Injectable } from '@nestjs/common';
import { MasterService, noSuchRecord } from '@siku/master-data';
import type { Box } from '@siku/standards';
import { geospatialBase } from '../definition.js';
import type { Layer } from '../layer/layer.js';
import { LayerService } from '../layer/layer.service.js';
import { ItemsRepository } from './items.repository.js';
import { isReady, ReadyItemsRepository } from './ready-items.repository.js';
import { cursorText, readItemsQuery, type ItemsQuery, type Parameters } from './items-query.js';
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

  extent(code: string): Promise<Box | null> {
    return this.repository.extent(code);
  }

  async items(code: string, parameters: Parameters): Promise<ItemsPage> {
    const layer = await this.layers.get(code);
    const query = readItemsQuery(parameters, queryablesOf(layer));
    const { features, count, next } = await (isReady(query) ? this.ready : this.repository).page(code, query);
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
    const layer = await this.layers.get(code);
    const query = readItemsQuery(parameters, queryablesOf(layer));
    const text = await this.repository.one(code, id, query);
    if (text !== null) return { text, query };
    // Says what became of it: merged, retired, not yet there.
    const { from, knownAt } = query;
    await this.masters.get(this.masters.base(geospatialBase.code), id, {
      validAt: from,
      knownAt: knownAt ?? undefined,
    });
    throw noSuchRecord();
  }
}
