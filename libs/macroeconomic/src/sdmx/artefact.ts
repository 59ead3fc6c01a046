import type { Message } from '@siku/standards';
import { areaTitle } from '../observation/area-title.js';
import { DIMENSIONS, type Dimension } from '../dimension.js';
import { ADJUSTMENT_TITLES, FREQUENCY_TITLES } from '../dictionary.js';
import { DIMENSION_IDS } from './component.js';
import { AGENCY, DATAFLOW } from './data-query.js';

/** Maintainable artefacts of SDMX that are held, by the name their resource has in SDMX REST. */
export const ARTEFACT_KINDS = ['agencyscheme', 'codelist', 'conceptscheme', 'datastructure', 'dataflow'] as const;
/** A constraint says what there is of data: it is made for every question, and held nowhere. */
export type ArtefactKind = (typeof ARTEFACT_KINDS)[number] | 'constraint';

/** Part of the cube of all keys for which there are data. */
export interface Region {
  /** by dimension, the codes in use */
  values: readonly { id: string; codes: readonly string[] }[];
  /** yyyy-MM-dd, of the periods; null where they are not asked for */
  time: { from: string; to: string } | null;
  series: number;
  observations: number;
}

export interface Item {
  id: string;
  title: Message;
  parent?: string;
}

export interface Artefact {
  kind: ArtefactKind;
  agency: string;
  id: string;
  title: Message;
  /** codes, concepts or agencies */
  items: readonly Item[];
  /** without some of its items */
  partial?: boolean;
  /** of a constraint */
  region?: Region;
}

/** A component of the data structure. */
export interface Component {
  id: string;
  title: Message;
  /** code list, or a type of SDMX */
  codelist?: string;
  type?: 'ObservationalTimePeriod' | 'Decimal' | 'String';
}

const title = (zh: string, en: string): Message => ({ zh, en });

export const DIMENSION_TITLES: Readonly<Record<Dimension, Message>> = {
  frequency: title('频率', 'Frequency'),
  indicator: title('指标', 'Indicator'),
  area: title('地区', 'Reference area'),
  adjustment: title('季节调整', 'Seasonal adjustment'),
};

const CODELISTS: Readonly<Record<Dimension, string>> = {
  frequency: 'CL_FREQ',
  indicator: 'CL_INDICATOR',
  area: 'CL_AREA',
  adjustment: 'CL_ADJUSTMENT',
};

/** In the order of the key. */
export const DIMENSION_COMPONENTS: readonly Component[] = DIMENSIONS.map((dimension) => ({
  id: DIMENSION_IDS[dimension],
  title: DIMENSION_TITLES[dimension],
  codelist: CODELISTS[dimension],
}));

export const TIME_COMPONENT: Component = {
  id: 'TIME_PERIOD',
  title: title('时期', 'Time period'),
  type: 'ObservationalTimePeriod',
};

export const MEASURE_COMPONENT: Component = {
  id: 'OBS_VALUE',
  title: title('数值', 'Observed value'),
  type: 'Decimal',
};

export const ATTRIBUTE_COMPONENTS: readonly Component[] = [
  { id: 'OBS_STATUS', title: title('状态', 'Observation status'), codelist: 'CL_OBS_STATUS' },
  { id: 'UNIT_MEASURE', title: title('单位', 'Unit of measure'), type: 'String' },
  { id: 'COMMENT_OBS', title: title('说明', 'Comment'), type: 'String' },
];

/** SDMX CL_OBS_STATUS, as far as it is used. */
const OBS_STATUS: Readonly<Record<string, Message>> = {
  A: title('正常', 'Normal value'),
  P: title('初步', 'Provisional value'),
  E: title('估计', 'Estimated value'),
  M: title('缺失', 'Missing value; data cannot exist'),
  Q: title('保密', 'Missing value; suppressed'),
};

/** What is in use: code lists of indicators and areas are what the base holds. */
export interface InUse {
  indicators: readonly Item[];
  areas: readonly string[];
}

/** Every artefact there is. */
export function artefactsOf({ indicators, areas }: InUse): Artefact[] {
  const list = (id: string, name: Message, items: readonly Item[]): Artefact => ({
    ...{ kind: 'codelist', agency: AGENCY, id, title: name, items },
  });
  const own = { agency: AGENCY, id: DATAFLOW, title: title('宏观经济观测值', 'Macroeconomic observations'), items: [] };
  const components = [...DIMENSION_COMPONENTS, TIME_COMPONENT, MEASURE_COMPONENT, ...ATTRIBUTE_COMPONENTS];
  return [
    {
      ...{ kind: 'agencyscheme', agency: 'SDMX', id: 'AGENCIES', title: title('机构', 'Agencies') },
      items: [{ id: AGENCY, title: title('四库', 'Siku') }],
    },
    list('CL_FREQ', DIMENSION_TITLES.frequency, itemsOf(FREQUENCY_TITLES)),
    list('CL_INDICATOR', DIMENSION_TITLES.indicator, indicators),
    list('CL_AREA', DIMENSION_TITLES.area, areaItems(areas)),
    list('CL_ADJUSTMENT', DIMENSION_TITLES.adjustment, itemsOf(ADJUSTMENT_TITLES)),
    list('CL_OBS_STATUS', title('状态', 'Observation status'), itemsOf(OBS_STATUS)),
    { kind: 'conceptscheme', agency: AGENCY, id: 'CONCEPTS', title: title('概念', 'Concepts'), items: components },
    { kind: 'datastructure', ...own },
    { kind: 'dataflow', ...own },
  ];
}

const itemsOf = (titles: Readonly<Record<string, Message>>): Item[] =>
  Object.entries(titles).map(([id, name]) => ({ id, title: name }));

/** Areas of GB/T 2260 with those they lie in, countries by ISO 3166. */
function areaItems(areas: readonly string[]): Item[] {
  const whole = (code: string): string | null => {
    if (!/^\d{6}$/.test(code) || code.endsWith('0000')) return null;
    return code.endsWith('00') ? `${code.slice(0, 2)}0000` : `${code.slice(0, 4)}00`;
  };
  const all = new Set<string>();
  for (let code of areas.map((area): string | null => area)) {
    for (; code !== null && !all.has(code); code = whole(code)) all.add(code);
  }
  return [...all].sort().map((id) => {
    const parent = whole(id);
    return { id, title: areaTitle(id), ...(parent !== null && { parent }) };
  });
}

const isSame = (a: Artefact, b: Artefact): boolean => a.kind === b.kind && a.id === b.id;

/** What an artefact refers to itself. */
export function childrenOf({ kind }: Artefact, all: readonly Artefact[]): Artefact[] {
  if (kind === 'dataflow') return all.filter((other) => other.kind === 'datastructure');
  if (kind !== 'datastructure') return [];
  return all.filter((other) => other.kind === 'codelist' || other.kind === 'conceptscheme');
}

export const parentsOf = (artefact: Artefact, all: readonly Artefact[]): Artefact[] =>
  all.filter((other) => childrenOf(other, all).some((child) => isSame(child, artefact)));

/** With what `next` leads to, again and again. */
export function reachedFrom(
  artefacts: readonly Artefact[],
  next: (artefact: Artefact) => readonly Artefact[],
): Artefact[] {
  const reached: Artefact[] = [];
  const add = (artefact: Artefact): void => {
    for (const other of next(artefact)) {
      if (reached.some((known) => isSame(known, other))) continue;
      reached.push(other);
      add(other);
    }
  };
  for (const artefact of artefacts) add(artefact);
  return reached;
}
