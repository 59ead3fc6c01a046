import { describe, expect, it } from '@jest/globals';
import { personDictionary } from './dictionary.js';
import { personProfile } from './profile.js';
import { personReading } from './reading.js';

const SAMPLES: Record<string, unknown> = {
  ...{
    name: '王建国',
    familyName: '王',
    givenName: '建国',
    formerNames: ['王大'],
    kin: [{ target: { name: '王明' } }],
  },
  ...{ sex: '1', birthDate: '1980-05-01', phone: '13812341234', email: 'a@example.org' },
};

/** A person of whom this one attribute is known. */
function knownBy(path: string): Record<string, unknown> {
  const [head, ...rest] = path.split('.');
  const value = SAMPLES[path] ?? '宁波市某路1号';
  return { [head!]: rest.length === 0 ? value : { [rest.join('.')]: value } };
}

describe('the right to search', () => {
  const nothing = personProfile([{}]);
  const compared = Object.keys(personDictionary).filter(
    (path) => JSON.stringify(personProfile([knownBy(path)])) !== JSON.stringify(nothing),
  );

  it.each(compared)('by %s, which a match compares, can be asked for', (path) => {
    const covered = personReading.searchBy.some(
      (known) => known === path || path.startsWith(`${known}.`) || known.startsWith(`${path}.`),
    );
    expect({ path, covered: covered || path.endsWith('.division') }).toEqual({ path, covered: true });
  });

  it('is not asked for what tells nobody apart', () => expect(compared).not.toContain('maritalStatus'));
});
