import { refusal } from '../read-refusal.js';
import { SdmxGroups, withCommon } from './sdmx-groups.js';
import type { SdmxRow } from './sdmx-row.js';

interface Component {
  id: string;
  values?: readonly (Record<string, unknown> | null)[];
  /** of dimensions: their place in the key */
  keyPosition?: number;
}

type Level = 'dataSet' | 'dataset' | 'dimensionGroup' | 'series' | 'observation';

interface Structure {
  dimensions?: Partial<Record<Level, Component[]>>;
  measures?: Partial<Record<Level, Component[]>>;
  attributes?: Partial<Record<Level, Component[]>>;
}

interface Series {
  attributes?: unknown[];
  observations?: Record<string, unknown[]>;
}

interface DataSet extends Series {
  action?: string;
  structure?: number | string;
  series?: Record<string, Series>;
  /** part of a key, with nothing where a dimension is no part of the group → values of attributes */
  dimensionGroupAttributes?: Record<string, unknown[]>;
}

export interface SdmxJson {
  dataSets?: DataSet[];
  structure?: Structure;
  structures?: Structure[];
  data?: SdmxJson;
}

/** Whether a JSON document is an SDMX-JSON data message. */
export const isSdmxJson = (document: unknown): document is SdmxJson => {
  const message = document as SdmxJson | null;
  return Array.isArray(message?.dataSets ?? message?.data?.dataSets);
};

export const deletesData = ({ dataSets, data }: SdmxJson): boolean =>
  (data?.dataSets ?? dataSets ?? []).some(({ action }) => action === 'Delete');

/** Observations of an SDMX-JSON data message of any version, in series or flat. */
export function* sdmxJsonRows({ data, ...root }: SdmxJson): Generator<SdmxRow> {
  const { dataSets = [], structure, structures } = data ?? root;
  for (const dataSet of dataSets) {
    const described = structures?.[Number(dataSet.structure ?? 0)] ?? structures?.[0] ?? structure ?? {};
    const whole = new Map([
      // A dimension of the whole data set has one value.
      ...componentsOf(described.dimensions, 'dataSet').map((component): [string, string | null] => [
        component.id,
        valueAt(component, 0),
      ]),
      ...attributesOf(componentsOf(described.attributes, 'dataSet'), dataSet.attributes ?? []),
    ]);
    const groups = groupsOf(described, dataSet);
    for (const [key, series] of Object.entries(dataSet.series ?? {})) {
      const common = new Map([
        ...whole,
        ...keyOf(componentsOf(described.dimensions, 'series'), key),
        ...attributesOf(componentsOf(described.attributes, 'series'), series.attributes ?? []),
      ]);
      yield* observations(described, series, common, groups);
    }
    yield* observations(described, dataSet, whole, groups, componentsOf(described.dimensions, 'series'));
  }
}

function groupsOf(described: Structure, { dimensionGroupAttributes = {} }: DataSet): SdmxGroups {
  const groups = new SdmxGroups();
  const { dimensions } = described;
  const presented = (['dataSet', 'series', 'observation'] as const).flatMap((level) => componentsOf(dimensions, level));
  const keys = Object.keys(dimensionGroupAttributes).map((key) => key.split(':'));
  // The field guide means the order of the key, and its own samples follow the order of the structure.
  const ordered = [byPosition(presented), presented].find((order) =>
    keys.every((places) => places.every((place, i) => place === '' || order[i]?.values?.[Number(place)] !== undefined)),
  );
  if (!ordered) throw refusal.sdmxStructure();
  const attributes = componentsOf(described.attributes, 'dimensionGroup');
  for (const [key, cells] of Object.entries(dimensionGroupAttributes)) {
    const named = key
      .split(':')
      .flatMap((place, i): [string, string | null][] =>
        place === '' ? [] : [[ordered[i]!.id, valueAt(ordered[i]!, place)]],
      );
    groups.add(new Map(named), attributesOf(attributes, cells));
  }
  return groups;
}

const byPosition = (dimensions: readonly Component[]): readonly Component[] =>
  dimensions.every(({ keyPosition }) => keyPosition !== undefined)
    ? dimensions.toSorted((a, b) => a.keyPosition! - b.keyPosition!)
    : dimensions;

function* observations(
  described: Structure,
  { observations: all = {} }: Series,
  common: SdmxRow,
  groups: SdmxGroups,
  /** dimensions of series, for observations that stand in none */
  unplaced: readonly Component[] = [],
): Generator<SdmxRow> {
  const own = componentsOf(described.dimensions, 'observation');
  const dimensions = Object.keys(all)[0]?.split(':').length === own.length ? own : [...unplaced, ...own];
  const measures = componentsOf(described.measures, 'observation');
  const count = Math.max(1, measures.length);
  for (const [key, cells] of Object.entries(all)) {
    const row = new Map([...common, ...keyOf(dimensions, key)]);
    for (let i = 0; i < count; i++) row.set(measures[i]?.id ?? 'OBS_VALUE', textOf(cells[i]));
    for (const [id, value] of attributesOf(componentsOf(described.attributes, 'observation'), cells.slice(count)))
      row.set(id, value);
    withCommon(row, groups.of(row));
    yield row;
  }
}

const componentsOf = (levels: Partial<Record<Level, Component[]>> | undefined, level: Level): Component[] =>
  levels?.[level] ?? (level === 'dataSet' ? levels?.dataset : undefined) ?? [];

/** `0:3:1`: places of the values of each dimension; without any the key says nothing. @throws ReadRefusal for other dimensions than there are */
function keyOf(dimensions: readonly Component[], key: string): SdmxRow {
  const places = key.split(':');
  if (dimensions.length > 0 && places.length !== dimensions.length) throw refusal.sdmxStructure();
  return new Map(dimensions.map((dimension, i) => [dimension.id, valueAt(dimension, places[i])]));
}

const attributesOf = (components: readonly Component[], cells: readonly unknown[]): SdmxRow =>
  new Map(
    components.flatMap((component, i): [string, string | null][] => {
      const cell = cells[i];
      return cell === null || cell === undefined ? [] : [[component.id, valueAt(component, cell)]];
    }),
  );

/** The value a cell points to; what is not coded stands in the cell itself. @throws ReadRefusal where it points to nothing */
function valueAt(component: Component, cell: unknown): string | null {
  if (Array.isArray(cell)) return cell.map((one) => valueAt(component, one) ?? '').join(';');
  const { values = [] } = component;
  if (values.length === 0) return textOf(cell);
  const value = values[Number(textOf(cell))];
  if (value === undefined) throw refusal.sdmxStructure();
  return textOf(value?.['id'] ?? value?.['value'] ?? value?.['name']);
}

/** Numbers come as the text they were written with; a text in several languages is `zh:…;en:…`, as SDMX-CSV has it. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  if (typeof value !== 'object') return typeof value === 'string' ? value : JSON.stringify(value);
  return Object.entries(value)
    .map(([language, text]) => `${language}:${textOf(text)}`)
    .join(';');
}
