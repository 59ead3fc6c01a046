import { describe, expect, it } from '@jest/globals';
import { checkDefinition, targetsOf } from '@siku/catalogue';
import { codeListNames } from '@siku/standards';
import { legalEntityDictionary } from './dictionary.js';

const scope = { bases: new Map([['legal-entity', legalEntityDictionary]]), departments: new Set(['civil-affairs']) };

describe('legalEntityDictionary', () => {
  it('has the names of the design page', () => {
    const heads = new Set(targetsOf(legalEntityDictionary).map((path) => path.split('.')[0]));
    for (const name of [
      ...[
        'name',
        'formerNames',
        'identifiers',
        'kind',
        'industry',
        'status',
        'establishedOn',
        'cancelledOn',
        'registeredCapital',
      ],
      ...['address', 'operatingAddress', 'legalRepresentative', 'scope', 'phone', 'employees', 'relations'],
    ]) {
      expect(heads).toContain(name);
    }
  });

  it('accepts the definition of the design page', () => {
    const definition = {
      base: 'legal-entity',
      department: 'civil-affairs',
      title: { zh: '社会组织登记', en: '…' },
      key: ['登记证号'],
      mapping: {
        name: '单位名称',
        'identifiers.uscc': { from: '统一社会信用代码' },
        establishedOn: { from: '成立日期', format: 'yyyy年MM月dd日' },
        status: { from: '状态', codes: { 正常: 'active', 注销: 'cancelled' } },
        'address.text': { from: ['区县', '街道', '门牌'], join: '' },
      },
      effectiveDate: '变更日期',
      trust: { status: 90 },
      updateCycle: 'monthly',
      sharing: 'conditional',
      open: false,
      classification: 'general',
    };
    expect(checkDefinition(definition, scope)).toEqual([]);
  });

  it('refers only to what exists: code lists, aliases, other attributes', () => {
    for (const [path, { codes, aliases, notBefore, statedIn }] of Object.entries(legalEntityDictionary)) {
      if (typeof codes === 'string') expect(codeListNames()).toContain(codes);
      for (const code of Object.values(aliases ?? {})) expect(Object.keys(codes as object)).toContain(code);
      for (const other of [notBefore, ...(statedIn?.paths ?? [])])
        if (other) expect([path, other in legalEntityDictionary]).toEqual([path, true]);
    }
  });

  it('gives no synonym to two attributes', () => {
    const owner = new Map<string, string>();
    for (const [path, { synonyms = [] }] of Object.entries(legalEntityDictionary)) {
      for (const word of synonyms) {
        expect([word, owner.get(word) ?? path]).toEqual([word, path]);
        owner.set(word, path);
      }
    }
  });
});
