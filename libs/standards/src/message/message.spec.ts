import { describe, expect, it } from '@jest/globals';
import type { Checked } from './message.js';
import * as standards from '../index.js';

describe('refusals', () => {
  it('say what is wrong and what to do, in both languages, and never the value', () => {
    const wrong = [
      '',
      '错误的值',
      'QQQQQQQQQQQQQQQQQ7',
      '9'.repeat(15),
      '9'.repeat(18),
      '7.77E+17',
      '1,7',
      '77/77/7777',
      '2007-77-77',
    ];
    const checks: ((text: string) => Checked<unknown>)[] = [
      standards.checkUscc,
      standards.checkOrganisationCode,
      standards.checkRegistrationNumber,
      standards.checkTaxNumber,
      standards.checkResidentId,
      standards.checkDivision,
      standards.checkIndustry,
      standards.parseDate,
      standards.parseAmount,
      standards.checkPhone,
      (text) => standards.checkCode('GB/T 2261.1', text),
    ];
    for (const check of checks) {
      for (const text of wrong) {
        const refused = check(text);
        if (refused.ok) continue;
        expect(refused.code).toMatch(/^[a-z]+(-[a-z]+)+$/);
        for (const { zh, en } of [refused.message, refused.hint]) {
          expect(zh).toMatch(/[\u4e00-\u9fff]/);
          expect(en).toMatch(/[a-z]{3}/);
          if (text !== '') expect(zh + en).not.toContain(text);
        }
      }
    }
  });
});
