import type { CsvFormat, DataFormat } from './data-format.js';
import { groupsOf } from './data-layout.js';
import { AGENCY } from './data-query.js';
import { KEY, MEASURE, type Cell, type Written } from './component.js';
import type { DataSet, Message } from './data-message.js';
import { writeXml } from './data-xml.js';

/** The message piece by piece. What is written of a value are its own digits: no number is made of it. */
export function writeData(
  format: Exclude<DataFormat, CsvFormat>,
  dataSets: readonly DataSet[],
  message: Message,
): AsyncGenerator<string> {
  switch (format) {
    case 'json1':
    case 'json2':
      return writeJson(dataSets, message, format === 'json2');
    case 'generic':
    case 'specific':
    case 'specific30':
      return writeXml(dataSets, message, format);
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

type Listed = Cell & { values: Values };

/** The structure comes last: by then its values are known, and nothing had to be kept. */
async function* writeJson(
  dataSets: readonly DataSet[],
  { id, prepared, layout }: Message,
  second: boolean,
): AsyncGenerator<string> {
  const schema = `https://raw.githubusercontent.com/sdmx-twg/sdmx-json/master/data-message/tools/schemas/${second ? '2.0.0' : '1.0'}/sdmx-json-data-schema.json`;
  const meta = { schema, id, prepared, test: false, contentLanguages: ['zh'], sender: { id: AGENCY } };
  const listed = (cells: readonly Cell[]) => cells.map((cell) => ({ ...cell, values: new Values() }));
  const [series, observation, attributes] = [layout.series, layout.observation, layout.attributes].map(listed) as [
    Listed[],
    Listed[],
    Listed[],
  ];
  const keyOf = (cells: readonly Listed[], row: Written): string =>
    cells.map(({ of, values }) => values.index(of(row)!)).join(':');
  const observed = (row: Written): string => {
    const cells = attributes.map(({ of, values }) => {
      const value = of(row);
      return value === null ? 'null' : String(values.index(value));
    });
    return `"${keyOf(observation, row)}":[${[...(layout.measure ? [row.value ?? 'null'] : []), ...cells].join(',')}]`;
  };
  yield `{"meta":${JSON.stringify(meta)},"data":{"dataSets":[`;
  for (const [i, { rows, ...about }] of dataSets.entries()) {
    const head = JSON.stringify({ ...(second && { structure: 0 }), ...about });
    yield `${i > 0 ? ',' : ''}${head.slice(0, -1)},"${series.length > 0 ? 'series' : 'observations'}":{`;
    let separator = '';
    for await (const group of groupsOf(rows, layout)) {
      const observations = layout.observations ? group.map(observed).join(',') : '';
      yield series.length === 0
        ? separator + observations
        : `${separator}"${keyOf(series, group[0]!)}":{"attributes":[],"observations":{${observations}}}`;
      separator = ',';
    }
    yield '}}';
  }
  const described = (cells: readonly Listed[]) =>
    cells.map(({ id: name, values }) => ({ id: name, name, values: values.list() }));
  const positioned = (cells: readonly Listed[]) =>
    described(cells).map((cell) => ({ ...cell, keyPosition: KEY.findIndex(({ id: name }) => name === cell.id) }));
  const structure = {
    name: second ? { zh: '宏观经济观测值', en: 'Observations' } : 'Observations',
    ...(second && { dataSets: dataSets.map((_, i) => i) }),
    dimensions: { dataSet: [], series: positioned(series), observation: positioned(observation) },
    ...(second && layout.measure && { measures: { observation: [{ id: MEASURE, name: MEASURE }] } }),
    attributes: { dataSet: [], series: [], observation: described(attributes) },
  };
  yield second ? `],"structures":[${JSON.stringify(structure)}]}}` : `],"structure":${JSON.stringify(structure)}}}`;
}
