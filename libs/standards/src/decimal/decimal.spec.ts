import { describe, expect, it } from '@jest/globals';
import {
  addDecimals,
  checkDecimal,
  divideDecimals,
  formatDecimal,
  multiplyDecimals,
  parseDecimal,
  subtractDecimals,
} from './decimal.js';

const read = (text: string) => parseDecimal(text)!;

describe('decimals', () => {
  it('keeps what was written', () => {
    for (const text of ['0.10', '-3', '64551.2542373759', '12345678901234567890.123456789', '0'])
      expect(checkDecimal(text)).toEqual({ ok: true, value: text });
    expect(checkDecimal('1,234.50')).toEqual({ ok: true, value: '1234.50' });
    expect(checkDecimal('1.5亿')).toEqual({ ok: true, value: '150000000' });
    expect(checkDecimal('1.2E-3')).toEqual({ ok: true, value: '0.0012' });
    expect(checkDecimal('1.23', 4)).toEqual({ ok: true, value: '12300' });
    expect(checkDecimal('（1,234.5）')).toEqual({ ok: true, value: '-1234.5' });
    expect(checkDecimal('(8.1)')).toEqual({ ok: true, value: '-8.1' });
    for (const text of ['(1)', '(12.5', '(-1.5)', '', '.', 'x', '1.2.3', '…'])
      expect(checkDecimal(text).ok).toBe(false);
  });

  it('computes exactly', () => {
    expect(formatDecimal(addDecimals(read('0.1'), read('0.2')))).toBe('0.3');
    expect(formatDecimal(subtractDecimals(read('1'), read('1.01')))).toBe('-0.01');
    expect(formatDecimal(multiplyDecimals(read('1.1'), read('10000')))).toBe('11000.0');
    expect(formatDecimal(divideDecimals(read('2'), read('3'), 4)!)).toBe('0.6667');
    expect(formatDecimal(divideDecimals(read('-2'), read('3'), 4)!)).toBe('-0.6667');
    expect(divideDecimals(read('1'), read('0'), 4)).toBeNull();
  });
});
