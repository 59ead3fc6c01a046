import { describe, expect, it } from '@jest/globals';
import type { AttributeDictionary, DatasetDefinition } from '@siku/catalogue';
import { Vault } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { rowSealOf } from './row-seal.js';

const title = { zh: '', en: '' };
const attributes: AttributeDictionary = {
  name: { type: 'name', title },
  'identifiers.residentId': { type: 'identifier', sealed: true, title },
  'identifiers.x-*': { type: 'identifier', sealed: true, title },
  'identifiers.code': { type: 'identifier', title },
  kin: {
    type: 'relations',
    list: true,
    title,
    members: {
      type: { type: 'text', title },
      'target.identifiers.residentId': { type: 'identifier', sealed: true, title },
    },
  },
};
const vault = Vault.ephemeral();
const base = { attributes, reading: 'open' } as unknown as BaseDefinition;
const definition = (mapping: DatasetDefinition['mapping'], key = ['编号']) => ({ mapping, key }) as DatasetDefinition;

describe('sealing of rows', () => {
  const seal = rowSealOf(base, definition({ name: '姓名', 'identifiers.residentId': '身份证号' }), vault);

  it('seals what the dictionary says, at any depth, and what failed its check too', () => {
    const record = {
      name: '张三',
      identifiers: { residentId: '1', code: '2', 'x-invalid-residentId': '3', 'x-card': '4' },
      kin: [{ type: 'child', target: { identifiers: { residentId: '5' } } }],
    };
    const sealed = seal.attributes(record);
    expect(sealed).toEqual({
      name: '张三',
      identifiers: {
        residentId: vault.seal('1'),
        code: '2',
        'x-invalid-residentId': vault.seal('3'),
        'x-card': vault.seal('4'),
      },
      kin: [{ type: 'child', target: { identifiers: { residentId: vault.seal('5') } } }],
    });
    expect(vault.openAll(sealed)).toEqual(record);
  });

  it('seals rows with issues whole', () => {
    expect(vault.openJson(seal.delivered(['张三', null, '1']))).toEqual(['张三', null, '1']);
    expect(seal.delivered('1')).toBe(vault.seal('1'));
    expect(seal.delivered(null)).toBeNull();
  });

  it('seals keys made of sealed columns, and all keys where reading is bound to a purpose', () => {
    expect(seal.key('7')).toBe('7');
    const byNumber = definition({ 'identifiers.residentId': { from: ['身份证号'] } }, ['身份证号']);
    expect(rowSealOf(base, byNumber, vault).key('7')).toBe(vault.seal('7'));
    const bound = { ...base, reading: {} } as BaseDefinition;
    expect(rowSealOf(bound, definition({ 'identifiers.residentId': '身份证号' }), vault).key('7')).toBe(
      vault.seal('7'),
    );
  });

  it('leaves alone what has nothing to seal, members of relations included', () => {
    const plain = rowSealOf(base, definition({ name: '姓名', kin: [{ type: '关系' }] }), vault);
    expect(plain.delivered('1')).toBe('1');
    const kin = rowSealOf(base, definition({ kin: [{ 'target.identifiers.residentId': '亲属' }] }), vault);
    expect(kin.delivered('1')).toBe(vault.seal('1'));
  });
});
