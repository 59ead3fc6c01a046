import { describe, expect, it } from '@jest/globals';
import type { AttributeDictionary } from '../dictionary/attribute-spec.js';
import { checkDefinition } from './definition-check.js';

const title = { zh: '题', en: 'title' };
const dictionary: AttributeDictionary = {
  name: { type: 'name', title, required: true },
  formerNames: { type: 'name', title, list: true },
  'identifiers.uscc': { type: 'identifier', scheme: 'uscc', title },
  'identifiers.x-*': { type: 'identifier', title },
  establishedOn: { type: 'date', title },
  status: { type: 'code', title, codes: { active: title, cancelled: title } },
  'address.text': { type: 'address', title },
  'address.division': { type: 'division', title },
  registeredCapital: { type: 'amount', title },
  relations: {
    type: 'relations',
    title,
    list: true,
    members: {
      type: { type: 'code', title, codes: { 'branch-of': title } },
      'target.name': { type: 'name', title },
    },
  },
};
const scope = { bases: new Map([['legal-entity', dictionary]]), departments: new Set(['civil-affairs']) };

const valid = {
  base: 'legal-entity',
  department: 'civil-affairs',
  title: { zh: '社会组织登记', en: 'Social organisations' },
  key: ['登记证号'],
  mapping: {
    name: '单位名称',
    formerNames: { from: ['曾用名1', '曾用名2'] },
    'identifiers.uscc': { from: '统一社会信用代码' },
    'identifiers.x-civil-no': '登记证号',
    establishedOn: { from: '成立日期', format: 'yyyy年MM月dd日' },
    status: { from: '状态', codes: { 正常: 'active', 注销: 'cancelled', 其他: null } },
    'address.text': { from: ['区县', '街道', '门牌'], join: '' },
    'registeredCapital.amount': { from: '开办资金', unit: '万元' },
    relations: [{ type: { constant: 'branch-of' }, 'target.name': '总公司名称' }],
  },
  effectiveDate: '变更日期',
  trust: { status: 90, address: 40, '*': 60 },
  updateCycle: 'monthly',
  sharing: 'conditional',
  open: false,
  classification: 'general',
};

const errorsOf = (json: unknown): string[] =>
  checkDefinition(json, scope).map(({ pointer, code }) => `${pointer} ${code}`);
const withMapping = (mapping: object): object => ({ ...valid, mapping: { name: '单位名称', ...mapping } });

describe('checkDefinition', () => {
  it('accepts the definition of the design page', () => {
    expect(checkDefinition(valid, scope)).toEqual([]);
  });

  it.each<[string, unknown, string[]]>([
    ['no object', 'text', [' wrong-type']],
    ['an empty object', {}, ['/base', '/department', '/title', '/key', '/mapping'].map((at) => `${at} missing-member`)],
    ['an unknown member', { ...valid, effectivDate: 'x' }, ['/effectivDate unknown-member']],
    [
      'an unknown member of a rule',
      withMapping({ establishedOn: { from: 'a', fromat: 'yyyy' } }),
      ['/mapping/establishedOn/fromat unknown-member'],
    ],
    ['an unknown base', { ...valid, base: 'legal-entities' }, ['/base unknown-base']],
    ['an unknown department', { ...valid, department: 'civil-affair' }, ['/department unknown-department']],
    ['an unknown attribute', withMapping({ stauts: 'a' }), ['/mapping/stauts unknown-attribute']],
    [
      'a reserved scheme',
      withMapping({ 'identifiers.x-invalid-uscc': 'a' }),
      ['/mapping/identifiers.x-invalid-uscc unknown-attribute'],
    ],
    [
      'the same attribute twice',
      withMapping({ registeredCapital: 'a', 'registeredCapital.amount': 'b' }),
      ['/mapping/registeredCapital.amount target-twice'],
    ],
    ['no name', { ...valid, mapping: { establishedOn: 'a' } }, ['/mapping/name required-not-mapped']],
    ['neither from nor constant', withMapping({ status: { codes: {} } }), ['/mapping/status rule-source']],
    ['from and constant', withMapping({ status: { from: 'a', constant: 'active' } }), ['/mapping/status rule-source']],
    [
      'join of one column',
      withMapping({ 'address.text': { from: 'a', join: '-' } }),
      ['/mapping/address.text/join rule-contradiction'],
    ],
    [
      'split of what is no list',
      withMapping({ 'address.text': { from: 'a', split: ';' } }),
      ['/mapping/address.text/split rule-contradiction'],
    ],
    [
      'a code that is none',
      withMapping({ status: { from: 'a', codes: { 'a/b': 'actve' } } }),
      ['/mapping/status/codes/a~1b unknown-code'],
    ],
    [
      'a constant that is no code',
      withMapping({ status: { constant: 'x' } }),
      ['/mapping/status/constant unknown-code'],
    ],
    [
      'a default that is no division',
      withMapping({ 'address.division': { from: 'a', default: '999999' } }),
      ['/mapping/address.division/default unknown-code'],
    ],
    [
      'strict without a table',
      withMapping({ status: { from: 'a', strict: true } }),
      ['/mapping/status/strict rule-contradiction'],
    ],
    [
      'a format of what is no date',
      withMapping({ status: { from: 'a', format: 'yyyy' } }),
      ['/mapping/status/format rule-contradiction'],
    ],
    [
      'a bad format',
      withMapping({ establishedOn: { from: 'a', format: 'YYYY-MM-DD' } }),
      ['/mapping/establishedOn/format date-format'],
    ],
    [
      'a unit that no amount of money has',
      withMapping({ 'registeredCapital.amount': { from: 'a', unit: '万吨' } }),
      ['/mapping/registeredCapital.amount/unit unknown-unit'],
    ],
    [
      'a unit of what is no figure',
      withMapping({ status: { from: 'a', unit: '万元' } }),
      ['/mapping/status/unit rule-contradiction'],
    ],
    [
      'a pattern out of bounds',
      withMapping({ status: { from: 'a', pattern: '(a)\\1' } }),
      ['/mapping/status/pattern pattern-unsupported'],
    ],
    ['one rule for relations', withMapping({ relations: 'a' }), ['/mapping/relations wrong-type']],
    ['a list of rules for one value', withMapping({ status: [{ from: 'a' }] }), ['/mapping/status wrong-type']],
    [
      'a relation to nobody',
      withMapping({ relations: [{ type: { constant: 'branch-of' } }] }),
      ['/mapping/relations/0 missing-member'],
    ],
    [
      'a relation of no type',
      withMapping({ relations: [{ 'target.name': 'a' }] }),
      ['/mapping/relations/0/type missing-member'],
    ],
    [
      'a relation of unknown type',
      withMapping({ relations: [{ type: { constant: 'x' }, 'target.name': 'a' }] }),
      ['/mapping/relations/0/type/constant unknown-code'],
    ],
    ['trust beyond 100', { ...valid, trust: { name: 101 } }, ['/trust/name out-of-range']],
    ['trust in nothing', { ...valid, trust: { nmae: 50 } }, ['/trust/nmae unknown-attribute']],
    ['a share beyond 1', { ...valid, maxEndedShare: 20 }, ['/maxEndedShare out-of-range']],
    ['an unknown cycle', { ...valid, updateCycle: 'montly' }, ['/updateCycle value-not-allowed']],
    ['open but not shared', { ...valid, sharing: 'none', open: true }, ['/open open-contradiction']],
    ['open and important', { ...valid, classification: 'important', open: true }, ['/open open-contradiction']],
    [
      'an effective date without days',
      { ...valid, effectiveDate: { from: 'a', format: 'yyyy-MM' } },
      ['/effectiveDate/format date-format'],
    ],
    ['an empty key', { ...valid, key: [] }, ['/key out-of-range']],
    ['a key column twice', { ...valid, key: ['a', 'a'] }, ['/key out-of-range']],
    ['nothing to delete by', { ...valid, deleted: { column: 'a', values: [] } }, ['/deleted/values out-of-range']],
  ])('refuses %s', (_, json, expected) => {
    expect(errorsOf(json)).toEqual(expected);
  });

  it('says what was probably meant', () => {
    const [error] = checkDefinition(withMapping({ stauts: 'a' }), scope);
    expect(error!.message).toEqual({
      zh: '数据字典中没有属性“stauts”，是否应为“status”？',
      en: 'The dictionary has no attribute "stauts"; did you mean "status"?',
    });
    expect(checkDefinition(withMapping({ uscc: 'a' }), scope)[0]!.message.en).toContain('"identifiers.uscc"');
    expect(checkDefinition({ ...valid, effectivDate: 'x' }, scope)[0]!.message.en).toContain('"effectiveDate"');
  });
});
