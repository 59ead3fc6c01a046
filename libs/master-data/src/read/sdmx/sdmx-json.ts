import type { SdmxRow } from './sdmx-xml.js';

interface Component {
  id: string;
  values?: readonly (Record<string, unknown> | null)[];
}

type Level = 'dataSet' | 'dataset' | 'series' | 'observation';

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
    for (const [key, series] of Object.entries(dataSet.series ?? {})) {
      const common = new Map([
        ...whole,
        ...keyOf(componentsOf(described.dimensions, 'series'), key),
        ...attributesOf(componentsOf(described.attributes, 'series'), series.attributes ?? []),
      ]);
      yield* observations(described, series, common);
    }
    yield* observations(described, dataSet, whole);
  }
}

function* observations(described: Structure, { observations: all = {} }: Series, common: SdmxRow): Generator<SdmxRow> {
  const measures = componentsOf(described.measures, 'observation');
  const count = Math.max(1, measures.length);
  for (const [key, cells] of Object.entries(all)) {
    const row = new Map([...common, ...keyOf(componentsOf(described.dimensions, 'observation'), key)]);
    for (let i = 0; i < count; i++) row.set(measures[i]?.id ?? 'OBS_VALUE', textOf(cells[i]));
    for (const [id, value] of attributesOf(componentsOf(described.attributes, 'observation'), cells.slice(count)))
      row.set(id, value);
    yield row;
  }
}

const componentsOf = (levels: Partial<Record<Level, Component[]>> | undefined, level: Level): Component[] =>
  levels?.[level] ?? (level === 'dataSet' ? levels?.dataset : undefined) ?? [];

/** `0:3:1`: places of the values of each dimension. */
const keyOf = (dimensions: readonly Component[], key: string): SdmxRow =>
  new Map(
    key.split(':').flatMap((place, i) => (dimensions[i] ? [[dimensions[i].id, valueAt(dimensions[i], place)]] : [])),
  );

const attributesOf = (components: readonly Component[], cells: readonly unknown[]): SdmxRow =>
  new Map(
    components.flatMap((component, i): [string, string | null][] => {
      const cell = cells[i];
      return cell === null || cell === undefined ? [] : [[component.id, valueAt(component, cell)]];
    }),
  );

/** The value a cell points to; what is not coded stands in the cell itself. */
function valueAt({ values = [] }: Component, cell: unknown): string | null {
  if (values.length === 0) return textOf(cell);
  const value = values[Number(textOf(cell))];
  return textOf(value?.['id'] ?? value?.['value'] ?? value?.['name']);
}

/** Numbers come as the text they were written with. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}
