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
    ].map((row) => ({ ...row, TITLE: 'of a group', DECIMALS: '2' }));
    const head = '<m:Header><m:Structure structureID="S" dimensionAtObservation="TIME_PERIOD"/></m:Header>';
    const specific = `<?xml version="1.0"?><m:StructureSpecificData xmlns:m="m" xmlns:xsi="x">${head}<m:DataSet xsi:type="T" DECIMALS="2"><Group xsi:type="G" REF_AREA="330203" TITLE="of another"/>
      <Group xsi:type="G" REF_AREA="330200" TITLE="of a group"/><Series FREQ="Q" REF_AREA="330200" UNIT="亿元"><Obs TIME_PERIOD="2020-Q1" OBS_VALUE="12.10" OBS_STATUS="A"/><Obs TIME_PERIOD="2020-Q2" OBS_VALUE="1e3"/></Series></m:DataSet></m:StructureSpecificData>`;
    expect(await read(specific)).toEqual({ format: 'sdmx-ml', rows: expected });
    const value = (id: string, text: string): string => `<g:Value id="${id}" value="${text}"/>`;
    const generic = `<m:GenericData xmlns:m="m" xmlns:g="g">${head}<m:DataSet structureRef="S"><g:Attributes>${value('DECIMALS', '2')}</g:Attributes><g:Group><g:GroupKey>${value('REF_AREA', '1')}</g:GroupKey><g:Attributes>${value('TITLE', 'x')}</g:Attributes></g:Group>
      <g:Group><g:GroupKey>${value('REF_AREA', '330200')}</g:GroupKey><g:Attributes>${value('TITLE', 'of a group')}</g:Attributes></g:Group>
      <g:Series><g:SeriesKey>${value('FREQ', 'Q')}${value('REF_AREA', '330200')}</g:SeriesKey><g:Attributes>${value('UNIT', '亿元')}</g:Attributes>
      <g:Obs><g:ObsDimension value="2020-Q1"/><g:ObsValue value="12.10"/><g:Attributes>${value('OBS_STATUS', 'A')}</g:Attributes></g:Obs>
      <g:Obs><g:ObsDimension value="2020-Q2"/><g:ObsValue value="1e3"/></g:Obs></g:Series></m:DataSet></m:GenericData>`;
    expect(await read(generic)).toEqual({ format: 'sdmx-ml', rows: expected });
    const coded = (id: string, ...ids: string[]) => ({ id, values: ids.map((each) => ({ id: each })) });
    const json = {
      data: {
        dataSets: [
          {
            attributes: [0],
            dimensionGroupAttributes: { ':0:': [0] },
            series: { '0:0': { attributes: [0], observations: { '0': [12.1, 0], '1': [1000] } } },
          },
        ],
        structure: {
          dimensions: {
            series: [coded('FREQ', 'Q'), coded('REF_AREA', '330200')],
            observation: [coded('TIME_PERIOD', '2020-Q1', '2020-Q2')],
          },
          attributes: {
            dataSet: [coded('DECIMALS', '2')],
            dimensionGroup: [coded('TITLE', 'of a group')],
            series: [coded('UNIT', '亿元')],
            observation: [coded('OBS_STATUS', 'A')],
          },
        },
      },
    };
    // A number is not made of a number: its places are kept.
    const { format, rows } = await read(JSON.stringify(json).replace('12.1,', '12.10,').replace('1000', '1e3'));
    expect({ format, rows }).toEqual({ format: 'sdmx-json', rows: expected });
  });

  /** Data sets of 2.0 in a message that does not say which form they have. */
  const inGroup = (message: string): string => message.replaceAll(/(?:Generic|Compact)Data/g, 'MessageGroup');

  it('are read as version 2.0 has them, and in every layout', async () => {
    const row = { FREQ: 'Q', TIME_PERIOD: '2020-Q1', OBS_VALUE: '12.10' };
    const compact = `<CompactData xmlns="m" xmlns:b="ns"><Header><ID>x</ID></Header><b:DataSet keyFamilyURI="u" action="Append">
      <b:SiblingGroup FREQ="Q" TITLE="by its own name"/><b:Series FREQ="Q" COLLECTION="E"><b:Obs TIME_PERIOD="2020-Q1" OBS_VALUE="12.10"/>
      <b:Obs TIME_PERIOD="2020-Q2" OBS_VALUE="NaN"/></b:Series></b:DataSet></CompactData>`;
    const said = { TITLE: 'by its own name', COLLECTION: 'E' };
    expect((await read(compact)).rows).toEqual([
      { ...row, ...said },
      { FREQ: 'Q', TIME_PERIOD: '2020-Q2', ...said },
    ]);
    expect((await read(inGroup(compact))).rows).toEqual((await read(compact)).rows);
    const generic = `<GenericData xmlns:g="g"><DataSet><g:KeyFamilyRef>K</g:KeyFamilyRef><g:Series><g:SeriesKey><g:Value concept="FREQ" value="Q"/></g:SeriesKey>
      <g:Obs><g:Time>2020-Q1</g:Time><g:ObsValue value="12.10"/></g:Obs></g:Series></DataSet></GenericData>`;
    expect((await read(generic)).rows).toEqual([row]);
    const group = `<g:Group type="Sibling"><g:GroupKey><g:Value id="FREQ" value="Q"/></g:GroupKey>
      <g:Attributes><g:Value id="TITLE" value="of its kind"/></g:Attributes></g:Group><g:Series>`;
    const grouped = generic.replace('<g:Series>', group);
    for (const message of [grouped, inGroup(grouped)]) {
      expect((await read(message)).rows).toEqual([{ ...row, TITLE: 'of its kind' }]);
    }
    const head = '<m:Header><m:Structure structureID="S" dimensionAtObservation="AllDimensions"/></m:Header>';
    const flat = `<m:StructureSpecificData xmlns:m="m" xmlns:ss="s">${head}<m:DataSet ss:action="Replace"><Group FREQ="Q" TITLE="t"/><Obs FREQ="Q" TIME_PERIOD="2020-Q1" OBS_VALUE="12.10"/></m:DataSet>
      <m:DataSet ss:action="Append"><Obs FREQ="A" TIME_PERIOD="2020" OBS_VALUE="1"><c:Annotations xmlns:c="c"><c:Annotation/></c:Annotations></Obs></m:DataSet></m:StructureSpecificData>`;
    expect((await read(flat)).rows).toEqual([
      { ...row, TITLE: 't' },
      { FREQ: 'A', TIME_PERIOD: '2020', OBS_VALUE: '1' },
    ]);
    expect(await codeOf(read(flat.replace('"Append"', '"Delete"')))).toBe('sdmx-deletes');
  });

  it('are refused when they are damaged, delete data, or are of structures only', async () => {
    expect(await codeOf(read('<GenericData><DataSet><Series>'))).toBe('damaged-file');
    expect(await codeOf(read('{"meta":{},"data":{"dataSets":[{"series":{"0":'))).toBe('damaged-file');
    expect(await codeOf(read('<GenericData><DataSet action="Delete"></DataSet></GenericData>'))).toBe('sdmx-deletes');
    expect(await codeOf(read('{"meta":{},"data":{"dataSets":[{"action":"Delete","series":{}}],"structure":{}}}'))).toBe(
      'sdmx-deletes',
    );
    expect(await codeOf(read('<GenericData><DataSet></DataSet></GenericData>'))).toBe('sdmx-without-observations');
    const error = '<m:Error xmlns:m="http://www.sdmx.org/resources/sdmxml/schemas/v2_1/message"/>';
    for (const message of [error, '{ "data": {"codelists": [{"id": "CL"}]} }']) {
      expect(await read(message).catch((refused: Error) => refused.message)).toContain('SDMX message without data');
    }
    const lines = 'STRUCTURE,STRUCTURE_ID,ACTION,FREQ,OBS_VALUE\ndataflow,A:F(1.0),I,Q,1\n';
    expect((await read(lines)).rows).toHaveLength(1);
    expect(await codeOf(read(`${lines}dataflow,A:F(1.0),D,Q,-\n`))).toBe('sdmx-deletes');
    expect(await codeOf(read(`${lines}dataflow,A:F(1.0),X,Q,-\n`))).toBe('sdmx-action');
    expect((await read('ACTION,FREQ\nD,Q\n')).rows).toHaveLength(1);
  });

  it('have values in elements of their own, and attributes of part of a key or of none, in 3.0', async () => {
    const flat = (inside: string): string =>
      `<m:StructureSpecificData xmlns:m="m"><m:DataSet>${inside}</m:DataSet></m:StructureSpecificData>`;
    const observation = `<Obs FREQ="Q" TIME_PERIOD="2020-Q1" OBS_VALUE="1"><Comp id="OBS_STATUS"><Value>A</Value><Value> F </Value></Comp>
      <Comp id="NOTE"><Value><c:Text xml:lang="zh">注</c:Text><c:Text xml:lang="en">Note</c:Text></Value></Comp></Obs>`;
    const atts = '<Atts DECIMALS="2"/><Atts FREQ="Q" TITLE="t"/><Atts FREQ="A" TITLE="of another"/>';
    expect((await read(flat(atts + observation))).rows).toEqual([
      {
        ...{ FREQ: 'Q', TIME_PERIOD: '2020-Q1', OBS_VALUE: '1', OBS_STATUS: 'A;F', NOTE: 'zh:注;en:Note' },
        ...{ DECIMALS: '2', TITLE: 't' },
      },
    ]);
    expect(await codeOf(read(flat(observation + atts)))).toBe('sdmx-late-group');
    const ofSeries = '<Series FREQ="Q"><Comp id="SOURCE"><Value>s</Value></Comp><Obs TIME_PERIOD="2020-Q1"/></Series>';
    expect((await read(flat(ofSeries))).rows).toEqual([{ FREQ: 'Q', SOURCE: 's', TIME_PERIOD: '2020-Q1' }]);
  });

  it('have groups around their series in 2.0', async () => {
    const value = (id: string, text: string): string => `<g:Value concept="${id}" value="${text}"/>`;
    const group = (area: string): string =>
      `<g:Group><g:GroupKey>${value('AREA', area)}</g:GroupKey><g:Attributes>${value('TITLE', `of ${area}`)}</g:Attributes>
        <g:Series><g:SeriesKey>${value('FREQ', 'A')}${value('AREA', area)}</g:SeriesKey><g:Obs><g:Time>2020</g:Time></g:Obs></g:Series></g:Group>`;
    for (const form of ['GenericData', 'MessageGroup']) {
      const { rows } = await read(`<${form} xmlns:g="g"><DataSet>${group('1')}${group('2')}</DataSet></${form}>`);
      expect(rows.map(({ AREA, TITLE }) => [AREA, TITLE])).toEqual([
        ['1', 'of 1'],
        ['2', 'of 2'],
      ]);
    }
  });

  it('that point to what their structure does not have are refused, wherever the structure stands', async () => {
    const dimensions = { observation: [{ id: 'FREQ', values: [{ id: 'Q' }] }] };
    const message = (key: string): string =>
      JSON.stringify({ data: { structures: [{ dimensions }], dataSets: [{ observations: { [key]: [1] } }] } });
    expect((await read(message('0'))).rows).toEqual([{ FREQ: 'Q', OBS_VALUE: '1' }]);
    const presented = { series: [{ id: 'AREA', values: [{ id: '1' }, { id: '2' }], keyPosition: 1 }] };
    const positioned = { observation: [{ ...dimensions.observation[0], keyPosition: 0 }] };
    const flag = { id: 'FLAG', values: [{ id: 'A' }, { id: 'B' }] };
    const structure = {
      dimensions: { ...presented, ...positioned },
      attributes: { dimensionGroup: [{ id: 'TITLE' }], observation: [flag] },
    };
    const title = { zh: '题', en: 't' };
    const dataSets = [{ dimensionGroupAttributes: { '1:': [title] }, observations: { '1:0': [1, [0, 1]] } }];
    expect((await read(JSON.stringify({ data: { structures: [structure], dataSets } }))).rows).toEqual([
      { AREA: '2', FREQ: 'Q', OBS_VALUE: '1', FLAG: 'A;B', TITLE: 'zh:题;en:t' },
    ]);
    for (const key of ['1', '0:0']) expect(await codeOf(read(message(key)))).toBe('sdmx-structure');
  });

  it('say in CSV by words of their own what is missing', async () => {
    const lines = 'DATAFLOW,FREQ,OBS_VALUE,NOTE\nA:F(1.0),Q,NaN,#N/A\n';
    expect((await read(lines)).rows).toEqual([{ DATAFLOW: 'A:F(1.0)', FREQ: 'Q' }]);
    expect((await read('FREQ,NOTE\nQ,NaN\n')).rows).toEqual([{ FREQ: 'Q', NOTE: 'NaN' }]);
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

  it('of CSV for people are read by their ids, whether names stand behind them or in columns of their own', async () => {
    const expected = [
      { FREQ: 'A', TIME_PERIOD: '2025', OBS_VALUE: '12.1', NOTE: 'Note: by old prices', OBS_STATUS: 'A' },
      { FREQ: 'A', TIME_PERIOD: '2026', OBS_VALUE: '13', NOTE: 'Note: revised' },
    ];
    const second = ['STRUCTURE,STRUCTURE_ID', 'dataflow,X:F(1.0)'];
    const rowsOf = async (...lines: string[]) =>
      (await read(lines.join('\n'))).rows.map(
        ({ STRUCTURE: _s, STRUCTURE_ID: _i, DATAFLOW: _d, ACTION: _a, ...row }) => row,
      );
    const both = (flow: string, action: string) => [
      `${flow.split('|')[0]}${action && ',ACTION'},FREQ: Frequency,TIME_PERIOD: Time period,OBS_VALUE: Observation value,NOTE: Remark,OBS_STATUS: Status`,
      `${flow.split('|')[1]}${action},A: Annual,2025: 2025,12.1,Note: by old prices,A: Normal: as usual`,
      `${flow.split('|')[1]}${action},A: Annual,2026: 2026,13,Note: revised,`,
    ];
    expect(await rowsOf(...both(`${second[0]}|${second[1]}: Flow`, ',M'))).toEqual(expected);
    expect(await rowsOf(...both('DATAFLOW|X:F(1.0): Flow', ''))).toEqual(expected);
    expect(
      await rowsOf(
        `${second[0]},STRUCTURE_NAME,ACTION,FREQ,Frequency,TIME_PERIOD,时期,OBS_VALUE,Observation value,NOTE,Remark,OBS_STATUS,Status,UPDATED`,
        `${second[1]},Flow,M,A,Annual,2025,,12.1,,Note: by old prices,,A,Normal,2026-01-01`,
        `${second[1]},Flow,M,A,Annual,2026,,13,,Note: revised,,,,2026-01-01`,
      ),
    ).toEqual(expected.map((row) => ({ ...row, UPDATED: '2026-01-01' })));
    expect(await codeOf(read(both(`${second[0]}|${second[1]}`, ',D').join('\n')))).toBe('sdmx-deletes');
  });
});
