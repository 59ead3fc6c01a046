import { describe, expect, it } from '@jest/globals';
import { divisions } from '../division/division-table.js';
import { checkRegistrationNumber, registrationNumberCheckDigit } from './registration-number.js';
import { checkResidentId, residentIdCheckCharacter } from './resident-id.js';
import { checkTaxNumber } from './tax-number.js';

describe('checkRegistrationNumber', () => {
  it('checks 15 digits by MOD 11,10 and takes 13 without', () => {
    expect(checkRegistrationNumber('110108000000016')).toEqual({ ok: true, value: '110108000000016' });
    expect(checkRegistrationNumber('3302001001234')).toEqual({ ok: true, value: '3302001001234' });
    expect(checkRegistrationNumber(`33020000001234${registrationNumberCheckDigit('33020000001234')}`).ok).toBe(true);
  });

  it('refuses every change of one digit', () => {
    const number = '110108000000016';
    for (let i = 0; i < 15; i++) {
      for (let digit = 0; digit < 10; digit++) {
        if (String(digit) === number[i]) continue;
        expect(checkRegistrationNumber(number.slice(0, i) + digit + number.slice(i + 1)).ok).toBe(false);
      }
    }
  });

  it.each([
    ['990108000000016', 'registration-number-authority'],
    ['11010800000001', 'registration-number-form'],
    ['企独浙甬总字第000123号', 'registration-number-form'],
    ['1.10108E+14', 'registration-number-spreadsheet-number'],
  ])('refuses %s: %s', (text, code) => {
    expect(checkRegistrationNumber(text)).toMatchObject({ ok: false, code });
  });
});

describe('checkTaxNumber', () => {
  it('takes division and organisation code, or the 18-character code', () => {
    expect(checkTaxNumber('330203600037341')).toEqual({ ok: true, value: '330203600037341' });
    expect(checkTaxNumber('33020360003734 1').ok).toBe(true);
    expect(checkTaxNumber('91110000600037341l')).toEqual({ ok: true, value: '91110000600037341L' });
  });

  it.each([
    ['330203600037342', 'tax-number-organisation-code'],
    ['990203600037341', 'tax-number-division'],
    ['3302036000373', 'tax-number-length'],
    ['91110000600037341M', 'uscc-check-digit'],
  ])('refuses %s: %s', (text, code) => {
    expect(checkTaxNumber(text)).toMatchObject({ ok: false, code });
  });
});

describe('checkResidentId', () => {
  it('accepts a number whose division no longer exists', () => {
    expect(checkResidentId('360426199101010071')).toEqual({ ok: true, value: '360426199101010071' });
    const first17 = '33020419870512001';
    expect(checkResidentId(first17 + residentIdCheckCharacter(first17)).ok).toBe(true);
  });

  it('makes 18 digits of 15', () => {
    expect(checkResidentId('360426910101007')).toEqual({ ok: true, value: '360426199101010071' });
    // serial 999: born before 1900
    expect(checkResidentId('330203950101999')).toMatchObject({
      ok: true,
      value: expect.stringContaining('33020318950101999'),
    });
  });

  it('refuses every change of one character and every swap of neighbours', () => {
    const id = '360426199101010071';
    for (let i = 0; i < 18; i++) {
      for (const c of '0123456789X') {
        if (c !== id[i]) expect(checkResidentId(id.slice(0, i) + c + id.slice(i + 1)).ok).toBe(false);
      }
      if (i < 17 && id[i] !== id[i + 1]) {
        expect(checkResidentId(id.slice(0, i) + id[i + 1] + id[i] + id.slice(i + 2)).ok).toBe(false);
      }
    }
  });

  it('accepts numbers issued in every county there ever was', () => {
    for (const code of divisions().keys()) {
      const first17 = `${code}19910101007`;
      expect(checkResidentId(first17 + residentIdCheckCharacter(first17)).ok).toBe(true);
    }
  });

  it.each([
    ['36042619910101007', 'resident-id-length'],
    ['36042619910230007X', 'resident-id-birth-date'],
    ['990426199101010071', 'resident-id-division'],
    ['3604261991010100 7A', 'resident-id-character'],
    ['3.60426E+17', 'resident-id-spreadsheet-number'],
  ])('refuses %s: %s', (text, code) => {
    expect(checkResidentId(text)).toMatchObject({ ok: false, code });
  });

  it('never repeats the number, or a part of it, in what it says', () => {
    for (const text of ['36042619910230007X', '990426199101010071', '360426199101010072']) {
      expect(JSON.stringify(checkResidentId(text))).not.toMatch(/\d{6}|1991/);
    }
  });
});
