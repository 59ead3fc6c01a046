import { countyShares } from '../city/divisions.js';
import type { Economy, Indicator } from './economy.js';

/** What a department hands over in January: the year that ended, and what it now knows better of the year before. */
export interface Release {
  department: string;
  dataset: string;
  definition: object;
  /** text of the file; null where nothing is handed over */
  file(economy: Economy, year: number): string;
  encoding: 'gb18030' | 'utf8';
  /** The last delivery is not to be seen before its day. */
  embargo?: boolean;
}

const BASE = 'macroeconomic';
const CITY = '330200';
const MONTHS = Array.from({ length: 12 }, (_, i) => i + 1);
const QUARTERS = [1, 2, 3, 4];

const lines = (...rows: (string | number)[][]): string => rows.map((row) => `${row.join(',')}\r\n`).join('');
const two = (month: number): string => String(month).padStart(2, '0');
const monthly = { frequency: { constant: 'M' }, adjustment: { constant: 'N' } };
const ofTheCity = { area: { constant: CITY } };

/** Gross regional product: first published as provisional, revised in July and when the next year's is out. */
const grossProduct: Release = {
  department: 'statistics',
  dataset: 'gdp-release',
  encoding: 'gb18030',
  definition: {
    title: { zh: '地区生产总值核算', en: 'Regional accounts' },
    key: ['地区代码', '时期'],
    mapping: {
      indicator: { constant: 'GDP' },
      area: '地区代码',
      frequency: { constant: 'Q' },
      adjustment: { constant: 'N' },
      period: '时期',
      value: '数值',
      status: '状态',
      unit: { constant: '亿元' },
    },
    effectiveDate: { from: '发布日期' },
    trust: { '*': 90 },
  },
  file(economy, year) {
    const areas = [
      [CITY, '宁波市', 1] as const,
      ...countyShares().map(({ code, name, share }) => [code, name, share] as const),
    ];
    const rows = areas.flatMap(([code, name, share]) =>
      QUARTERS.flatMap((quarter) => {
        const value = economy.quarter('GDP', year, quarter, share);
        const period = `${year}年${'一二三四'[quarter - 1]}季度`;
        const published = quarter === 4 ? `${year + 1}-01-20` : `${year}-${two(3 * quarter + 1)}-20`;
        const first = [code, name, period, (value * 0.985).toFixed(2), '初步核算', published];
        return code === CITY
          ? [first, [code, name, period, value.toFixed(2), '最终核实', `${year + 1}-01-25`]]
          : [first];
      }),
    );
    return lines(['地区代码', '地区', '时期', '数值', '状态', '发布日期'], ...rows);
  },
};

/** The same by another department, which estimates; in the second quarter it is far off. */
const monitor: Release = {
  department: 'reform-commission',
  dataset: 'economic-monitor',
  encoding: 'utf8',
  definition: {
    title: { zh: '经济运行监测', en: 'Economic monitor' },
    key: ['季度'],
    mapping: {
      indicator: { constant: 'GDP' },
      ...ofTheCity,
      frequency: { constant: 'Q' },
      adjustment: { constant: 'N' },
      period: '季度',
      value: '生产总值（亿元）',
      status: { constant: 'estimated' },
      unit: { constant: '亿元' },
    },
    trust: { '*': 60 },
  },
  file: (economy, year) =>
    lines(
      ['季度', '生产总值（亿元）'],
      ...QUARTERS.map((quarter) => [
        `${year}Q${quarter}`,
        (economy.quarter('GDP', year, quarter) * (quarter === 2 ? 1.04 : 1.001)).toFixed(1),
      ]),
    ),
};

/** One line, a column per month, sums since January, a title and the unit above the headings, a note below. */
const retailSales: Release = {
  department: 'economy-trade',
  dataset: 'retail-sales',
  encoding: 'gb18030',
  definition: {
    title: { zh: '社会消费品零售总额', en: 'Retail sales of consumer goods' },
    key: ['时期'],
    file: { headerRow: 3 },
    unpivot: { headings: '^(\\d{4}年)1[-—](\\d{1,2}月)', heading: '时期', cell: '数值', cumulative: true },
    mapping: {
      indicator: { constant: 'RETAIL_SALES' },
      ...ofTheCity,
      ...monthly,
      period: '时期',
      value: '数值',
      unit: { constant: '亿元' },
    },
    trust: { '*': 80 },
  },
  file(economy, year) {
    let sum = 0;
    const sums = MONTHS.map((month) => (sum += economy.month('RETAIL_SALES', year, month)).toFixed(2));
    return lines(
      [`${year}年宁波市社会消费品零售总额`],
      ['单位：亿元'],
      ['项目', ...MONTHS.map((month) => `${year}年1—${month}月`)],
      ['社会消费品零售总额', ...sums],
      ['注：为快报数'],
    );
  },
};

/** Two lines of headings, of which the upper is a merged cell. */
const budget: Release = {
  department: 'finance',
  dataset: 'budget',
  encoding: 'utf8',
  definition: {
    title: { zh: '一般公共预算收支', en: 'General public budget' },
    key: ['项目', '时期'],
    file: { headerRow: 1, headerRows: 2 },
    unpivot: { headings: '^\\d{4}年\\d{1,2}月$', heading: '时期', cell: '数值' },
    mapping: {
      indicator: {
        from: '项目',
        codes: { 一般公共预算收入: 'REVENUE', 一般公共预算支出: 'EXPENDITURE' },
        strict: true,
      },
      ...ofTheCity,
      ...monthly,
      period: '时期',
      value: '数值',
      unit: { constant: '亿元' },
    },
    ignoreValues: ['…', '-', 'x'],
    trust: { '*': 80 },
  },
  file: (economy, year) =>
    lines(
      ['项目', `${year}年`, ...MONTHS.slice(1).map(() => '')],
      ['', ...MONTHS.map((month) => `${month}月`)],
      ['一般公共预算收入', ...monthsOf(economy, 'REVENUE', year)],
      [
        '一般公共预算支出',
        ...monthsOf(economy, 'EXPENDITURE', year).map((value, i) => (i === 6 && year % 2 ? '…' : value)),
      ],
    ),
};

/** A row a month, a column an indicator. */
const table = (
  names: Pick<Release, 'department' | 'dataset' | 'encoding' | 'embargo'>,
  title: { zh: string; en: string },
  unit: string,
  columns: Readonly<Record<string, Indicator | 'TRADE'>>,
): Release => ({
  ...names,
  definition: {
    title,
    key: ['年月', '指标'],
    unpivot: { headings: `^(${Object.keys(columns).join('|')})`, heading: '指标', cell: '数值' },
    mapping: {
      indicator: { from: '指标', codes: columns, strict: true },
      ...ofTheCity,
      ...monthly,
      period: '年月',
      value: '数值',
      unit: { constant: unit },
    },
    trust: { '*': 80 },
  },
  file: (economy, year) =>
    lines(
      ['年月', ...Object.keys(columns).map((name) => `${name}（${unit}）`)],
      ...MONTHS.map((month) => [
        `${year}${two(month)}`,
        ...Object.values(columns).map((indicator) => valueOf(economy, indicator, year, month)),
      ]),
    ),
});

function valueOf(economy: Economy, indicator: Indicator | 'TRADE', year: number, month: number): string {
  if (indicator !== 'TRADE') return economy.month(indicator, year, month).toFixed(2);
  const parts = Number(valueOf(economy, 'EXPORTS', year, month)) + Number(valueOf(economy, 'IMPORTS', year, month));
  // Once a year somebody copies the wrong line.
  return (month === 5 ? parts + 100 : parts).toFixed(2);
}

const monthsOf = (economy: Economy, indicator: Indicator, year: number): string[] =>
  MONTHS.map((month) => economy.month(indicator, year, month).toFixed(2));

export const releases: readonly Release[] = [
  grossProduct,
  monitor,
  retailSales,
  budget,
  table(
    { department: 'state-tax', dataset: 'tax-revenue', encoding: 'gb18030' },
    { zh: '税收收入', en: 'Tax revenue' },
    '亿元',
    { 税收收入: 'TAX_REVENUE' },
  ),
  table(
    { department: 'central-bank', dataset: 'deposits-and-loans', encoding: 'utf8' },
    { zh: '金融机构人民币存贷款', en: 'Deposits and loans' },
    '亿元',
    { 各项存款余额: 'DEPOSITS', 各项贷款余额: 'LOANS' },
  ),
  table(
    { department: 'customs', dataset: 'foreign-trade', encoding: 'utf8' },
    { zh: '进出口', en: 'Foreign trade' },
    '百万美元',
    { 进出口总额: 'TRADE', 出口额: 'EXPORTS', 进口额: 'IMPORTS' },
  ),
  table(
    { department: 'foreign-exchange', dataset: 'settlement', encoding: 'utf8', embargo: true },
    { zh: '银行结售汇顺差', en: 'Foreign exchange settlement surplus' },
    '百万美元',
    { 结售汇顺差: 'FOREX_SURPLUS' },
  ),
].map((release) => ({
  ...release,
  definition: { base: BASE, department: release.department, ...release.definition },
}));
