import { INDUSTRY_SECTIONS, industryDivisions, type Message } from '@siku/standards';
import { DIMENSIONS, type Dimension } from '../dimension.js';
import { ADJUSTMENT_TITLES, FREQUENCY_TITLES } from '../dictionary.js';
import { areaTitle } from '../observation/area-title.js';
import { DIMENSION_IDS, MEASURE, TIME } from '../sdmx/component.js';
import { AGENCY, DATAFLOW } from '../sdmx/data-query.js';
import type { Artefact, ArtefactKind, Component, Item, Reference, Representation, Texts } from './artefact.js';

/** The structures of the base's own observations: they follow from what it holds, and nothing of them is kept twice. */

export const OWN_VERSION = '1.0.0';

const title = (zh: string, en: string): Message => ({ zh, en });

export const ownReference = (kind: ArtefactKind, id: string, item?: string): Reference => ({
  ...{ kind, agency: AGENCY, id, version: OWN_VERSION },
  ...(item !== undefined && { item }),
});

const DIMENSION_TITLES: Readonly<Record<Dimension, Message>> = {
  frequency: title('频率', 'Frequency'),
  indicator: title('指标', 'Indicator'),
  area: title('地区', 'Reference area'),
  adjustment: title('季节调整', 'Seasonal adjustment'),
};

/** By the id of a dimension, the list that its codes are of. */
export const CODELISTS: ReadonlyMap<string, string> = new Map([
  [DIMENSION_IDS.frequency, 'CL_FREQ'],
  [DIMENSION_IDS.indicator, 'CL_INDICATOR'],
  [DIMENSION_IDS.area, 'CL_AREA'],
  [DIMENSION_IDS.adjustment, 'CL_ADJUSTMENT'],
]);

const STATUS = 'OBS_STATUS';

const CONCEPTS: readonly (readonly [id: string, title: Message, representation: Representation])[] = [
  ...DIMENSIONS.map((dimension) => {
    const id = DIMENSION_IDS[dimension];
    const list = { enumeration: ownReference('codelist', CODELISTS.get(id)!) };
    return [id, DIMENSION_TITLES[dimension], list] as const;
  }),
  [TIME, title('时期', 'Time period'), { format: { textType: 'ObservationalTimePeriod' } }],
  [MEASURE, title('数值', 'Observed value'), { format: { textType: 'Decimal' } }],
  [STATUS, title('状态', 'Observation status'), { enumeration: ownReference('codelist', 'CL_OBS_STATUS') }],
  ['UNIT_MEASURE', title('单位', 'Unit of measure'), { format: { textType: 'String' } }],
  ['COMMENT_OBS', title('说明', 'Comment'), { format: { textType: 'String' } }],
];

const component = (id: string): Component => ({
  id,
  concept: ownReference('conceptscheme', 'CONCEPTS', id),
  representation: CONCEPTS.find(([concept]) => concept === id)![2],
});

/** SDMX CL_OBS_STATUS, as far as it is used. */
const OBS_STATUS: Readonly<Record<string, Message>> = {
  A: title('正常', 'Normal value'),
  P: title('初步', 'Provisional value'),
  E: title('估计', 'Estimated value'),
  M: title('缺失', 'Missing value; data cannot exist'),
  Q: title('保密', 'Missing value; suppressed'),
};

/** What is in use: code lists of indicators and areas are what the base holds, agencies are its departments. */
export interface InUse {
  indicators: readonly Item[];
  areas: readonly string[];
  departments: readonly { code: string; title: Message }[];
}

export const textsOf = ({ zh, en }: Message): Texts => ({ zh, en });

export function ownArtefacts({ indicators, areas, departments }: InUse): Artefact[] {
  const artefact = (kind: ArtefactKind, id: string, names: Message, items: readonly Item[] = []): Artefact => ({
    ...{ kind, agency: AGENCY, id, version: OWN_VERSION, names: textsOf(names), items },
  });
  const observations = title('宏观经济观测值', 'Macroeconomic observations');
  const agencies = title('机构', 'Agencies');
  return [
    {
      ...artefact('agencyscheme', 'AGENCIES', agencies, [{ id: AGENCY, names: { zh: '四库', en: 'Siku' } }]),
      agency: 'SDMX',
    },
    artefact(
      'agencyscheme',
      'AGENCIES',
      agencies,
      departments.map(({ code, title: names }) => ({ id: code, names: textsOf(names) })),
    ),
    artefact('codelist', 'CL_FREQ', DIMENSION_TITLES.frequency, itemsOf(FREQUENCY_TITLES)),
    artefact('codelist', 'CL_INDICATOR', DIMENSION_TITLES.indicator, indicators),
    artefact('codelist', 'CL_AREA', DIMENSION_TITLES.area, areaItems(areas)),
    artefact('codelist', 'CL_ADJUSTMENT', DIMENSION_TITLES.adjustment, itemsOf(ADJUSTMENT_TITLES)),
    artefact('codelist', 'CL_OBS_STATUS', title('状态', 'Observation status'), itemsOf(OBS_STATUS)),
    artefact('codelist', 'CL_INDUSTRY', title('国民经济行业分类', 'Industries, GB/T 4754'), industryItems()),
    artefact(
      'conceptscheme',
      'CONCEPTS',
      title('概念', 'Concepts'),
      CONCEPTS.map(([id, names]) => ({ id, names: textsOf(names) })),
    ),
    {
      ...artefact('datastructure', DATAFLOW, observations),
      components: {
        dimensions: DIMENSIONS.map((dimension) => component(DIMENSION_IDS[dimension])),
        time: component(TIME),
        groups: [],
        attributes: [STATUS, 'UNIT_MEASURE', 'COMMENT_OBS'].map((id) => ({
          ...component(id),
          ...{ mandatory: false, relationship: { of: 'observation' as const } },
        })),
        measures: [{ ...component(MEASURE), mandatory: false }],
      },
    },
    { ...artefact('dataflow', DATAFLOW, observations), structure: ownReference('datastructure', DATAFLOW) },
  ];
}

const itemsOf = (titles: Readonly<Record<string, Message>>): Item[] =>
  Object.entries(titles).map(([id, name]) => ({ id, names: textsOf(name) }));

/** Sections and divisions: what all editions since 2011 have in common. */
const industryItems = (): Item[] =>
  INDUSTRY_SECTIONS.flatMap(([letter, zh, en]) => [
    { id: letter, names: { zh, en } },
    ...industryDivisions(letter).map(([id, name]) => ({ id, names: { zh: name }, parent: letter })),
  ]);

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
    return { id, names: textsOf(areaTitle(id)), ...(parent !== null && { parent }) };
  });
}
