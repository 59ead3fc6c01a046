import { describe, expect, it } from '@jest/globals';
import { checkCode, codeList, codeListNames } from './code-list.js';

describe('codeList', () => {
  it.each([
    ['GB/T 2261.1', 4],
    ['GB/T 2261.2', 8],
    ['GB/T 3304', 58], // 56 groups, other, of foreign descent
    ['GB/T 6864', 4],
    ['GB/T 2659', 249],
    ['GB/T 12402', 34],
    ['GB 32100', 12],
    ['GB/T 4754', 20],
  ])('%s has %d codes', (name, size) => expect(codeList(name).size).toBe(size));

  it('has both languages for every code of every list', () => {
    for (const name of codeListNames()) {
      for (const [code, { zh, en }] of codeList(name)) {
        expect([name, code, /\S/.test(zh), /^[^\u4e00-\u9fff]+$/.test(en)]).toEqual([name, code, true, true]);
      }
    }
  });

  it('refuses a list it does not know', () => {
    expect(() => codeList('GB/T 1')).toThrow(RangeError);
    expect(() => codeList('constructor')).toThrow(RangeError);
  });
});

describe('checkCode', () => {
  it.each([
    ['GB/T 2261.1', '1', '1'],
    ['GB/T 2261.1', '男', '1'],
    ['GB/T 2261.1', '２', '2'],
    ['GB/T 3304', '汉', '01'],
    ['GB/T 3304', '1', '01'],
    ['GB/T 3304', '畲族', '22'],
    ['GB/T 12406', 'usd', 'USD'],
    ['GB/T 12406', '人民币', 'CNY'],
    ['GB/T 2659', '中国', 'CHN'],
    ['GB/T 2659', 'germany', 'DEU'],
    ['GB/T 2659', '中国香港', 'HKG'],
  ])('%s: %s is %s', (list, text, value) => {
    expect(checkCode(list, text)).toEqual({ ok: true, value });
  });

  it('refuses what is not in the list, with examples', () => {
    const refused = checkCode('GB/T 2261.1', '3');
    expect(refused).toMatchObject({ ok: false, code: 'code-unknown' });
    expect(refused.ok ? '' : refused.hint.zh).toContain('1 男');
  });
});
