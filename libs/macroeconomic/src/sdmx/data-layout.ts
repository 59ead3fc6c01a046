import { badRequest } from '@siku/platform';
import type { Arrangement } from '../observation/published.repository.js';
import { ATTRIBUTES, COMPONENTS, KEY, MEASURE, OBSERVED, TIME, type Cell } from './component.js';
import type { Detail } from './data-format.js';

export const ALL_DIMENSIONS = 'AllDimensions';

/** How observations are put together in a message, and what is shown of them. */
export interface Layout {
  /** `TIME_PERIOD`, another dimension, or `AllDimensions`: what tells the observations of one series apart */
  observed: string;
  /** dimensions of the series; none when observations stand alone */
  series: readonly Cell[];
  /** dimensions of the observation */
  observation: readonly Cell[];
  /** false: only the keys of series */
  observations: boolean;
  measure: boolean;
  attributes: readonly Cell[];
}

export interface Shown {
  observations: boolean;
  measure: boolean;
  attributes: readonly Cell[];
}

/** @throws Problem 400 for what is no dimension */
export function layoutOf(observed: string, shown: Shown): Layout {
  if (observed === ALL_DIMENSIONS && shown.observations) return { observed, series: [], observation: KEY, ...shown };
  // Without observations there are only series in time.
  const own = shown.observations ? observed : TIME;
  const observation = KEY.filter(({ id }) => id === own);
  if (observation.length === 0) throw unknownComponent('dimensionAtObservation', own);
  return { observed: own, series: KEY.filter(({ id }) => id !== own), observation, ...shown };
}

/** `detail` of SDMX REST 1.5. */
export const shownByDetail = (detail: Detail): Shown => ({
  observations: detail === 'full' || detail === 'dataonly',
  measure: true,
  attributes: detail === 'full' ? ATTRIBUTES : [],
});

/** Every attribute here is one of observations. */
const ATTRIBUTE_GROUPS: Readonly<Record<string, readonly Cell[]>> = {
  ...{ dsd: ATTRIBUTES, all: ATTRIBUTES, obs: ATTRIBUTES, none: [], msd: [], dataset: [], series: [] },
};

/** `attributes` and `measures` of SDMX REST 2.x. @throws Problem 400 for what is neither an attribute nor a measure */
export function shownByComponents(attributes = 'dsd', measures = 'all'): Shown {
  const asked = attributes.split(',').flatMap((name) => {
    const found = ATTRIBUTE_GROUPS[name] ?? ATTRIBUTES.filter(({ id }) => id === name);
    if (found.length === 0 && !(name in ATTRIBUTE_GROUPS)) throw unknownComponent('attributes', name);
    return found;
  });
  const measure = measures.split(',').some((name) => {
    if (!['all', 'none', MEASURE].includes(name)) throw unknownComponent('measures', name);
    return name !== 'none';
  });
  const chosen = ATTRIBUTES.filter((attribute) => asked.includes(attribute));
  return { observations: measure || chosen.length > 0, measure, attributes: chosen };
}

/** Nobody asks for another: series by series, as an index has them. */
const IN_TIME: Arrangement['order'] = [
  { by: 'series', descending: false },
  { by: 'period', descending: false },
];

/**
 * The order asked for, as far as the layout leaves it open: what makes a series stays together.
 * @throws Problem 400 for what observations are not sorted by
 */
export function orderOf(sort: string | undefined, { observed, series, observation }: Layout): Arrangement['order'] {
  if (sort === undefined && (observed === TIME || observed === ALL_DIMENSIONS)) return IN_TIME;
  const asked = (sort ?? '*').split(/[+ ]/).flatMap((part) => {
    const [, name = '', direction] = /^([^:]*)(?::(asc|desc))?$/.exec(part) ?? [];
    const cells =
      name === '*'
        ? KEY
        : name === 'series_key' && series.length > 0
          ? series
          : COMPONENTS.filter(({ id }) => id === name);
    if (cells.length === 0) throw unknownComponent('sort', part);
    if (series.length > 0 && cells.some((cell) => !KEY.includes(cell))) throw acrossSeries(part);
    return cells.map((cell) => ({ cell, descending: direction === 'desc' }));
  });
  const rest = [...series, ...observation].map((cell) => ({ cell, descending: false }));
  const all = [...asked, ...rest].filter(({ cell }, i, every) => every.findIndex((one) => one.cell === cell) === i);
  const inSeries = all.filter(({ cell }) => series.includes(cell));
  const others = all.filter(({ cell }) => !series.includes(cell));
  return [...inSeries, ...others].map(({ cell, descending }) => ({ by: cell.column, descending }));
}

const unknownComponent = (parameter: string, name: string) =>
  badRequest('unknown-component', {
    zh: `${parameter}：没有可用的组件“${name}”`,
    en: `${parameter}: ${name} is not a component that can stand there`,
  });

const acrossSeries = (part: string) =>
  badRequest('unknown-component', {
    zh: `sort：按 ${part} 排序会打散序列，请加上 dimensionAtObservation=${ALL_DIMENSIONS}`,
    en: `sort: ${part} would take series apart; ask for dimensionAtObservation=${ALL_DIMENSIONS}`,
  });

/** Rows of one series after the other, as they come together; each group is held whole, unless there are no series. */
export async function* groupsOf<T extends Parameters<Cell['of']>[0]>(
  chunks: AsyncIterable<readonly T[]> | Iterable<readonly T[]>,
  { series }: Layout,
): AsyncGenerator<T[]> {
  let open: T[] = [];
  for await (const rows of chunks) {
    if (series.length === 0) {
      if (rows.length > 0) yield [...rows];
      continue;
    }
    for (const row of rows) {
      if (open[0] && series.some(({ of }) => of(row) !== of(open[0]!))) {
        yield open;
        open = [];
      }
      open.push(row);
    }
  }
  if (open.length > 0) yield open;
}

/** What is shown of an observation, besides its key. */
export const observedOf = ({ measure, attributes }: Layout): readonly Cell[] => [
  ...(measure ? [OBSERVED] : []),
  ...attributes,
];
