import { describe, expect, it } from '@jest/globals';
import { sameStructure } from './same-structure.js';

describe('sameStructure', () => {
  const code = { id: 'A', name: '年', names: { zh: '年', en: 'Annual' } };
  const list = (of: object, more: object = {}) => ({ id: 'CL', codes: [of], partial: undefined, ...more });

  it('does not ask which language comes first', () => {
    expect(sameStructure(list(code), list({ ...code, name: 'Annual', names: { en: 'Annual', zh: '年' } }))).toBe(true);
  });

  it('asks for every text, and every other member', () => {
    expect(sameStructure(list(code), list({ ...code, names: { zh: '年' } }))).toBe(false);
    expect(sameStructure(list({ id: 'A', name: 'x' }), list({ id: 'A', name: 'y' }))).toBe(false);
    expect(sameStructure(list(code), list(code, { version: '2.0.0' }))).toBe(false);
  });
});
