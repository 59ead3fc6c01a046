import { describe, expect, it } from '@jest/globals';
import type { AttributeDictionary } from '@siku/catalogue';
import { Problem } from '@siku/platform';
import type { Attributes, BaseDefinition } from '../base/base-definition.js';
import { askedAttributes } from './asked-attributes.js';

const title = { zh: '', en: '' };

const attributes: AttributeDictionary = {
  name: { type: 'name', title },
  formerNames: { type: 'name', list: true, title },
  birthDate: { type: 'date', title },
  outline: { type: 'geometry', title },
  employees: { type: 'integer', title },
  capital: { type: 'amount', title },
  phone: { type: 'phone', title },
  'identifiers.residentId': { type: 'identifier', scheme: 'residentId', title },
  'address.text': { type: 'address', title },
  kin: { type: 'relations', list: true, title, members: { type: { type: 'text', title } } },
};

const asked = (said: unknown): Attributes => askedAttributes({ attributes } as BaseDefinition, said as Attributes);

const refused = (said: unknown): [string, (string | undefined)[]] => {
  try {
    asked(said);
  } catch (error) {
    if (error instanceof Problem) return [error.code, error.errors.map((each) => each.pointer)];
    throw error;
  }
  return ['accepted', []];
};

describe('attributes that somebody asks with', () => {
  it('are brought to the form of a delivery', () => {
    expect(
      asked({
        name: ' 王建国 ',
        birthDate: '1980年5月1日',
        phone: '+86 138-1234-1234',
        identifiers: { residentId: '330203800501117' },
        employees: 12,
        kin: [{ type: 'spouse', target: { name: '李秀英' } }],
      }),
    ).toEqual({
      name: '王建国',
      birthDate: '1980-05-01',
      phone: '13812341234',
      identifiers: { residentId: expect.stringMatching(/^33020319800501117[\dX]$/) as unknown },
      employees: 12,
      kin: [{ type: 'spouse', target: { name: '李秀英' } }],
    });
  });

  it('keep a number that fails its check apart', () => {
    expect(asked({ identifiers: { residentId: '330203198005011170' } })).toEqual({
      identifiers: { 'x-invalid-residentId': '330203198005011170' },
    });
  });

  it('may be empty', () => {
    expect(asked({ name: null, birthDate: '', formerNames: [] })).toEqual({ formerNames: [] });
  });

  it.each([
    ['unknown-member', { nmae: 'x' }, '#/attributes/nmae'],
    ['unknown-member', { identifiers: 'x' }, '#/attributes/identifiers'],
    ['invalid-value', { name: 5 }, '#/attributes/name'],
    ['invalid-value', { name: { a: 1 } }, '#/attributes/name'],
    ['invalid-value', { formerNames: '王' }, '#/attributes/formerNames'],
    ['invalid-value', { formerNames: [7] }, '#/attributes/formerNames'],
    ['invalid-value', { birthDate: 'soon' }, '#/attributes/birthDate'],
    ['invalid-value', { address: { text: 5 } }, '#/attributes/address/text'],
    ['invalid-value', { outline: { a: 1 } }, '#/attributes/outline'],
    ['invalid-value', { employees: -1 }, '#/attributes/employees'],
    ['invalid-value', { kin: 5 }, '#/attributes/kin'],
    ['invalid-value', { kin: [{ target: [true] }] }, '#/attributes/kin'],
  ])('are refused by their place: %s %j', (code, said, pointer) => {
    expect(refused(said)).toEqual([code, [pointer]]);
  });

  it('are not repeated in a refusal', () => {
    try {
      asked({ birthDate: '王建国' });
    } catch (error) {
      expect(JSON.stringify([(error as Problem).text, (error as Problem).errors])).not.toContain('王');
      return;
    }
    throw new Error('it was accepted');
  });
});
