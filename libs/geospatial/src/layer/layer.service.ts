import { Injectable } from '@nestjs/common';
import { notFound } from '@siku/platform';
import { builtInLayers } from './built-in-layers.js';
import { unknownClass, unknownLayer } from './layer.errors.js';
import type { Layer } from './layer.js';
import { LayerRepository } from './layer.repository.js';

/** More would be no help to who misspelt one. */
const MOST_CLASSES = 200;

/** Layers that features name, with the classes they have there, up to a publication. */
interface Delivered {
  clock: string;
  classes: ReadonlyMap<string, ReadonlySet<string>>;
}

/**
 * The layers there are: the built-in ones, those that were put, which may replace one of them, and those that nobody has described but features
 * name: what was delivered is on the map.
 */
@Injectable()
export class LayerService {
  private delivered: Promise<Delivered> = Promise.resolve({ clock: '0', classes: new Map() });

  constructor(private readonly repository: LayerRepository) {}

  async all(): Promise<Layer[]> {
    const layers = new Map(builtInLayers.map((layer) => [layer.code, layer]));
    for (const layer of await this.repository.all()) layers.set(layer.code, layer);
    for (const code of [...(await this.classes()).keys()].sort())
      if (!layers.has(code)) layers.set(code, undescribed(code));
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
    const delivered = await this.classes();
    const classes = new Set(
      named.flatMap(({ code, classes: declared }) => [...Object.keys(declared), ...(delivered.get(code) ?? [])]),
    );
    for (const each of classes) if (each === kind || each.startsWith(`${kind}.`)) return;
    throw unknownClass([...classes].sort().slice(0, MOST_CLASSES));
  }

  /** By layer. Only what was published since the last look is looked at: no row of a version ever goes. */
  private async classes(): Promise<Delivered['classes']> {
    const before = this.delivered;
    const now = before.then((known) => this.since(known));
    this.delivered = now.catch(() => before);
    return (await now).classes;
  }

  private async since(known: Delivered): Promise<Delivered> {
    const clock = await this.repository.clock();
    if (clock === known.clock) return known;
    const classes = new Map([...known.classes].map(([layer, kinds]) => [layer, new Set(kinds)]));
    for (const { layer, class: kind } of await this.repository.named(known.clock, clock)) {
      const kinds = classes.get(layer) ?? new Set();
      classes.set(layer, kind === null ? kinds : kinds.add(kind));
    }
    return { clock, classes };
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
