import { describe, expect, it } from '@jest/globals';
import { currencyOf, parseAmount } from './amount.js';
import { chineseNumber } from './chinese-amount.js';

describe('parseAmount', () => {
  it.each([
    ['5,000万元', undefined, 50_000_000],
    ['5000', '万元', 50_000_000],
    ['5000元', '万元', 5000],
    ['1234.56万', undefined, 12_345_600],
    ['￥5,000.50', undefined, 5000.5],
    ['５００', undefined, 500],
    ['3.2亿元', undefined, 320_000_000],
    ['100', '百万元', 100_000_000],
    ['50(万元)', undefined, 500_000],
    ['500', '万元人民币', 5_000_000],
    ['RMB 100万', undefined, 1_000_000],
    ['100万美元', undefined, 1_000_000],
    ['1.5E+3', undefined, 1500],
    ['-5', '万元', -50_000],
    ['人民币伍佰万元整', undefined, 5_000_000],
    ['壹仟贰佰叁拾肆元伍角陆分', undefined, 1234.56],
    ['0.1', '万元', 1000],
  ])('%s (%s) is %d', (text, unit, value) => {
    expect(parseAmount(text, unit)).toEqual({ ok: true, value });
  });

  it.each([
    ['1,5', undefined, 'amount-separator'],
    ['50,00', undefined, 'amount-separator'],
    ['500', '公斤', 'amount-unit'],
    ['若干', undefined, 'amount-form'],
    ['', undefined, 'amount-form'],
    ['12/3', undefined, 'amount-form'],
  ])('refuses %s (%s): %s', (text, unit, code) => {
    expect(parseAmount(text, unit)).toMatchObject({ ok: false, code });
  });

  it('tells the currency an amount names', () => {
    expect(['100万美元', '100万港元', '￥5', '5000', 'US$ 3'].map(currencyOf)).toEqual([
      'USD',
      'HKD',
      'CNY',
      undefined,
      'USD',
    ]);
  });

  it('reads Chinese numbers', () => {
    expect(['十二', '三千零五十', '两万', '一亿二千万', '二五', ''].map(chineseNumber)).toEqual([
      12,
      3050,
      20_000,
      120_000_000,
      undefined,
      undefined,
    ]);
  });
});
