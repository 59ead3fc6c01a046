import { describe, expect, it } from '@jest/globals';
import { blockingKeys } from './blocking-keys.js';

const keys = blockingKeys([
  {
    name: 'born',
    parts: [{ field: 'birthDate' }, { field: 'name' }],
    refine: [{ field: 'city' }, { field: 'phone' }, { field: 'address' }],
  },
  { name: 'birth', parts: [{ field: 'birthDate' }] },
  { name: 'year', parts: [{ field: 'birthDate', first: 4 }] },
]);

const person = { birthDate: ['1990-01-02'], name: ['a', 'b'], phone: ['1', '2'], address: ['x'] };

describe('keys of a record', () => {
  it('say which of them they refine, field by field; one the record lacks is left out', () => {
    const a = keys(person).filter(({ root }) => root === 'born:1990-01-02|a');
    expect(a.map(({ text }) => text)).toEqual([
      ...['born:1990-01-02|a', 'born:1990-01-02|a|1', 'born:1990-01-02|a|2'],
      ...['born:1990-01-02|a|1|x', 'born:1990-01-02|a|2|x'],
    ]);
    expect(keys(person)).toHaveLength(12);
  });

  it('say which of them begin with the same, whatever the rule', () => {
    const beginningsOf = (rule: string): Set<string> =>
      new Set(keys(person).flatMap(({ text, beginning }) => (text.startsWith(`${rule}:`) ? [beginning] : [])));
    expect(beginningsOf('born').size).toBe(1);
    expect(beginningsOf('born')).toEqual(beginningsOf('birth'));
    expect(beginningsOf('birth')).not.toEqual(beginningsOf('year'));
  });

  it('are no more than so many of one rule at each depth', () => {
    const many = Array.from({ length: 50 }, (_, i) => String(i));
    const born = keys({ ...person, name: many, phone: many }).filter(({ text }) => text.startsWith('born'));
    expect([1, 2, 3].map((bars) => born.filter(({ text }) => text.split('|').length === bars + 1).length)).toEqual([
      32, 32, 32,
    ]);
  });
});
