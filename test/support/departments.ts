import type { System } from './system.js';

/** Two departments that know the same organisations, in their own words. */
export const registry = {
  base: 'legal-entity',
  department: 'industry-commerce',
  title: { zh: '企业登记', en: 'Company registration' },
  key: ['注册号'],
  mapping: {
    name: '企业名称',
    'identifiers.uscc': '统一社会信用代码',
    'address.text': '住所',
    'legalRepresentative.name': '法定代表人',
    establishedOn: '成立日期',
    status: { from: '状态', codes: { 在业: 'active', 注销: 'cancelled' } },
  },
  trust: { '*': 90 },
};

export const taxpayers = {
  base: 'legal-entity',
  department: 'state-tax',
  title: { zh: '纳税人登记', en: 'Taxpayers' },
  key: ['纳税人识别号'],
  mapping: {
    name: '纳税人名称',
    'identifiers.taxNo': '纳税人识别号',
    'identifiers.uscc': '社会信用代码',
    'address.text': '生产经营地址',
    phone: '联系电话',
  },
  trust: { '*': 60, phone: 95 },
};

export async function onboard(system: System): Promise<void> {
  for (const [code, zh, en] of [
    ['industry-commerce', '市工商局', 'Industry and Commerce'],
    ['state-tax', '市国税局', 'State Taxation'],
  ]) {
    const answer = await system.put(`/v1/departments/${code}`, { title: { zh, en } });
    if (answer.status > 201) throw new Error(answer.text);
  }
  for (const [code, definition] of Object.entries({ registry, taxpayers })) {
    const answer = await system.put(`/v1/datasets/${code}`, definition);
    if (answer.status > 201) throw new Error(answer.text);
  }
}

export const csv = (header: string, ...rows: string[]): string => [header, ...rows, ''].join('\r\n');
