import { describe, expect, it } from '@jest/globals';
import type { AttributeDictionary } from '@siku/catalogue';
import { inferDefinition } from './infer.js';
import { holdsAnother, proposeFillDown, proposeFillDownOfRows, proposeUnpivot } from './infer-layout.js';

const title = (zh: string) => ({ zh, en: zh });

const dictionary: AttributeDictionary = {
  indicator: { type: 'code', required: true, saidOnce: 'in-title', title: title('指标'), synonyms: ['项目'] },
  area: { type: 'area', required: true, saidOnce: 'in-title', title: title('地区') },
  frequency: { type: 'code', required: true, saidOnce: 'by-periods', title: title('频率') },
  adjustment: { type: 'code', required: true, usual: 'N', title: title('季节调整') },
  period: {
    type: 'period',
    required: true,
    saidOnce: 'in-title',
    title: title('时期'),
    synonyms: ['年月', '年份'],
  },
  value: { type: 'figure', title: title('数值'), synonyms: ['当月'] },
  unit: { type: 'text', saidOnce: 'as-unit', title: title('单位') },
};

const words = {
  indicator: new Map([
    ['一般公共预算收入', 'REVENUE'],
    ['进出口总额', 'TRADE'],
    ['出口', 'EXPORTS'],
  ]),
};

const layout = (columns: string[], ...rows: string[][]) => proposeUnpivot({ columns, rows }, dictionary, words);

describe('proposeUnpivot', () => {
  it.each([
    [['指标', '2024', '2025', '2026'], { headings: '^\\d{4}.*$', heading: '时期', cell: '数值' }],
    [['指标', '2025年一季度', '2025年二季度', '2025年三季度'], { headings: '^\\d{4}.*$' }],
    [['地区', '2025年1-2月', '2025年1-3月', '2025年1-4月'], { cumulative: true }],
    [['年份', '海曙区', '江北区', '鄞州区'], { headings: ['海曙区', '江北区', '鄞州区'], heading: '地区' }],
    [
      ['指标', '2026年第一季度1月', '2026年第一季度2月', '2026年第一季度3月'],
      { headings: '^(\\d{4}年)第?[一二三四1-4]季度(\\d{1,2}月)' },
    ],
    [['指标', '2026年1月', '2026年2月'], { headings: '^\\d{4}.*$' }],
    [['指标', '2026-01-01', '2026-02-01'], { headings: '^(\\d{4}-\\d{2})-01$' }],
    [['指标', '2025-01-01', '2026-01-01'], { headings: '^(\\d{4})-01-01$' }],
    [['项目', '2026-07-31', '2026-08-31', '2026-09-30'], { headings: '^(\\d{4}-\\d{2})-(?:2[89]|3[01])$' }],
    [['年份', '1月', '2月', '全年'], { headings: '^\\d{1,2}月$', heading: '月份', cell: '数值' }],
    [['年度', '一季度', '二季度'], { headings: '^第?[一二三四1-4]季度$', heading: '季度' }],
    [['指标', '全  市', '海曙区', '江北区'], { headings: ['全  市', '海曙区', '江北区'], heading: '地区' }],
    [['项目', '2026-07-30', '2026-07-31'], { headings: '^\\d{4}.*$' }],
    [['地区', '时期', '2024'], null],
    [['项目', '1月', '2月'], null],
  ])('looks at %j', (columns, expected) => {
    const proposed = layout(columns);
    if (expected) expect(proposed).toMatchObject(expected);
    else expect(proposed).toBeNull();
  });

  it('takes from the title the year that headings do not say', () => {
    const titled = (heading: string, ...columns: string[]) =>
      proposeUnpivot({ columns, rows: [], above: [heading] }, dictionary, words);
    expect(titled('2026年进出口情况', '项目', '1-2月', '3月', '4月', '合计')).toEqual({
      ...{ headings: '^\\d{1,2}月$', prefix: '2026年', heading: '时期', cell: '数值' },
    });
    expect(titled('2026年投资', '项目', '1—2月', '1—3月')).toMatchObject({ prefix: '2026年', cumulative: true });
    expect(titled('2026年生产总值', '地区', '一季度', '二季度')).toMatchObject({ prefix: '2026年' });
    expect(titled('2025年、2026年进出口情况', '项目', '1月', '2月')).toBeNull();
  });

  it('takes known codes over a list of areas, of the period of the title', () => {
    const columns = ['地  区', '进出口总额（亿元）', '增长（%）', '从业人数'];
    const rows = [['海 曙 区', '12.5', '3.1', '7']];
    const of = (heading: string) => proposeUnpivot({ columns, rows, above: [heading] }, dictionary, words);
    expect(of('2025年各区进出口')).toMatchObject({ headings: ['进出口总额（亿元）'], heading: '指标' });
    expect(of('各区进出口')).toBeNull();
    const inThreeLines = ['地区', '出口本月绝对值', '出口本月增长（%）', '出口累计绝对值'];
    expect(
      proposeUnpivot({ columns: inThreeLines, rows, above: ['2026年1-9月各区出口'] }, dictionary, words),
    ).toMatchObject({ headings: ['出口本月绝对值'] });
  });

  it('sees a table below the first', () => {
    const columns = ['项目', '1月', '2月'];
    const above = ['单位：亿元'];
    const rows = [['出口', '3', '4'] as (string | null)[]];
    expect(holdsAnother({ columns, rows, above })).toBe(false);
    expect(holdsAnother({ columns, rows: [...rows, ['填报单位：市统计局', null, null]], above })).toBe(false);
    expect(holdsAnother({ columns, rows: [...rows, ['单位：万元', null, null]], above })).toBe(true);
    expect(holdsAnother({ columns, rows: [...rows, ['项目', '1月', '2月']], above })).toBe(true);
    expect(holdsAnother({ columns, rows: [...rows, ['项目', '全年', null]], above })).toBe(true);
  });

  it('leaves rates beside the figures alone', () => {
    const columns = ['项目', ...[7, 8, 9].flatMap((month) => [`2025年${month}月本月`, `2025年${month}月同比（%）`])];
    expect(layout(columns)).toMatchObject({ headings: '^(\\d{4}年\\d{1,2}月)(?:本月|当月|本期|绝对|总量|数值)' });
  });

  it('takes a column each indicator', () => {
    expect(layout(['年月', '进出口总额（亿元）', '出口（亿元）', '增速'], ['202501', '5', '3', '1.2'])).toEqual({
      headings: ['进出口总额（亿元）', '出口（亿元）'],
      heading: '指标',
      cell: '数值',
    });
    expect(layout(['年月', '存款', '贷款', '备注'], ['202501', '5', '3', '好'])).toMatchObject({
      headings: ['存款', '贷款'],
    });
    const bilingual = ['年份 Year', '出口（亿元） Exports (100 million yuan)'];
    expect(layout(bilingual, ['2025', '5'])).toMatchObject({
      headings: ['出口（亿元） Exports (100 million yuan)'],
    });
    expect(layout(['年月', '数值', '小数位'], ['202501', '5.12', '2'])).toBeNull();
  });
});

describe('proposeFillDown', () => {
  it('finds cells merged over several lines, and no remarks', () => {
    const columns = ['指标', '地区', '1月', '备注'];
    const rows = [
      ['投资', '海曙区', '1', '快报'],
      [null, '江北区', '2', null],
      ['注：不含农户', null, null, null],
    ];
    expect(proposeFillDown({ columns, rows })).toEqual(['指标']);
    expect(proposeFillDown({ columns, rows: rows.slice(0, 1) })).toEqual([]);
    const long = ['年份', '月份', '备注', '项目', '数值'];
    const figures = [
      ['２０２５年', '１月', '快报', '出口', '１，２３４．５'],
      [null, '２月', null, '出口', '5'],
    ];
    expect(proposeFillDownOfRows({ columns: long, rows: figures }, dictionary)).toEqual(['年份']);
  });
});

describe('a table of figures', () => {
  it('is proposed with what it says once', () => {
    const { definition, notes } = inferDefinition(
      {
        columns: ['项 目', '时期', '数值'],
        rows: [
          ['一、一般公共预算收入', '2025年1月', '1,234.5①'],
          ['其中：契税', '2025年1月', 'x'],
        ],
        above: ['2025年宁波市财政收入', '单位：万元'],
        headings: ['项 目', '2025年1月'],
      },
      { code: 'macroeconomic', dictionary, words },
      'finance',
    );
    expect(definition).toMatchObject({
      title: { zh: '2025年宁波市财政收入' },
      key: ['项 目', '时期'],
      mapping: {
        indicator: { from: '项 目', codes: { '一、一般公共预算收入': 'REVENUE', '其中：契税': null }, strict: true },
        area: { constant: '330200' },
        frequency: { constant: 'M' },
        adjustment: { constant: 'N' },
        period: '时期',
        unit: { constant: '万元' },
      },
    });
    expect(definition.mapping['value']).toMatchObject({ from: '数值', pattern: expect.any(String) as unknown });
    expect((definition.mapping['value'] as { ignoreValues: string[] }).ignoreValues).toContain('x');
    expect(notes.map(({ en }) => en)).toEqual(['Choose codes for these values of "项 目": 其中：契税']);
  });

  it('leaves who signed out, and reads names as lists have them', () => {
    const { definition, notes } = inferDefinition(
      {
        columns: ['项目', '地区', '年月', '数值'],
        rows: [
          ['进出口总额', '全市', '202501', '3'],
          ['进出口总额', '其中：江北区', '202501', '1'],
          ['单位负责人：张三', '填表人：李四', '202501', '2'],
        ],
        above: ['附件2', '宁波市进出口情况', '填报单位：市商务局', '单位：亿元'],
        headings: ['项目', '地区', '年月', '数值', '同比增长(%)'],
      },
      { code: 'macroeconomic', dictionary, words },
      'commerce',
    );
    expect(definition).toMatchObject({
      title: { zh: '宁波市进出口情况' },
      mapping: {
        indicator: { codes: { 进出口总额: 'TRADE' }, strict: true },
        area: { from: '地区', codes: { 全市: '330200', '其中：江北区': '330205' }, under: '330200' },
        unit: { constant: '亿元' },
      },
    });
    expect(notes).toEqual([]);
  });

  it('takes figures for the city where nothing says what area they are about, and says so', () => {
    const infer = (columns: string[], ...rows: string[][]) =>
      inferDefinition({ columns, rows }, { code: 'macroeconomic', dictionary, words }, 'customs');
    const { definition, notes } = infer(['地区', '年月', '出口'], ['江北区', '202501', '3'], ['全市', '202501', '1']);
    expect(definition.mapping['area']).toEqual({ from: '地区', codes: { 全市: '330200' }, under: '330200' });
    expect(notes.map(({ en }) => en)).toContain(
      "The table does not say what area it is about: taken for the city's (330200); check",
    );
    const clear = infer(['地区', '年月', '出口'], ['海曙区', '202501', '3'], ['鄞州区', '202501', '1']);
    expect(clear.notes.map(({ en }) => en)).not.toContainEqual(expect.stringContaining('330200'));
    expect(infer(['年月', '数值'], ['202501', '3']).definition.mapping['area']).toEqual({ constant: '330200' });
  });

  it('reads periods that two columns say, and units that names say', () => {
    const infer = (columns: string[], ...rows: string[][]) =>
      inferDefinition({ columns, rows }, { code: 'macroeconomic', dictionary, words }, 'customs').definition;
    expect(
      infer(['年份', '月份', '项目', '数值'], ['2026', '1', '出口', '3'], ['2026', '2', '出口', '4']),
    ).toMatchObject({
      key: ['年份', '月份', '项目'],
      mapping: { period: { from: ['年份', '月份'], join: '年' }, frequency: { constant: 'M' } },
    });
    expect(infer(['年度', '季度', '项目', '数值'], ['2026', '1', '出口', '3']).mapping).toMatchObject({
      period: { from: ['年度', '季度'], join: 'Q' },
      frequency: { constant: 'Q' },
    });
    const units = infer(
      ['项目', '年月', '数值'],
      ['出口（万美元）', '202501', '3'],
      ['进出口总额（亿元）', '202501', '4'],
    );
    const { from, pattern } = units.mapping['unit'] as { from: string; pattern: string };
    expect(from).toBe('项目');
    const names = ['出口（万美元）', '进出口总额(亿元) Total (100 million yuan)', '出口'];
    expect(names.map((name) => new RegExp(pattern, 'u').exec(name)?.[1])).toEqual(['万美元', '亿元', undefined]);
  });

  it('takes marks of footnotes off periods, measures off names, and leaves a list of units to the indicators', () => {
    const { definition, notes } = inferDefinition(
      {
        columns: ['年份', '指标', '数值'],
        rows: [
          ['2024年①', '进出口总额金额', '3'],
          ['２０２３年', '出口金额', '4'],
        ],
        above: ['单位：亿元、%'],
      },
      { code: 'macroeconomic', dictionary, words },
      'customs',
    );
    expect(definition.mapping).toMatchObject({
      period: { from: '年份', pattern: expect.any(String) as unknown },
      indicator: { codes: { 进出口总额金额: 'TRADE', 出口金额: 'EXPORTS' } },
    });
    expect(definition.mapping['unit']).toBeUndefined();
    expect(notes.map(({ en }) => en)).toContain('The table has several units: 亿元, %; declare each');
  });

  it('tells years, quarters and months in one column apart, and which figures it leaves', () => {
    const of = (...periods: string[]) =>
      inferDefinition(
        {
          columns: ['时期', '同比', '指标', '数值'],
          rows: periods.map((period) => [period, '4.2', '出口', '5']),
        },
        { code: 'macroeconomic', dictionary, words },
        'statistics',
      );
    const { definition, notes } = of('2024年', '2026年上半年', '2026年一季度', '2026年7月');
    expect(definition.mapping['frequency']).toEqual({
      ...{ from: '时期', pattern: '(半年|[年季月])度?$', codes: { 年: 'A', 半年: 'S', 季: 'Q', 月: 'M' } },
    });
    expect(notes.map(({ zh }) => zh).join()).toContain('这些列有数值但没有读取：同比');
    expect(of('2024年', '2026-07').definition.mapping['frequency']).toBeUndefined();
  });

  it('says that powers of ten of SDMX are not figured in', () => {
    const infer = (power: string) =>
      inferDefinition(
        { columns: ['时期', '数值', 'UNIT_MULT'], rows: [['2026-01', '3', power]] },
        { code: 'macroeconomic', dictionary, words },
        'customs',
      ).notes.map(({ en }) => en);
    expect(infer('6')).toContainEqual(expect.stringContaining('UNIT_MULT'));
    expect(infer('0')).not.toContainEqual(expect.stringContaining('UNIT_MULT'));
  });

  it('takes the figure of the month, not its rate nor the sum since January', () => {
    const { definition } = inferDefinition(
      {
        columns: ['项目', '当月绝对值', '当月同比(%)', '累计绝对值', '累计同比(%)'],
        rows: [['出口', '823.1', '6', '7012.3', '5.5']],
        above: ['2026年1-9月主要经济指标'],
      },
      { code: 'macroeconomic', dictionary, words },
      'customs',
    );
    expect(definition.mapping).toMatchObject({
      period: { constant: '2026-09' },
      frequency: { constant: 'M' },
      value: '当月绝对值',
    });
  });

  it('finds the column of codes by what stands in it, and tells what the sample does not show', () => {
    const { definition, notes } = inferDefinition(
      {
        columns: ['类别', '时期', '数值'],
        rows: [['其中：出口', '2026年1月', '3']],
        above: ['2026年进出口总额'],
        headings: ['类别', '1月', '2月'],
        ...{ yearOfTitle: '2026年', sheetOf: ['进出口', '封面'], holdsAnother: true },
      },
      { code: 'macroeconomic', dictionary, words },
      'customs',
    );
    expect(definition).toMatchObject({
      key: ['类别', '时期'],
      mapping: { indicator: { from: '类别', codes: { '其中：出口': 'EXPORTS' } }, frequency: { constant: 'M' } },
    });
    expect(notes.map(({ en }) => en).slice(0, 3)).toEqual([
      "Only the title says the year: taken as 2026年; deliver the next year's file to a dataset of its own",
      'The workbook has several worksheets; "进出口" is read, not: 封面',
      expect.stringContaining('Another table stands below the first'),
    ]);
  });

  it('takes the period that stands beside its year and month', () => {
    const infer = (whole: string, ...periods: string[]) =>
      inferDefinition(
        {
          columns: ['年份', '月份', whole, '项目', '数值'],
          rows: periods.map((text, i) => ['2026', `${i + 1}`, text, '出口', '3']),
        },
        { code: 'macroeconomic', dictionary, words },
        'customs',
      ).definition;
    expect(infer('年月', '202601', '202602')).toMatchObject({
      key: ['年月', '项目'],
      mapping: { period: '年月', frequency: { constant: 'M' } },
    });
    // A day on which figures were collected is no month.
    expect(infer('年月', '2026-01-31', '2026-02-28')).toMatchObject({
      key: ['年份', '月份', '项目'],
      mapping: { period: { from: ['年份', '月份'] } },
    });
  });

  it.each([
    ['2026年9月主要经济指标', '2026-09', 'M'],
    ['宁波市2026年三季度主要经济指标', '2026-Q3', 'Q'],
    ['2026年上半年经济运行情况', '2026-S1', 'S'],
    ['2025年度统计公报', '2025', 'A'],
    ['2026年1-9月主要经济指标', null, null],
    ['2013-2021年主要经济指标', null, null],
    ['2026年1月-9月主要经济指标', null, null],
    ['主要经济指标', null, null],
  ])('finds in the title %s the period %s', (heading, period, frequency) => {
    const { definition, notes } = inferDefinition(
      { columns: ['项目', '数值'], rows: [['出口', '3']], above: [heading, '单位：亿元'] },
      { code: 'macroeconomic', dictionary, words },
      'statistics',
    );
    expect(definition.mapping['period']).toEqual(period === null ? undefined : { constant: period });
    expect(definition.mapping['frequency']).toEqual(frequency === null ? undefined : { constant: frequency });
    const said = notes.map(({ en }) => en).filter((en) => en.startsWith('Only the title says the period'));
    expect(said).toHaveLength(period === null ? 0 : 1);
  });

  it('joins the year of the title with the months that rows say', () => {
    const { definition, notes } = inferDefinition(
      {
        columns: ['月份', '项目', '数值'],
        rows: [
          ['1月', '出口', '3'],
          ['全年', '出口', '36'],
        ],
        above: ['2026年进出口情况'],
      },
      { code: 'macroeconomic', dictionary, words },
      'customs',
    );
    expect(definition).toMatchObject({
      key: ['月份', '项目'],
      mapping: { frequency: { constant: 'M' }, period: { from: '月份', codes: { '12月': '2026-12' }, strict: true } },
    });
    expect(notes.map(({ en }) => en)).toEqual(
      expect.arrayContaining([expect.stringContaining('2026年'), expect.stringContaining('全年')]),
    );
  });

  it('does not take measures for areas because of how their headings begin', () => {
    const { columns } = inferDefinition(
      { columns: ['年份', '地区生产总值'], rows: [['2025', '11985.1']] },
      { code: 'macroeconomic', dictionary, words },
      'statistics',
    );
    expect(columns.map(({ target }) => target)).toEqual(['period', null]);
  });

  it('asks where districts of one name lie from its title, and takes the city for all of it', () => {
    const { definition } = inferDefinition(
      {
        columns: ['地区', '年月', '数值'],
        rows: [
          ['全市', '202501', '3'],
          ['江北区', '202501', '1'],
        ],
        above: ['宁波市进出口总额（亿元）'],
      },
      { code: 'macroeconomic', dictionary, words },
      'customs',
    );
    expect(definition.mapping).toMatchObject({
      indicator: { constant: 'TRADE' },
      area: { from: '地区', codes: { 全市: '330200' }, under: '330200' },
      unit: { constant: '亿元' },
    });
  });
});
