import { DIMENSIONS } from '../dimension.js';
import type { ObservationRow } from '../observation/observation.repository.js';
import type { DataFormat, Detail } from './data-format.js';
import { AGENCY, DATAFLOW, DIMENSION_IDS } from './data-query.js';
import { xmlText } from './xml-text.js';

/** What is written of an observation. */
export type Written = Pick<
  ObservationRow,
  'frequency' | 'indicator' | 'area' | 'adjustment' | 'period' | 'value' | 'status' | 'unit' | 'note'
>;

/** One series with what is wanted of it; never empty. */
export type SeriesRows = readonly Written[];

/** Data of one dissemination, or simply what there is now. */
export interface DataSet {
  action: 'Information' | 'Replace' | 'Delete';
  /** ISO 8601: valid from, or until */
  validFrom?: string;
  validTo?: string;
  series: AsyncIterable<SeriesRows> | Iterable<SeriesRows>;
}

/** SDMX CL_OBS_STATUS */
const STATUS: Readonly<Record<string, string>> = {
  ...{ normal: 'A', revised: 'A', provisional: 'P', estimated: 'E', missing: 'M', confidential: 'Q' },
};

const KEY_IDS = DIMENSIONS.map((dimension) => DIMENSION_IDS[dimension]);

const ATTRIBUTES = [
  { id: 'OBS_STATUS', of: (row: Written): string | null => STATUS[row.status] ?? null },
  { id: 'UNIT_MEASURE', of: (row: Written) => row.unit },
  { id: 'COMMENT_OBS', of: (row: Written) => row.note },
];

const FLOW = (version: string): string => `${AGENCY}:${DATAFLOW}(${version})`;

export interface Message {
  id: string;
  /** ISO 8601 */
  prepared: string;
  detail: Detail;
}

/** The message piece by piece. What is written of a value are its own digits: no number is made of it. */
export function writeData(format: DataFormat, dataSets: readonly DataSet[], message: Message): AsyncGenerator<string> {
  switch (format) {
    case 'csv1':
      return writeCsv(dataSets, message, ['DATAFLOW'], [FLOW('1.0')]);
    case 'csv2':
      return writeCsv(dataSets, message, ['STRUCTURE', 'STRUCTURE_ID', 'ACTION'], ['dataflow', FLOW('1.0.0'), 'I']);
    case 'json1':
    case 'json2':
      return writeJson(dataSets, message, format === 'json2');
    case 'generic':
    case 'specific':
      return writeXml(dataSets, message, format === 'generic');
  }
}

const hasValues = (detail: Detail): boolean => detail === 'full' || detail === 'dataonly';

const attributesOf = (detail: Detail): typeof ATTRIBUTES => (detail === 'full' ? ATTRIBUTES : []);

const csvCell = (text: string | null): string =>
  text === null ? '' : /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

async function* writeCsv(
  dataSets: readonly DataSet[],
  { detail }: Message,
  head: readonly string[],
  constant: readonly string[],
): AsyncGenerator<string> {
  const values = hasValues(detail) ? ['TIME_PERIOD', 'OBS_VALUE'] : [];
  const attributes = attributesOf(detail);
  yield `${[...head, ...KEY_IDS, ...values, ...attributes.map(({ id }) => id)].join(',')}\r\n`;
  for (const { series } of dataSets) {
    for await (const rows of series) {
      const shown = hasValues(detail) ? rows : rows.slice(0, 1);
      yield shown
        .map((row) => {
          const observed = values.length > 0 ? [row.period, row.value] : [];
          const cells = [...constant, ...DIMENSIONS.map((dimension) => row[dimension]), ...observed];
          return `${[...cells, ...attributes.map(({ of }) => of(row))].map(csvCell).join(',')}\r\n`;
        })
        .join('');
    }
  }
}

/** Values of a component in the order they are met. */
class Values {
  private readonly indexes = new Map<string, number>();

  index(value: string): number {
    let index = this.indexes.get(value);
    if (index === undefined) this.indexes.set(value, (index = this.indexes.size));
    return index;
  }

  list(): { id: string; name: string }[] {
    return [...this.indexes.keys()].map((id) => ({ id, name: id }));
  }
}

/** The structure comes last: by then its values are known, and nothing had to be kept. */
async function* writeJson(
  dataSets: readonly DataSet[],
  { id, prepared, detail }: Message,
  second: boolean,
): AsyncGenerator<string> {
  const schema = `https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/${second ? '2.0.0' : '1.0'}/sdmx-json-data-schema.json`;
  const meta = { schema, id, prepared, test: false, contentLanguages: ['zh'], sender: { id: AGENCY } };
  const keys = DIMENSIONS.map(() => new Values());
  const periods = new Values();
  const attributes = attributesOf(detail).map(({ id: name, of }) => ({ id: name, of, values: new Values() }));
  async function* seriesOf(series: DataSet['series']): AsyncGenerator<string> {
    let separator = '';
    for await (const rows of series) {
      const key = DIMENSIONS.map((dimension, i) => keys[i]!.index(rows[0]![dimension])).join(':');
      const observations = hasValues(detail)
        ? rows.map((row) => {
            const cells = attributes.map(({ of, values }) => {
              const value = of(row);
              return value === null ? 'null' : String(values.index(value));
            });
            return `"${periods.index(row.period)}":[${[row.value ?? 'null', ...cells].join(',')}]`;
          })
        : [];
      yield `${separator}"${key}":{"attributes":[],"observations":{${observations.join(',')}}}`;
      separator = ',';
    }
  }
  yield `{"meta":${JSON.stringify(meta)},"data":{"dataSets":[`;
  for (const [i, { series, ...about }] of dataSets.entries()) {
    const head = JSON.stringify({ ...(second && { structure: 0 }), ...about });
    yield `${i > 0 ? ',' : ''}${head.slice(0, -1)},"series":{`;
    yield* seriesOf(series);
    yield '}}';
  }
  const structure = {
    name: second ? { zh: '宏观经济观测值', en: 'Observations' } : 'Observations',
    ...(second && { dataSets: dataSets.map((_, i) => i) }),
    dimensions: {
      dataSet: [],
      series: KEY_IDS.map((name, i) => ({ id: name, name, keyPosition: i, values: keys[i]!.list() })),
      observation: [{ id: 'TIME_PERIOD', name: 'TIME_PERIOD', keyPosition: KEY_IDS.length, values: periods.list() }],
    },
    ...(second && {
      measures: { observation: [{ id: 'OBS_VALUE', name: 'OBS_VALUE' }] },
    }),
    attributes: {
      dataSet: [],
      series: [],
      observation: attributes.map(({ id: name, values }) => ({ id: name, name, values: values.list() })),
    },
  };
  yield second ? `],"structures":[${JSON.stringify(structure)}]}}` : `],"structure":${JSON.stringify(structure)}}}`;
}

const NAMESPACE = 'http://www.sdmx.org/resources/sdmxml/schemas/v2_1';

async function* writeXml(
  dataSets: readonly DataSet[],
  { id, prepared, detail }: Message,
  generic: boolean,
): AsyncGenerator<string> {
  const root = generic ? 'GenericData' : 'StructureSpecificData';
  const data = generic
    ? `xmlns:generic="${NAMESPACE}/data/generic"`
    : `xmlns:ss="${NAMESPACE}/data/structurespecific" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"`;
  const own = `urn:sdmx:org.sdmx.infomodel.datastructure.Dataflow=${FLOW('1.0')}:ObsLevelDim:TIME_PERIOD`;
  const structure = generic ? '' : ` namespace="${own}"`;
  yield `<?xml version="1.0" encoding="UTF-8"?>
<message:${root} xmlns:message="${NAMESPACE}/message" xmlns:common="${NAMESPACE}/common" ${data}${generic ? '' : ` xmlns:ns1="${own}"`}>
<message:Header><message:ID>${id}</message:ID><message:Test>false</message:Test><message:Prepared>${prepared}</message:Prepared><message:Sender id="${AGENCY}"/>
<message:Structure structureID="${DATAFLOW}"${structure} dimensionAtObservation="TIME_PERIOD"><common:StructureUsage><Ref agencyID="${AGENCY}" id="${DATAFLOW}" version="1.0"/></common:StructureUsage></message:Structure></message:Header>
`;
  for (const { action, validFrom, validTo, series } of dataSets) {
    const prefix = generic ? '' : 'ss:';
    const attributes = Object.entries({
      // What is asked for without its history replaces what the asker has.
      action: action === 'Information' ? 'Replace' : action,
      validFromDate: validFrom,
      validToDate: validTo,
      [`${prefix}structureRef`]: DATAFLOW,
      ...(!generic && { 'ss:dataScope': 'DataStructure', 'xsi:type': 'ns1:DataSetType' }),
    }).map(([name, value]) => (value === undefined ? '' : ` ${name}="${value}"`));
    yield `<message:DataSet${attributes.join('')}>\n`;
    for await (const rows of series) yield generic ? genericSeries(rows, detail) : specificSeries(rows, detail);
    yield '</message:DataSet>\n';
  }
  yield `</message:${root}>\n`;
}

const genericValue = (id: string, value: string): string => `<generic:Value id="${id}" value="${xmlText(value)}"/>`;

function genericSeries(rows: SeriesRows, detail: Detail): string {
  const key = DIMENSIONS.map((dimension, i) => genericValue(KEY_IDS[i]!, rows[0]![dimension])).join('');
  const observations = hasValues(detail)
    ? rows.map((row) => {
        const attributes = given(row, detail).map(([id, value]) => genericValue(id, value));
        const value = row.value === null ? '' : `<generic:ObsValue value="${row.value}"/>`;
        const described =
          attributes.length > 0 ? `<generic:Attributes>${attributes.join('')}</generic:Attributes>` : '';
        return `<generic:Obs><generic:ObsDimension value="${row.period}"/>${value}${described}</generic:Obs>`;
      })
    : [];
  return `<generic:Series><generic:SeriesKey>${key}</generic:SeriesKey>${observations.join('')}</generic:Series>\n`;
}

function specificSeries(rows: SeriesRows, detail: Detail): string {
  const key = DIMENSIONS.map((dimension, i) => ` ${KEY_IDS[i]}="${xmlText(rows[0]![dimension])}"`).join('');
  const observations = hasValues(detail)
    ? rows.map((row) => {
        const attributes = given(row, detail).map(([id, value]) => ` ${id}="${xmlText(value)}"`);
        const value = row.value === null ? '' : ` OBS_VALUE="${row.value}"`;
        return `<Obs TIME_PERIOD="${row.period}"${value}${attributes.join('')}/>`;
      })
    : [];
  return `<Series${key}>${observations.join('')}</Series>\n`;
}

const given = (row: Written, detail: Detail): [string, string][] =>
  attributesOf(detail).flatMap(({ id, of }): [string, string][] => {
    const value = of(row);
    return value === null ? [] : [[id, value]];
  });
