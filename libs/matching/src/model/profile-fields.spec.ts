import { describe, expect, it } from '@jest/globals';
import { distinct, profileOf, valuesOf } from './profile-fields.js';

describe('valuesOf', () => {
  it('is what each item says, one value or several, every one once and in their order', () => {
    const records = [{ said: 'b' }, { said: ['c', 'b', 'a'] }, { said: 'c' }];
    expect(valuesOf(records, ({ said }) => said)).toEqual(['b', 'c', 'a']);
  });

  it('leaves out nothing and the empty text', () => {
    expect(valuesOf([undefined, '', [undefined, '', 'a'], []], (said) => said)).toEqual(['a']);
  });
});

describe('distinct', () => {
  it('keeps the first of equal values', () => {
    expect(distinct(['b', undefined, 'a', 'b', ''])).toEqual(['b', 'a']);
  });
});

describe('profileOf', () => {
  it('has only the fields with values, in their order', () => {
    expect(JSON.stringify(profileOf({ name: ['n'], phone: [], address: ['a', 'b'] }))).toBe(
      '{"name":["n"],"address":["a","b"]}',
    );
  });
});
