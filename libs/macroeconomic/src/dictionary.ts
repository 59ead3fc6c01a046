import type { AttributeDictionary } from '@siku/catalogue';
import type { Message } from '@siku/standards';

const title = (zh: string, en: string): Message => ({ zh, en });

/** SDMX CL_FREQ */
export const FREQUENCY_TITLES: Record<string, Message> = {
  A: title('年', 'Annual'),
  S: title('半年', 'Half-yearly'),
  Q: title('季', 'Quarterly'),
  M: title('月', 'Monthly'),
  W: title('周', 'Weekly'),
  D: title('日', 'Daily'),
};

/** SDMX CL_SEASONAL_ADJUST */
export const ADJUSTMENT_TITLES: Record<string, Message> = {
  N: title('未经调整', 'Neither seasonally nor working-day adjusted'),
  S: title('季节调整', 'Seasonally adjusted'),
  W: title('工作日调整', 'Working-day adjusted'),
  Y: title('季节和工作日调整', 'Working-day and seasonally adjusted'),
};

export const STATUS_TITLES: Record<string, Message> = {
  normal: title('正常', 'Normal'),
  provisional: title('初步', 'Provisional'),
  estimated: title('估计', 'Estimated'),
  revised: title('修订', 'Revised'),
  missing: title('缺失', 'Missing'),
  confidential: title('保密', 'Confidential'),
};

/** Status → SDMX CL_OBS_STATUS */
export const STATUS_CODES: Readonly<Record<string, string>> = {
  ...{ normal: 'A', revised: 'A', provisional: 'P', estimated: 'E', missing: 'M', confidential: 'Q' },
};

/** An observation: the series by its four attributes, the period, and what was observed. */
export const observationDictionary: AttributeDictionary = {
  indicator: {
    type: 'code',
    required: true,
    saidOnce: 'in-title',
    title: title('指标', 'Indicator'),
    description: title('指标代码，见 /v1/indicators', 'Code of the indicator, see /v1/indicators'),
    synonyms: ['指标', '指标代码', '指标名称', '项目', 'indicator'],
  },
  area: {
    type: 'area',
    asOf: 'period',
    saidOnce: 'in-title',
    required: true,
    title: title('地区', 'Area'),
    description: title('GB/T 2260 代码或名称，或国家代码', 'GB/T 2260 code or name, or the code of a country'),
    synonyms: ['地区', '地区代码', '区划代码', '行政区划', '区县', '区县市', '县市区', '城市', 'area', 'ref_area'],
  },
  frequency: {
    type: 'code',
    required: true,
    saidOnce: 'by-periods',
    codes: FREQUENCY_TITLES,
    aliases: { 年度: 'A', 季度: 'Q', 月度: 'M', 半年度: 'S', 年报: 'A', 季报: 'Q', 月报: 'M' },
    title: title('频率', 'Frequency'),
    synonyms: ['频率', '频度', 'frequency', 'freq'],
  },
  adjustment: {
    type: 'code',
    required: true,
    usual: 'N',
    codes: ADJUSTMENT_TITLES,
    aliases: { 原始: 'N', 季调: 'S' },
    title: title('季节调整', 'Seasonal adjustment'),
    synonyms: ['季节调整', '季调', 'adjustment'],
  },
  period: {
    type: 'period',
    required: true,
    saidOnce: 'in-title',
    title: title('时期', 'Period'),
    description: title('2026、2026-Q3、2026-09 等', '2026, 2026-Q3, 2026-09 and the like'),
    synonyms: ['时期', '期间', '时间', '年月', '年份', '年度', '报告期', 'period', 'time_period'],
  },
  value: {
    type: 'figure',
    measured: { in: 'unit', by: 'indicator' },
    title: title('数值', 'Value'),
    description: title('按报送的小数位数保存', 'With the decimals it was delivered with'),
    synonyms: ['数值', '值', '本期', '本月', '当月', '金额', 'value', 'obs_value'],
  },
  unit: {
    type: 'text',
    maxLength: 50,
    saidOnce: 'as-unit',
    title: title('单位', 'Unit'),
    synonyms: ['单位', '计量单位', 'unit', 'unit_measure'],
  },
  status: {
    type: 'code',
    codes: STATUS_TITLES,
    aliases: {
      A: 'normal',
      P: 'provisional',
      E: 'estimated',
      R: 'revised',
      M: 'missing',
      C: 'confidential',
      初步核算: 'provisional',
      最终核实: 'normal',
    },
    title: title('状态', 'Status'),
    synonyms: ['状态', '数据状态', 'status', 'obs_status'],
  },
  source: {
    type: 'text',
    maxLength: 200,
    title: title('来源', 'Source'),
    synonyms: ['来源', '数据来源', 'source'],
  },
  note: { type: 'text', maxLength: 2000, title: title('备注', 'Note'), synonyms: ['备注', '说明', '注', 'note'] },
};
