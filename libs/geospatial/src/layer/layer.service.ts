import { Injectable } from '@nestjs/common';
import { notFound } from '@siku/platform';
import { builtInLayers } from './built-in-layers.js';
import { unknownClass, unknownLayer } from './layer.errors.js';
import type { Layer } from './layer.js';
import { LayerRepository } from './layer.repository.js';

/**
 * The layers there are: the built-in ones, those that were put, which may replace one of them, and those that nobody has described but features
 * name: what was delivered is on the map.
 */
@Injectable()
export class LayerService {
  constructor(private readonly repository: LayerRepository) {}

  async all(): Promise<Layer[]> {
    const layers = new Map(builtInLayers.map((layer) => [layer.code, layer]));
    for (const layer of await this.repository.all()) layers.set(layer.code, layer);
    for (const code of await this.repository.named()) if (!layers.has(code)) layers.set(code, undescribed(code));
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

  /**
   * Whether a filter names what there is: a layer, and a class that is declared or that features have, at any date, or one above such a class.
   * @throws Problem 400 with what there is
   */
  async requireNamed(layer: string | undefined, kind: string | undefined): Promise<void> {
    const isBuiltIn = builtInLayers.some(({ code }) => code === layer);
    if (kind === undefined && (layer === undefined || isBuiltIn)) return;
    const all = await this.all();
    const named = layer === undefined ? all : all.filter(({ code }) => code === layer);
    if (named.length === 0) {
      throw unknownLayer(all.map(({ code }) => code));
    }
    if (kind === undefined) return;
    const declared = named.flatMap(({ classes }) => Object.keys(classes));
    if (declared.some((each) => each === kind || each.startsWith(`${kind}.`))) return;
    if (await this.repository.hasClass(layer ?? null, kind)) return;
    const classes = new Set([...declared, ...(await this.repository.classes(layer ?? null))]);
    throw unknownClass([...classes].sort());
  }

  async put(layer: Layer, actor: string): Promise<Layer> {
    await this.repository.put(layer, actor);
    return layer;
  }
}

const undescribed = (code: string): Layer => ({
  code,
  title: { zh: code, en: code },
  geometry: 'any',
  classes: {},
  properties: [],
});
