import { describe, expect, it } from '@jest/globals';
import { checkResidentId, residentIdCheckCharacter } from './resident-id.js';
import { statedFact } from './stated-facts.js';
import {
  checkHkMacauPermit,
  checkPassport,
  checkPermanentResidentCard,
  checkTaiwanPermit,
} from './travel-documents.js';

const card = (body: string): string => body + residentIdCheckCharacter(body);

describe('travel documents', () => {
  it.each([
    [checkPassport, 'e12345678', 'E12345678'],
    [checkPassport, 'G 1234 5678', 'G12345678'],
    [checkPassport, 'C01X00T47', 'C01X00T47'],
    [checkPassport, '５４３２１０９８７', '543210987'],
    [checkPermanentResidentCard, 'USA330281041512', 'USA330281041512'],
    [checkPermanentResidentCard, card('93384019810415001'), card('93384019810415001')],
    [checkHkMacauPermit, 'h12345678', 'H12345678'],
    [checkHkMacauPermit, 'M0123456702', 'M01234567'],
    [checkTaiwanPermit, '01234567', '01234567'],
    [checkTaiwanPermit, '0012345678(B)', '0012345678'],
    [checkTaiwanPermit, '0012345678（B）', '0012345678'],
  ])('%p takes %s', (check, text, value) => {
    expect(check(text)).toEqual({ ok: true, value });
  });

  it.each([
    [checkPassport, 'E1', 'passport-form'],
    [checkPassport, 'PASSPORT', 'passport-form'],
    [checkPassport, '1.23457E+08', 'document-spreadsheet-number'],
    [checkPermanentResidentCard, 'USA330281041', 'permanent-resident-card-form'],
    [checkPermanentResidentCard, 'USA330281043112', 'permanent-resident-card-birth-date'],
    [checkPermanentResidentCard, card('93384019811315001'), 'permanent-resident-card-birth-date'],
    [checkPermanentResidentCard, `${card('93384019810415001').slice(0, 17)}*`, 'permanent-resident-card-form'],
    [checkHkMacauPermit, 'C12345678', 'hk-macau-permit-form'],
    [checkHkMacauPermit, 'H1234567', 'hk-macau-permit-form'],
    [checkTaiwanPermit, '0123456', 'taiwan-permit-form'],
  ])('%p refuses %s: %s', (check, text, code) => {
    const checked = check(text);
    expect(checked).toMatchObject({ ok: false, code });
    expect(JSON.stringify(checked)).not.toContain(text);
  });

  it('refuses a card of which one digit is wrong', () => {
    const good = card('93384019810415001');
    const wrong = `${good.slice(0, 16)}${(Number(good[16]) + 1) % 10}${good[17]}`;
    expect(checkPermanentResidentCard(wrong)).toMatchObject({ code: 'permanent-resident-card-check-digit' });
  });

  it('takes the numbers of residence permits for people of Hong Kong, Macau and Taiwan as resident numbers', () => {
    for (const place of ['810000', '820000', '830000']) {
      expect(checkResidentId(card(`${place}19900101001`)).ok).toBe(true);
    }
  });
});

describe('statedFact', () => {
  it('reads birth date and sex out of 18 characters', () => {
    expect(statedFact('birthDate', '360426199101010071')).toBe('1991-01-01');
    expect(statedFact('sex', '360426199101010071')).toBe('1');
    expect(statedFact('sex', card('33020319910101002'))).toBe('2');
  });

  it('says nothing of a number of another form', () => {
    expect(statedFact('birthDate', 'USA330281041512')).toBeUndefined();
    expect(statedFact('sex', 'E12345678')).toBeUndefined();
  });
});
