/** What each indicator is: body of PUT /v1/indicators/{code}. */
export const indicatorBodies: Readonly<Record<string, object>> = {
  GDP: { title: { zh: '地区生产总值', en: 'Gross regional product' }, unit: '亿元', frequency: 'Q', tolerance: '2' },
  RETAIL_SALES: {
    title: { zh: '社会消费品零售总额', en: 'Retail sales of consumer goods' },
    unit: '亿元',
    frequency: 'M',
  },
  REVENUE: { title: { zh: '一般公共预算收入', en: 'General public budget revenue' }, unit: '亿元', frequency: 'M' },
  EXPENDITURE: {
    title: { zh: '一般公共预算支出', en: 'General public budget expenditure' },
    unit: '亿元',
    frequency: 'M',
  },
  TAX_REVENUE: { title: { zh: '税收收入', en: 'Tax revenue' }, unit: '亿元', frequency: 'M' },
  DEPOSITS: { title: { zh: '各项存款余额', en: 'Deposits' }, unit: '亿元', frequency: 'M' },
  LOANS: { title: { zh: '各项贷款余额', en: 'Loans' }, unit: '亿元', frequency: 'M' },
  TRADE: {
    title: { zh: '进出口总额', en: 'Foreign trade' },
    unit: '百万美元',
    frequency: 'M',
    identities: [{ kind: 'parts', of: ['EXPORTS', 'IMPORTS'], tolerance: '0.02' }],
  },
  EXPORTS: { title: { zh: '出口额', en: 'Exports' }, unit: '百万美元', frequency: 'M' },
  IMPORTS: { title: { zh: '进口额', en: 'Imports' }, unit: '百万美元', frequency: 'M' },
  FOREX_SURPLUS: {
    title: { zh: '结售汇顺差', en: 'Foreign exchange settlement surplus' },
    unit: '百万美元',
    frequency: 'M',
  },
  TRADE_BALANCE: {
    title: { zh: '贸易差额', en: 'Balance of trade' },
    unit: '百万美元',
    frequency: 'M',
    derivation: { expression: 'EXPORTS - IMPORTS' },
  },
  LOANS_TO_DEPOSITS: {
    title: { zh: '存贷比', en: 'Loans to deposits' },
    unit: '%',
    frequency: 'M',
    decimals: 2,
    derivation: { expression: 'LOANS / DEPOSITS * 100' },
  },
  RETAIL_GROWTH: {
    title: { zh: '社会消费品零售总额同比增速', en: 'Retail sales, growth on a year ago' },
    unit: '%',
    frequency: 'M',
    decimals: 1,
    derivation: { expression: 'pc1(RETAIL_SALES)' },
  },
  NEW_ORGANISATIONS: {
    title: { zh: '新设立单位', en: 'Organisations founded' },
    unit: '家',
    frequency: 'A',
    derivation: {
      figure: { base: 'legal-entity', topic: 'registrations', code: '*' },
      areas: ['330200'],
      from: '2005',
    },
  },
  PERSONS: {
    title: { zh: '人口', en: 'Persons' },
    unit: '人',
    frequency: 'A',
    derivation: {
      figure: { base: 'population', topic: 'persons' },
      areas: ['330200', '330203', '330212'],
      from: '2012',
    },
  },
};
