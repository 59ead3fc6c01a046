import { Injectable } from '@nestjs/common';
import { notFound } from '@siku/platform';
import { builtInLayers } from './built-in-layers.js';
import type { Layer } from './layer.js';
import { LayerRepository } from './layer.repository.js';

/** The layers there are: the built-in ones, and those that were put, which may replace one of them. */
@Injectable()
export class LayerService {
  constructor(private readonly repository: LayerRepository) {}

  async all(): Promise<Layer[]> {
    const layers = new Map(builtInLayers.map((layer) => [layer.code, layer]));
    for (const layer of await this.repository.all()) layers.set(layer.code, layer);
    return [...layers.values()];
  }

  /** Throws 404. */
  async get(code: string): Promise<Layer> {
    const layer = (await this.all()).find((each) => each.code === code);
    if (!layer) throw notFound({ zh: '图层', en: 'layer' });
    return layer;
  }

  /** Throws 404. Whether there is such a layer, which of a built-in one needs no look. */
  async require(code: string): Promise<void> {
    if (!builtInLayers.some((layer) => layer.code === code)) await this.get(code);
  }

  async put(layer: Layer, actor: string): Promise<Layer> {
    await this.repository.put(layer, actor);
    return layer;
  }
}
