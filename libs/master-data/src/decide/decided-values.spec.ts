import { describe, expect, it } from '@jest/globals';
import type { GoldenSegment } from '../survive/golden.js';
import { DOUBTED, withDecidedValues, type DecidedValue } from './decided-values.js';

const segment = (from: string, to: string | null, name: string): GoldenSegment => ({
  from,
  to,
  attributes: { name },
  provenance: { sources: [], values: { name: [0] } },
  ties: ['name'],
});

const value = (decision: number, more: Partial<DecidedValue> = {}): DecidedValue => ({
  decision,
  id: `d${decision}`,
  path: 'name',
  doubted: false,
  value: `decided ${decision}`,
  validFrom: '2015-01-01',
  validTo: null,
  ...more,
});

const names = (segments: readonly GoldenSegment[]): unknown[] =>
  segments.map(({ from, to, attributes }) => [from, to, attributes['name']]);

describe('values that stewards decided', () => {
  const delivered = [segment('2014-01-01', '2016-01-01', 'old'), segment('2016-01-01', null, 'new')];

  it('hold from their first day until the day after their last', () => {
    const decided = [value(1, { validFrom: '2015-01-01', validTo: '2017-01-01' })];
    expect(names(withDecidedValues(delivered, decided))).toEqual([
      ['2014-01-01', '2015-01-01', 'old'],
      ['2015-01-01', '2016-01-01', 'decided 1'],
      ['2016-01-01', '2017-01-01', 'decided 1'],
      ['2017-01-01', null, 'new'],
    ]);
  });

  it('the later decision counts, and both say whose word it is', () => {
    const [only] = withDecidedValues([segment('2015-01-01', null, 'x')], [value(2), value(1)]);
    expect(only).toMatchObject({
      attributes: { name: 'decided 2' },
      provenance: { values: { name: [] }, decisions: { name: 'd2' } },
      ties: [],
    });
  });

  it('null means that there is none', () => {
    const [only] = withDecidedValues([segment('2015-01-01', null, 'x')], [value(1, { value: null })]);
    expect(only!.attributes).toEqual({});
  });

  it('a doubt marks the value until a decision takes its place', () => {
    const doubt = value(1, { doubted: true, value: null });
    const [marked] = withDecidedValues([segment('2015-01-01', null, 'x')], [doubt]);
    expect(marked!.attributes).toEqual({ name: 'x', [DOUBTED]: ['name'] });
    const [settled] = withDecidedValues([segment('2015-01-01', null, 'x')], [doubt, value(2)]);
    expect(settled!.attributes).toEqual({ name: 'decided 2' });
    const [absent] = withDecidedValues([segment('2015-01-01', null, 'x')], [{ ...doubt, path: 'phone' }]);
    expect(absent!.attributes).toEqual({ name: 'x' });
  });

  it('changes nothing of what was derived before', () => {
    const before = structuredClone(delivered);
    withDecidedValues(delivered, [value(1)]);
    expect(delivered).toEqual(before);
    expect(withDecidedValues(delivered, [])).toBe(delivered);
  });
});
