import { it } from '@jest/globals';
import { legalEntityDictionary } from '../../../legal-entity/src/dictionary.js';
import { compileDataset, prepareRow, sourceKeyOf } from './prepare-row.js';
import { checkUscc, usccCheckCharacter } from '@siku/standards';
it('perf', () => {
  const columns = ['名', '码', '号', '状态', '日期', '资本', '区', '街', '门', '区划', '法人', '电话', '人数', '行业', '范围'];
  const def = { base: 'b', department: 'd', title: { zh: '', en: '' }, key: ['号'], mapping: {
    name: '名', 'identifiers.uscc': '码', 'identifiers.registrationNo': '号', status: { from: '状态', codes: { 正常: 'active' } }, establishedOn: { from: '日期', format: 'yyyy年MM月dd日' },
    registeredCapital: { from: '资本', unit: '万元' }, 'address.text': { from: ['区', '街', '门'] }, 'address.division': '区划', 'legalRepresentative.name': '法人', phone: '电话', employees: '人数', industry: '行业', scope: '范围' } };
  const plan = compileDataset(def, legalEntityDictionary, columns);
  const N = 200_000;
  const rows = Array.from({ length: N }, (_, i) => {
    const body = '91330200' + String(100000000 + i * 7).slice(-9);
    return { row: i + 2, values: ['宁波市海曙' + i + '贸易有限公司', body + usccCheckCharacter(body), String(330200000000000 + i), '正常', `${1990 + (i % 30)}年${1 + (i % 12)}月${1 + (i % 28)}日`, String(100 + (i % 500)), '海曙区', '中山西路' + (i % 300) + '号', i % 2 ? '2幢' : null, '330203', '张三' + i, '0574-8' + String(1000000 + i), String(i % 100), '3463', '五金、机电、（化工）产品的批发、零售；' + i] };
  });
  for (const r of rows.slice(0, 20000)) prepareRow(plan, r);
  let t = performance.now();
  let issues = 0;
  for (const r of rows) issues += prepareRow(plan, r).issues.length;
  console.log('prepare us/row', ((performance.now() - t) / N) * 1000, issues);
  t = performance.now();
  for (const r of rows) sourceKeyOf(plan, r);
  console.log('key us/row', ((performance.now() - t) / N) * 1000);
  t = performance.now();
  for (const r of rows) checkUscc(r.values[1]!);
  console.log('uscc us', ((performance.now() - t) / N) * 1000);
});
