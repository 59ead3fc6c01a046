import type { Language } from '@siku/platform';
import type { Frequency } from '@siku/standards';
import type { CsvCell } from '../observation/csv-cells.repository.js';
import type { Artefact } from '../structure/artefact.js';
import { CODELISTS } from '../structure/own-artefacts.js';
import { KEY, TIME, type Cell } from './component.js';
import { ALL_DIMENSIONS, observedOf, type Layout } from './data-layout.js';
import type { CsvOptions } from './data-format.js';
import { DATAFLOW } from './data-query.js';

/** Names in one language: of the dataflow, of components, and of the codes of those that have a list. */
export interface CsvNames {
  flow: string;
  components: Readonly<Record<string, string>>;
  codes: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Of the base's own structures. */
export function csvNamesOf(own: readonly Artefact[], asked: Language): CsvNames {
  const language = asked === 'en' ? 'en' : 'zh';
  const find = (kind: Artefact['kind'], id: string): Artefact | undefined =>
    own.find((artefact) => artefact.kind === kind && artefact.id === id);
  const named = (artefact: Artefact | undefined): Record<string, string> =>
    Object.fromEntries((artefact?.items ?? []).map(({ id, names }) => [id, names[language] ?? names['zh'] ?? id]));
  const lists = [...CODELISTS, ['OBS_STATUS', 'CL_OBS_STATUS'] as const];
  return {
    flow: find('dataflow', DATAFLOW)?.names[language] ?? DATAFLOW,
    components: named(find('conceptscheme', 'CONCEPTS')),
    codes: Object.fromEntries(lists.map(([id, list]) => [id, named(find('codelist', list))])),
  };
}

/** A column: what stands in its first line, and in the others. */
export interface CsvColumn {
  heading: string;
  cell: CsvCell;
}

/**
 * Columns of the components that are shown; with names in columns of their own where they are asked for. Periods are dates where a
 * frequency is given: of the period of this frequency in which each ends.
 */
export function componentColumns(
  layout: Layout,
  { labels }: CsvOptions,
  names: CsvNames | null,
  dayOf: Frequency | null,
): CsvColumn[] {
  const cells = layout.observations ? [...KEY, ...observedOf(layout)] : layout.series;
  return cells.flatMap(({ id, column }): CsvColumn[] => {
    const dated = id === TIME && dayOf ? { dayOf } : null;
    const own = { heading: id, cell: dated ?? { column } };
    if (!names) return [own];
    const name = names.components[id] ?? id;
    const codes = names.codes[id];
    if (labels === 'name') return [own, { heading: name, cell: { column, ...NAME, ...(codes && { codes }) } }];
    return [{ heading: `${id}: ${name}`, cell: dated ?? { column, show: 'both', ...(codes && { codes }) } }];
  });
}

const NAME = { show: 'name' } as const;

/** Columns of the keys: of the series all dimensions that are not the observation's, of the observation all. */
export function keyColumns({ observed, observations }: Layout, { keys }: CsvOptions): CsvColumn[] {
  const ofSeries = KEY.filter(({ id }) => id !== (observations ? observed : TIME) && observed !== ALL_DIMENSIONS);
  const columns: CsvColumn[] = [];
  const add = (heading: string, cells: readonly Cell[]): unknown =>
    columns.push({ heading, cell: { key: cells.map(({ column }) => column) } });
  if (keys === 'series' || keys === 'both') add('SERIES_KEY', ofSeries);
  if (keys === 'obs' || keys === 'both') add('OBS_KEY', observations ? KEY : ofSeries);
  return columns;
}
