import { describe, expect, it } from '@jest/globals';
import { allKeys, blockingKeys } from './blocking-keys.js';

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
  it('come with those that refine them, field by field; one the record lacks is left out', () => {
    const [a] = keys(person);
    expect(a).toMatchObject({
      text: 'born:1990-01-02|a',
      finer: [
        { text: 'born:1990-01-02|a|1', finer: [{ text: 'born:1990-01-02|a|1|x', finer: [] }] },
        { text: 'born:1990-01-02|a|2', finer: [{ text: 'born:1990-01-02|a|2|x', finer: [] }] },
      ],
    });
    expect(allKeys(keys(person))).toHaveLength(12);
  });

  it('say which of them begin with the same, whatever the rule', () => {
    const beginnings = allKeys(keys(person)).map(({ text, beginning }) => [text.split(':')[0], beginning] as const);
    const [born, birth, year] = ['born', 'birth', 'year'].map(
      (rule) => new Set(beginnings.flatMap(([name, beginning]) => (name === rule ? [beginning] : []))),
    );
    expect(born!.size).toBe(1);
    expect(born).toEqual(birth);
    expect(birth).not.toEqual(year);
  });

  it('are no more than so many of one rule at each depth', () => {
    const many = Array.from({ length: 50 }, (_, i) => String(i));
    const born = keys({ ...person, name: many, phone: many }).filter(({ text }) => text.startsWith('born'));
    expect(born).toHaveLength(32);
    expect(born.flatMap(({ finer }) => finer)).toHaveLength(32);
  });
});
