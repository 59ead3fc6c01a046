import { describe, expect, it } from '@jest/globals';
import type { AttributeSpec } from '@siku/catalogue';
import { standardiseJson } from './json-value.js';

const title = { zh: '题', en: 'Title' };
const of = (type: AttributeSpec['type'], rest: Partial<AttributeSpec> = {}): AttributeSpec => ({
  type,
  title,
  ...rest,
});
const relations = of('relations', {
  list: true,
  members: {
    type: of('code', { codes: { shareholder: title }, required: true }),
    'target.name': of('name'),
    'target.identifiers.uscc': of('identifier', { scheme: 'uscc' }),
    share: of('decimal'),
  },
});

describe('a value as JSON has it', () => {
  it.each([
    [of('name'), ' 宁波港 ', '宁波港'],
    [of('date'), '2007年3月5日', '2007-03-05'],
    [of('integer'), 12, 12],
    [of('decimal'), 0.5, 0.5],
    [of('figure'), 1.5, '1.5'],
    [of('boolean'), true, true],
    [of('name', { list: true }), ['甲公司', '乙公司'], ['甲公司', '乙公司']],
    [of('amount'), 5_000, { amount: 5_000, currency: 'CNY' }],
    [of('amount'), { amount: 5_000, currency: 'USD' }, { amount: 5_000, currency: 'USD' }],
    [of('point'), { type: 'Point', coordinates: [121.5, 29.9] }, { type: 'Point', coordinates: [121.5, 29.9] }],
    [of('geometry'), { type: 'Point', coordinates: [121.5, 29.9] }, { type: 'Point', coordinates: [121.5, 29.9] }],
    [
      relations,
      [{ type: 'shareholder', target: { name: '甲公司', identifiers: { uscc: '91110000600037341l' } }, share: 50 }],
      [{ type: 'shareholder', target: { name: '甲公司', identifiers: { uscc: '91110000600037341L' } }, share: 50 }],
    ],
  ])('of %j: %j', (spec, value, standard) => expect(standardiseJson(spec, value)).toMatchObject({ value: standard }));

  it.each([
    [of('name'), 5],
    [of('name'), ' '],
    [of('name'), ['甲公司']],
    [of('name'), { zh: '甲公司' }],
    [of('date'), { a: 1 }],
    [of('date'), 2007],
    [of('integer'), -5],
    [of('integer'), 1.5],
    [of('integer'), Number.NaN],
    [of('boolean'), 1],
    [of('identifier', { scheme: 'uscc' }), true],
    [of('name', { list: true }), '甲公司'],
    [of('name', { list: true }), ['甲公司', 1]],
    [of('amount'), { amount: '5', currency: 'CNY', more: 1 }],
    [of('amount'), { amount: {}, currency: 'CNY' }],
    [of('amount'), { amount: 5, currency: 'XX' }],
    [of('point'), { type: 'Nope', coordinates: [121.5, 29.9] }],
    [of('point'), { type: 'Point', coordinates: [121.5] }],
    [of('geometry'), { type: 'Nope' }],
    [relations, 'x'],
    [relations, [{ target: { name: '甲公司' } }]],
    [relations, [{ type: 'shareholder', foo: 1 }]],
    [relations, [{ type: 'nope' }]],
  ])('is none of %j: %j', (spec, value) => {
    const { value: standard, finding } = standardiseJson(spec, value);
    expect([standard, typeof finding?.code]).toEqual([undefined, 'string']);
  });
});
