import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { checkOrganisationCode, organisationCodeCheckCharacter } from './organisation-code.js';
import { checkUscc, organisationCodeOf, usccCheckCharacter } from './uscc.js';

const GENUINE = new URL('../../../../../shared/data/legal-entity/uscc_valid_200.txt', import.meta.url);
const EVERY_CHARACTER = Array.from({ length: 0x7f - 0x20 }, (_, i) => String.fromCharCode(0x20 + i));

describe('checkUscc', () => {
  it('accepts a genuine code and finds the organisation code in it', () => {
    expect(checkUscc('91110000600037341L')).toEqual({ ok: true, value: '91110000600037341L' });
    expect(organisationCodeOf('91110000600037341L')).toBe('600037341');
    expect(checkOrganisationCode(organisationCodeOf('91110000600037341L')).ok).toBe(true);
  });

  it.each(['A', 'N', 'Y', '1', '2', '8'])('accepts registering authority %s', (authority) => {
    const first17 = `${authority}2110000600037341`;
    expect(checkUscc(first17 + usccCheckCharacter(first17)).ok).toBe(true);
  });

  it('knows the check character of an agricultural collective', () => {
    expect(usccCheckCharacter('N2110000600037341')).toBe('4');
  });

  it('reads full-width, spaced and lower-case codes', () => {
    for (const text of [
      '９１１１００００６０００３７３４１Ｌ',
      ' 9111 0000 6000 3734 1l\u3000',
      '91110000600037341l',
    ]) {
      expect(checkUscc(text)).toEqual({ ok: true, value: '91110000600037341L' });
    }
  });

  it.each([
    ['9111000060003734', 'uscc-length'],
    ['', 'uscc-length'],
    ['9111000O600037341L', 'uscc-letter'],
    ['9i110000600037341l', 'uscc-letter'],
    ['91110000-60003734L', 'uscc-character'],
    ['9111000０６00037341号', 'uscc-character'],
    ['01110000600037341L', 'uscc-authority'],
    ['B1110000600037341L', 'uscc-authority'],
    ['9111000A600037341L', 'uscc-division'],
    ['91110000600037341M', 'uscc-check-digit'],
    ['9.11100006E+17', 'uscc-spreadsheet-number'],
    ['911100006000373000', 'uscc-spreadsheet-number'],
  ])('refuses %s: %s', (text, code) => {
    expect(checkUscc(text)).toMatchObject({ ok: false, code });
  });

  it('advises on the letters that look like digits', () => {
    const refused = checkUscc('9111000O600037341L');
    expect(refused.ok ? '' : refused.hint.zh).toContain('1、0、2、5');
  });

  const genuine = existsSync(GENUINE) ? readFileSync(GENUINE, 'utf8').split(/\s+/).filter(Boolean) : [];
  (genuine.length > 0 ? it : it.skip)(
    'accepts 200 genuine codes and refuses every one-character change of each',
    () => {
      expect(genuine).toHaveLength(200);
      for (const code of genuine) {
        expect(checkUscc(code)).toEqual({ ok: true, value: code });
        for (let i = 0; i < 18; i++) {
          for (const character of EVERY_CHARACTER) {
            if (character.toUpperCase() === code[i]) continue;
            const changed = code.slice(0, i) + character + code.slice(i + 1);
            if (checkUscc(changed).ok) throw new Error(`accepted a change at ${i} to ${JSON.stringify(character)}`);
          }
        }
      }
    },
  );
});

describe('checkOrganisationCode', () => {
  it('takes the code with and without hyphen', () => {
    for (const text of ['60003734-1', '600037341', '６０００３７３４－１', '60003734—1']) {
      expect(checkOrganisationCode(text)).toEqual({ ok: true, value: '600037341' });
    }
  });

  it('computes digits, X and letters', () => {
    expect(organisationCodeCheckCharacter('60003734')).toBe('1');
    expect(organisationCodeCheckCharacter('D2143569')).toBe('X'); // the example of GB 11714
    expect(checkOrganisationCode('d2143569-x')).toEqual({ ok: true, value: 'D2143569X' });
  });

  it.each([
    ['60003734', 'organisation-code-length'],
    ['600037342', 'organisation-code-check-digit'],
    ['6000373-41', 'organisation-code-length'],
    ['00000000-0', 'organisation-code-placeholder'],
    ['6000汉7341', 'organisation-code-character'],
  ])('refuses %s: %s', (text, code) => {
    expect(checkOrganisationCode(text)).toMatchObject({ ok: false, code });
  });
});
