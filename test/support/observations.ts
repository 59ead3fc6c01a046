import type { System } from './system.js';

/** Quarterly figures with the day each was published on. */
export const gdpRelease = {
  base: 'macroeconomic',
  department: 'statistics',
  title: { zh: '地区生产总值', en: 'Gross regional product' },
  key: ['地区', '时期'],
  mapping: {
    indicator: { constant: 'GDP' },
    area: '地区',
    frequency: { constant: 'Q' },
    adjustment: { constant: 'N' },
    period: '时期',
    value: '数值',
    status: { from: '状态', optional: true },
    unit: { constant: '亿元' },
  },
  effectiveDate: { from: '发布日期' },
  deleted: { column: '状态', values: ['撤回'] },
  trust: { '*': 90 },
};

/** Another department's word on the same, without dates of its own. */
export const gdpOfCommission = {
  ...gdpRelease,
  department: 'reform-commission',
  title: { zh: '经济运行', en: 'Economic monitor' },
  mapping: { ...gdpRelease.mapping, status: { constant: 'estimated' } },
  effectiveDate: undefined,
  deleted: undefined,
  trust: { '*': 40 },
};

export async function onboardObservations(system: System): Promise<void> {
  const put = async (path: string, body: object): Promise<void> => {
    const answer = await system.put(path, body);
    if (answer.status > 201) throw new Error(answer.text);
  };
  await put('/v1/departments/statistics', { title: { zh: '市统计局', en: 'Statistics' } });
  await put('/v1/departments/reform-commission', { title: { zh: '市发改委', en: 'Reform commission' } });
  await put('/v1/datasets/gdp-release', gdpRelease);
  await put('/v1/datasets/gdp-monitor', gdpOfCommission);
}
