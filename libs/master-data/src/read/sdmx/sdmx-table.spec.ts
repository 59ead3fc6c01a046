import { describe, expect, it } from '@jest/globals';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openTable } from '../open-table.js';

const SDMX = join(process.cwd(), '..', 'shared', 'data', 'macroeconomic', 'sdmx');
const real = existsSync(SDMX) ? describe : describe.skip;

interface Table {
  format: string;
  rows: Record<string, string>[];
}

/** Rows as objects, empty cells left out. */
async function tableOf(path: string): Promise<Table> {
  const { format, columns, rows } = await openTable(path);
  const all: Record<string, string>[] = [];
  for await (const chunk of rows()) {
    for (const { values } of chunk) {
      all.push(Object.fromEntries(values.flatMap((value, i) => (value === null ? [] : [[columns[i]!, value]]))));
    }
  }
  return { format, rows: all };
}

async function read(text: string): Promise<Table> {
  const folder = mkdtempSync(join(tmpdir(), 'siku-sdmx-'));
  try {
    writeFileSync(join(folder, 'message'), text);
    return await tableOf(join(folder, 'message'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

const codeOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'taken',
    (error: { code?: string }) => error.code ?? String(error),
  );

describe('SDMX messages of data', () => {
  it('are rows of observations, whatever level a value is said at', async () => {
    const expected = [
      { FREQ: 'Q', REF_AREA: '330200', UNIT: '亿元', TIME_PERIOD: '2020-Q1', OBS_VALUE: '12.10', OBS_STATUS: 'A' },
      { FREQ: 'Q', REF_AREA: '330200', UNIT: '亿元', TIME_PERIOD: '2020-Q2', OBS_VALUE: '1e3' },
    ];
    const head = '<m:Header><m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"/></m:Header>';
    const specific = `<?xml version="1.0"?><m:StructureSpecificData xmlns:m="m" xmlns:xsi="x">${head}<m:DataSet xsi:type="T">
      <Group xsi:type="G" REF_AREA="330200" TITLE="of a group"/><Series FREQ="Q" REF_AREA="330200" UNIT="亿元"><Obs TIME_PERIOD="2020-Q1" OBS_VALUE="12.10" OBS_STATUS="A"/><Obs TIME_PERIOD="2020-Q2" OBS_VALUE="1e3"/></Series></m:DataSet></m:StructureSpecificData>`;
    expect(await read(specific)).toEqual({ format: 'sdmx-ml', rows: expected });
    const value = (id: string, text: string): string => `<g:Value id="${id}" value="${text}"/>`;
    const generic = `<m:GenericData xmlns:m="m" xmlns:g="g">${head}<m:DataSet><g:Group><g:GroupKey>${value('REF_AREA', '1')}</g:GroupKey><g:Attributes>${value('TITLE', 'x')}</g:Attributes></g:Group>
      <g:Series><g:SeriesKey>${value('FREQ', 'Q')}${value('REF_AREA', '330200')}</g:SeriesKey><g:Attributes>${value('UNIT', '亿元')}</g:Attributes>
      <g:Obs><g:ObsDimension value="2020-Q1"/><g:ObsValue value="12.10"/><g:Attributes>${value('OBS_STATUS', 'A')}</g:Attributes></g:Obs>
      <g:Obs><g:ObsDimension value="2020-Q2"/><g:ObsValue value="1e3"/></g:Obs></g:Series></m:DataSet></m:GenericData>`;
    expect(await read(generic)).toEqual({ format: 'sdmx-ml', rows: expected });
    const coded = (id: string, ...ids: string[]) => ({ id, values: ids.map((each) => ({ id: each })) });
    const json = {
      data: {
        dataSets: [{ series: { '0:0': { attributes: [0], observations: { '0': [12.1, 0], '1': [1000] } } } }],
        structure: {
          dimensions: {
            series: [coded('FREQ', 'Q'), coded('REF_AREA', '330200')],
            observation: [coded('TIME_PERIOD', '2020-Q1', '2020-Q2')],
          },
          attributes: { series: [coded('UNIT', '亿元')], observation: [coded('OBS_STATUS', 'A')] },
        },
      },
    };
    // A number is not made of a number: its places are kept.
    const { format, rows } = await read(JSON.stringify(json).replace('12.1,', '12.10,').replace('1000', '1e3'));
    expect({ format, rows }).toEqual({ format: 'sdmx-json', rows: expected });
  });

  it('are refused when they are damaged, delete data, or are of structures only', async () => {
    expect(await codeOf(read('<GenericData><DataSet><Series>'))).toBe('damaged-file');
    expect(await codeOf(read('{"meta":{},"data":{"dataSets":[{"series":{"0":'))).toBe('damaged-file');
    expect(await codeOf(read('<GenericData><DataSet action="Delete"></DataSet></GenericData>'))).toBe('sdmx-deletes');
    expect(await codeOf(read('{"meta":{},"data":{"dataSets":[{"action":"Delete","series":{}}],"structure":{}}}'))).toBe(
      'sdmx-deletes',
    );
    expect(await codeOf(read('<GenericData><DataSet></DataSet></GenericData>'))).toBe('empty-file');
  });
});

real('SDMX messages of five agencies', () => {
  it('are read observation by observation, or refused for being structures', async () => {
    const ecbFile = join(SDMX, 'ECB_EXR', '1', 'M.USD.EUR.SP00.A.xml');
    const ecb = await tableOf(ecbFile);
    expect(ecb.rows).toHaveLength(readFileSync(ecbFile, 'utf8').match(/<generic:Obs>/g)!.length);
    expect(ecb.rows[0]).toMatchObject({
      ...{ FREQ: 'M', CURRENCY: 'USD', TIME_PERIOD: '1999-01', OBS_VALUE: '1.16078', DECIMALS: '4' },
    });
    const imf = await tableOf(join(SDMX, 'IMF_RES', 'WEO-data.xml'));
    expect(imf.rows.at(-1)).toMatchObject({ COUNTRY: 'SVK', TIME_PERIOD: '2018', OBS_VALUE: '94669000000' });
    const oecd = await tableOf(join(SDMX, 'OECD', 'data-PART2-all-all.json'));
    expect([oecd.format, oecd.rows.length]).toEqual(['sdmx-json', 7]);
    expect(oecd.rows[0]).toMatchObject({ LOCATION: 'AUS', OBS_VALUE: '11.963615756565' });
    const csv = await tableOf(join(SDMX, 'v3', 'csv', 'example-01.csv'));
    expect(csv.rows[0]).toMatchObject({ DIM_3: '2014-01', OBS_VALUE: '12.4', ATTR_2: 'Y' });
    for (const path of [join('BIS', 'gh-180.xml'), join('ESTAT', 'GOV_10Q_GGNFA.xml')]) {
      expect(await codeOf(tableOf(join(SDMX, path)))).toBe('unsupported-format');
    }
  });
});
