import { describe, expect, it } from '@jest/globals';
import { targetsOf } from '@siku/catalogue';
import { codeListNames } from '@siku/standards';
import { personDictionary } from './dictionary.js';

const looksEmpty = (path: string, value: string): boolean =>
  (personDictionary[path]!.placeholders ?? []).some((source) => new RegExp(source, 'u').test(value));

describe('personDictionary', () => {
  it('has the names of the design page', () => {
    const heads = new Set(targetsOf(personDictionary).map((path) => path.split('.')[0]));
    for (const name of [
      ...['name', 'familyName', 'givenName', 'formerNames', 'sex', 'birthDate', 'deathDate', 'ethnicity'],
      ...['identifiers', 'nationality', 'birthplace', 'registeredAddress', 'residenceAddress', 'phone', 'email'],
      ...['maritalStatus', 'education', 'occupation', 'household', 'kin'],
    ]) {
      expect(heads).toContain(name);
    }
  });

  it('refers only to what exists: code lists, aliases, other attributes', () => {
    for (const [path, { codes, aliases, notBefore, statedIn, asOf }] of Object.entries(personDictionary)) {
      if (typeof codes === 'string') expect(codeListNames()).toContain(codes);
      for (const code of Object.values(aliases ?? {})) expect(Object.keys(codes as object)).toContain(code);
      for (const other of [notBefore, asOf, ...(statedIn?.paths ?? [])])
        if (other) expect([path, other in personDictionary]).toEqual([path, true]);
    }
  });

  it('gives no synonym to two attributes', () => {
    const owner = new Map<string, string>();
    for (const [path, { synonyms = [] }] of Object.entries(personDictionary)) {
      for (const word of synonyms) {
        expect([word, owner.get(word) ?? path]).toEqual([word, path]);
        owner.set(word, path);
      }
    }
  });

  it('reads the relations to the head of household of GB/T 4761, and what registers make of them', () => {
    const { codes, aliases } = personDictionary['household.role']!;
    for (const [word, role] of [
      ...[
        ['三女', 'child'],
        ['20', 'child'],
        ['养子', 'child'],
        ['外孙女', 'grandchild'],
        ['儿媳妇', 'child-in-law'],
      ],
      ...[
        ['岳父', 'other'],
        ['55', 'other'],
        ['曾孙', 'other'],
        ['弟媳', 'other'],
        ['外祖母', 'grandparent'],
        ['姐姐', 'sibling'],
      ],
    ] as const) {
      expect([word, aliases?.[word]]).toEqual([word, role]);
    }
    // Ten groups of ten, the codes 03 to 09, 13 to 19 and 98 are not used.
    const numbers = Array.from({ length: 99 }, (_, i) => String(i + 1).padStart(2, '0'));
    const unused = numbers.filter((number) => aliases?.[number] === undefined);
    expect(unused).toEqual([...numbers.slice(2, 9), ...numbers.slice(12, 19), '98']);
    expect(Object.keys(codes as object)).toContain('head');
  });

  it('knows what forms are filled with', () => {
    for (const [path, value] of [
      ['identifiers.residentId', '111111111111111111'],
      ['identifiers.residentId', '11111119900101001X'],
      ['identifiers.residentId', '330203190001010013'],
      ['identifiers.residentId', '123456789012345678'],
      ['identifiers.passport', 'E00000000'],
      ['identifiers.passport', 'E12345678'],
      ['birthDate', '1900'],
      ['birthDate', '1111-11-11'],
      ['name', '不详'],
      ['name', '测试人员'],
      ['name', 'XXX'],
    ] as const) {
      expect([path, value, looksEmpty(path, value)]).toEqual([path, value, true]);
    }
    for (const [path, value] of [
      ['identifiers.residentId', '360426199101010071'],
      ['identifiers.residentId', '110101199001011237'],
      ['identifiers.passport', 'E87654321'],
      ['birthDate', '1900-05-02'],
      ['name', '吴名'],
      ['name', '测宇'],
    ] as const) {
      expect([path, value, looksEmpty(path, value)]).toEqual([path, value, false]);
    }
  });
});
