type Cell = string | number | null;

export interface Table {
  rows: Cell[][];
  merged?: string[];
  /** read by hand: series → period → value in the unit of the indicator */
  figures: Record<string, Record<string, string>>;
  /** what the proposal has to say, in its English */
  notes?: string[];
  /** rows below the table that are none of it */
  remarks?: number;
}

const HOME = 'taken for the city';
const YEAR_OF_TITLE = 'Only the title says the year';

/** As departments send them; each is proposed, put as proposed, and delivered. */
export const TABLES: Record<string, Table> = {
  'years by months': {
    rows: [['宁波市出口总额'], ['单位：亿元'], ['年份', '1月', '2月'], [2024, 10.5, 11], [2025, 13, 14.25]],
    merged: ['A1:C1'],
    figures: { 'M.EXPORTS.330200': { '2024-01': '10.5', '2024-02': '11', '2025-01': '13', '2025-02': '14.25' } },
  },
  'years by months, in a corner that says both, with the whole year': {
    rows: [
      ['宁波市出口总额（万元）'],
      ['月份＼年份', '一月份', '二月份', '全年'],
      ['2024年', 10500, 11000, 21500],
      ['2025年', 13000, 14250, null],
    ],
    figures: {
      'M.EXPORTS.330200': { '2024-01': '1.0500', '2024-02': '1.1000', '2025-01': '1.3000', '2025-02': '1.4250' },
    },
    notes: ['These columns hold figures that are not read: 全年'],
  },
  'years by bare numbers of months below one heading': {
    rows: [['宁波市历年出口总额'], ['单位：亿元'], ['年份', '月份', null], [null, 1, 2], [2024, 10.5, 11]],
    merged: ['A3:A4', 'B3:C3'],
    figures: { 'M.EXPORTS.330200': { '2024-01': '10.5', '2024-02': '11' } },
  },
  'years by sums since January': {
    rows: [['宁波市固定资产投资（亿元）'], ['年度', '1月', '1-2月', '1-3月'], [2024, 10, 21.5, 32]],
    figures: { 'M.INVESTMENT.330200': { '2024-01': '10', '2024-02': '11.5', '2024-03': '10.5' } },
  },
  'months by years': {
    rows: [['宁波市出口总额（亿元）'], ['月份', '2024年', '2025年'], ['1月', 10.5, 13], ['2月', 11, 14]],
    figures: { 'M.EXPORTS.330200': { '2024-01': '10.5', '2025-01': '13', '2024-02': '11', '2025-02': '14' } },
  },
  'months of the year of the title by areas, the city among them': {
    rows: [
      ['2026年各区县出口总额'],
      ['单位：亿元'],
      ['月份', '全市', '海曙区', '江北区'],
      ['1月', 100, 20, 30],
      ['2月', 90.5, 10, 20.5],
    ],
    figures: {
      'M.EXPORTS.330200': { '2026-01': '100', '2026-02': '90.5' },
      'M.EXPORTS.330203': { '2026-01': '20', '2026-02': '10' },
      'M.EXPORTS.330205': { '2026-01': '30', '2026-02': '20.5' },
    },
    notes: [YEAR_OF_TITLE, HOME],
  },
  'sums since January of the year of the title': {
    rows: [
      ['2026年固定资产投资'],
      ['单位：亿元'],
      ['项目', '1—2月', '1—3月', '1—4月'],
      ['固定资产投资', 100, 180, 260.5],
    ],
    figures: { 'M.INVESTMENT.330200': { '2026-03': '80', '2026-04': '80.5' } },
    notes: [YEAR_OF_TITLE, HOME],
  },
  'an index of which the year before is 100': {
    rows: [
      ['居民消费价格指数'],
      ['（上年同期=100）'],
      ['项目', '2026年1月', '2026年2月'],
      ['居民消费价格指数', 100.8, 101.25],
    ],
    figures: { 'M.CPI.330200': { '2026-01': '100.8', '2026-02': '101.25' } },
    notes: [HOME],
  },
  'units in headings, marks of footnotes, what stands for no figure, remarks below': {
    rows: [
      ['宁波市进出口情况'],
      ['年月', '出口总额（亿元）', '进口总额（万元）'],
      ['2026年1月', 10, 20000],
      ['2026年2月', '11①', '…'],
      ['注：①为快报数。'],
      ['资料来源：宁波海关'],
    ],
    figures: {
      'M.EXPORTS.330200': { '2026-01': '10', '2026-02': '11' },
      'M.IMPORTS.330200': { '2026-01': '2.0000', '2026-02': '' },
    },
    remarks: 2,
  },
  'a row a figure, remarks of two lines and signatures below': {
    rows: [
      ['指标', '地区', '年月', '数值'],
      ['出口总额', '海曙区', '2026年1月', 10],
      ['进口总额', '海曙区', '2026年1月', 12],
      ['注：1. 为快报数；'],
      ['2. 按经营单位所在地。'],
      ['* 以人民币计'],
      ['填表人：张三', null, '审核人：李四', null],
    ],
    figures: { 'M.EXPORTS.330203': { '2026-01': '10' }, 'M.IMPORTS.330203': { '2026-01': '12' } },
    remarks: 4,
  },
  'one list in two halves side by side': {
    rows: [
      ['宁波市各区县出口总额（亿元）'],
      ['地区', '2024年', '2025年', null, '地区', '2024年', '2025年'],
      ['海曙区', 1, 2, null, '江北区', 3, 4],
      ['鄞州区', 5, 6],
      ['注：为快报数'],
    ],
    figures: {
      'A.EXPORTS.330203': { 2024: '1', 2025: '2' },
      'A.EXPORTS.330205': { 2024: '3', 2025: '4' },
      'A.EXPORTS.330212': { 2024: '5', 2025: '6' },
    },
    remarks: 1,
  },
  'one list in two halves without a column between them': {
    rows: [
      ['宁波市地区生产总值（亿元）'],
      ['年份', '地区生产总值', '年份', '地区生产总值'],
      [2010, 1, 2015, 6],
      [2011, 2, 2016, 7],
    ],
    figures: { 'A.GDP.330200': { 2010: '1', 2011: '2', 2015: '6', 2016: '7' } },
  },
  'two tables side by side': {
    rows: [
      ['宁波市主要指标（亿元）'],
      ['年份', '出口总额', null, '年份', '进口总额'],
      [2024, 1, null, 2024, 3],
      [2025, 2, null, 2025, 4],
    ],
    figures: { 'A.EXPORTS.330200': { 2024: '1', 2025: '2' } },
    notes: ['Other tables stand beside it (D:E) and are not read'],
  },
  'headings that a translation follows': {
    rows: [
      ['宁波市用电量和货物运输量 Electricity and Freight'],
      [
        '年份 Year',
        '全社会用电量（亿千瓦时） Electricity (100 million kWh)',
        '货物运输量（万吨） Freight (10 000 tons)',
      ],
      [2023, 800.5, 60000],
    ],
    figures: { 'A.POWER.330200': { 2023: '800.5' }, 'A.FREIGHT.330200': { 2023: '60000' } },
  },
  'a line of translations, the unit in English alone': {
    rows: [
      ['宁波市地区生产总值'],
      ['(10 000 yuan)'],
      ['年份', '地区生产总值', '第一产业'],
      ['Year', 'GDP', 'Primary Industry'],
      [2023, 8005000, 600000],
    ],
    figures: { 'A.GDP.330200': { 2023: '800.5000' }, 'A.GDP1.330200': { 2023: '60.0000' } },
  },
  'headings of three lines, of which the first is over all': {
    rows: [
      ['宁波市对外贸易'],
      ['单位：亿元'],
      ['时间', '进出口', null, null, null],
      [null, '进出口总额', null, '出口总额', null],
      [null, '绝对值', '同比(%)', '绝对值', '同比(%)'],
      ['2026年1月', 10, 1, 5, 2],
    ],
    merged: ['A3:A5', 'B3:E3', 'B4:C4', 'D4:E4'],
    figures: { 'M.TRADE.330200': { '2026-01': '10' }, 'M.EXPORTS.330200': { '2026-01': '5' } },
    notes: ['These columns hold figures that are not read: 进出口进出口总额同比(%), 进出口出口总额同比(%)'],
  },
  'months below quarters below years': {
    rows: [
      ['宁波市财政收入'],
      ['单位：亿元'],
      ['项目', '2025年', null, null, '2026年', null, null],
      [null, '一季度', null, null, '一季度', null, null],
      [null, '1月', '2月', '3月', '1月', '2月', '3月'],
      ['一般公共预算收入', 2, 3, 4, 5, 6, 7],
      ['其中：税收收入', 1, 2, 3, 4, 5, 6],
    ],
    merged: ['A3:A5', 'B3:D3', 'E3:G3', 'B4:D4', 'E4:G4'],
    figures: {
      'M.REVENUE.330200': {
        '2025-01': '2',
        '2025-02': '3',
        '2025-03': '4',
        '2026-01': '5',
        '2026-02': '6',
        '2026-03': '7',
      },
      'M.TAX.330200': {
        '2025-01': '1',
        '2025-02': '2',
        '2025-03': '3',
        '2026-01': '4',
        '2026-02': '5',
        '2026-03': '6',
      },
    },
  },
  'years, quarters, halves and months in one column': {
    rows: [
      ['宁波市地区生产总值（亿元）'],
      ['时间', '地区生产总值'],
      ['2024年', 1000],
      ['2025年一季度', 240],
      ['2025年上半年', 500],
      ['2025年7月', 70],
    ],
    figures: {
      'A.GDP.330200': { 2024: '1000' },
      'Q.GDP.330200': { '2025-Q1': '240' },
      'S.GDP.330200': { '2025-S1': '500' },
      'M.GDP.330200': { '2025-07': '70' },
    },
  },
  'names merged over areas': {
    rows: [
      ['各区进出口'],
      ['单位：亿元'],
      ['指标', '地区', '2024年', '2025年'],
      ['出口总额', '海曙区', 1, 2],
      [null, '鄞州区', 3, 4],
      ['进口总额', '海曙区', 5, 6],
      [null, '鄞州区', 7, 8],
    ],
    merged: ['A4:A5', 'A6:A7'],
    figures: {
      'A.EXPORTS.330203': { 2024: '1', 2025: '2' },
      'A.EXPORTS.330212': { 2024: '3', 2025: '4' },
      'A.IMPORTS.330203': { 2024: '5', 2025: '6' },
      'A.IMPORTS.330212': { 2024: '7', 2025: '8' },
    },
  },
  'balances at the end of one month, under an empty corner': {
    rows: [
      ['宁波市金融机构存款'],
      ['单位：亿元'],
      [null, '2026年9月末', '比年初增减', '同比增长（%）'],
      ['本外币存款余额', 800.5, 3, 1],
    ],
    figures: { 'M.DEPOSITS.330200': { '2026-09': '800.5' } },
    notes: ['These columns hold figures that are not read: 比年初增减, 同比增长（%）'],
  },
  'areas by ends of years': {
    rows: [['年末常住人口（万人）'], ['地区', '2023年末', '2024年末'], ['全市', 960, 969.7], ['海曙区', 100, 101]],
    figures: {
      'A.POPULATION.330200': { 2023: '960', 2024: '969.7' },
      'A.POPULATION.330203': { 2023: '100', 2024: '101' },
    },
    notes: [HOME],
  },
};
