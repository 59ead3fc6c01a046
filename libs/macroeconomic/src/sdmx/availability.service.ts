import { Injectable } from '@nestjs/common';
import { notFound } from '@siku/platform';
import { DIMENSIONS, type Dimension } from '../dimension.js';
import { ObservationRepository } from '../observation/observation.repository.js';
import type { Slice } from '../observation/slice.repository.js';
import type { Artefact, Item, Region } from '../structure/artefact.js';
import { CODELISTS, OWN_VERSION } from '../structure/own-artefacts.js';
import { DIMENSION_IDS, TIME } from './component.js';
import { AGENCY, DATAFLOW } from './data-query.js';
import { NoResults } from './no-results.js';
import type { Chosen } from '../structure/structure-query.js';
import { StructureService } from '../structure/structure.service.js';

export interface AvailabilityRequest {
  slice: Slice;
  /** ids of components, or all of them */
  component: string;
  /** exact: what there is in the slice; available: what each dimension could be, the others as they are */
  mode: 'exact' | 'available';
  /** kinds of artefacts that come with the answer */
  references: readonly string[];
}

/** What there are data for, as a constraint on the dataflow: SDMX REST, availability. */
@Injectable()
export class AvailabilityService {
  constructor(
    private readonly observations: ObservationRepository,
    private readonly structures: StructureService,
  ) {}

  /** @throws NoResults, or Problem 404 for no such component */
  async constraint({ slice, component, mode, references }: AvailabilityRequest): Promise<Chosen[]> {
    const region = await this.region(slice, componentsOf(component), mode);
    const constraint: Artefact = {
      ...{ kind: 'constraint', agency: AGENCY, id: DATAFLOW, version: OWN_VERSION, items: [], region },
      names: { zh: '现有数据', en: 'Available data' },
    };
    const wanted = (kind: string): boolean => references.includes('all') || references.includes(kind);
    const beside = (await this.structures.own()).filter(({ kind }) => kind !== 'agencyscheme' && wanted(kind));
    // A data structure in the message needs its concepts and the code lists of its attributes.
    const needed = ({ kind, id }: Artefact): boolean =>
      wanted('datastructure') && (kind === 'conceptscheme' || (kind === 'codelist' && !LISTS.has(id)));
    const parts = beside.flatMap((artefact) => (needed(artefact) ? artefact : (partOf(artefact, region) ?? [])));
    return [constraint, ...parts].map((artefact) => ({ artefact, stub: false }));
  }

  private async region(slice: Slice, asked: ReadonlySet<string>, mode: 'exact' | 'available'): Promise<Region> {
    const { codes, from, to, series, observations } = await this.observations.available(slice);
    if (observations === 0) throw new NoResults();
    const values = [];
    for (const dimension of DIMENSIONS) {
      const id = DIMENSION_IDS[dimension];
      if (!asked.has(id)) continue;
      const open = mode === 'exact' ? { codes } : await this.observations.available(without(slice, dimension));
      values.push({ id, codes: open.codes[dimension] });
    }
    const time = asked.has(TIME) ? { from: from!, to: to! } : null;
    return { values, time, series, observations };
  }
}

/** Code list → the dimension that takes its codes. */
const LISTS = new Map([...CODELISTS].map(([id, codelist]) => [codelist, id]));

const EVERY = [...Object.values(DIMENSION_IDS), TIME];

function componentsOf(component: string): ReadonlySet<string> {
  if (component === 'all' || component === '*') return new Set(EVERY);
  const asked = component.split(/[,+]/);
  if (asked.some((id) => !EVERY.includes(id))) throw notFound({ zh: '维度', en: 'component' });
  return new Set(asked);
}

/** The selection, except for one dimension. */
function without({ codes, where = [], ...slice }: Slice, dimension: Dimension): Slice {
  const others = where.map((clause) => clause.map((all) => all.filter(({ component }) => component !== dimension)));
  return { ...slice, codes: { ...codes, [dimension]: undefined }, where: others };
}

/** Of a code list the codes in use with those they belong to, of concepts those of the dimensions asked for. */
function partOf(artefact: Artefact, { values, time }: Region): Artefact | null {
  if (artefact.kind !== 'codelist' && artefact.kind !== 'conceptscheme') return artefact;
  const used = new Set(values.map(({ id }) => id));
  if (time) used.add(TIME);
  if (artefact.kind === 'codelist') {
    const codes = values.find(({ id }) => id === LISTS.get(artefact.id))?.codes;
    if (!codes) return null;
    used.clear();
    const byId = new Map(artefact.items.map((item) => [item.id, item]));
    for (const code of codes) {
      for (let item: Item | undefined = byId.get(code); item; item = item.parent ? byId.get(item.parent) : undefined) {
        used.add(item.id);
      }
    }
  }
  const items = artefact.items.filter(({ id }) => used.has(id));
  return { ...artefact, items, partial: items.length < artefact.items.length };
}
