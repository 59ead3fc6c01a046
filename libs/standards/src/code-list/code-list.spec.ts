import { describe, expect, it } from '@jest/globals';
import { checkCode, codeList, codeListNames } from './code-list.js';
import { EVERYDAY } from './person-lists.js';

describe('codeList', () => {
  it.each([
    ['GB/T 2261.1', 4],
    ['GB/T 2261.2', 8],
    ['GB/T 3304', 58], // 56 groups, other, of foreign descent
    ['GB/T 6864', 4],
    ['GB/T 2659', 249],
    ['ICAO 9303', 253],
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

  it.each([
    ['GB/T 2261.1', { 男性: '1', f: '2', 未知: '0', 未说明: '9' }],
    ['GB/T 2261.2', { 离异: '40', 有配偶: '20', 再婚有配偶: '22' }],
    ['GB/T 3304', { 维族: '05', 其它: '97', 穿青人: '97' }],
    ['GB/T 4658', { 文盲: '90', 小学: '80', 初中: '70', 高中: '60', 中专: '40', 大专: '30', 本科: '20', 硕士: '14' }],
    ['GB/T 2659', { 台湾: 'TWN', 香港: 'HKG', cn: 'CHN', 中华人民共和国: 'CHN', 大韩民国: 'KOR' }],
    ['ICAO 9303', { 无国籍: 'XXA', 无国籍人: 'XXA', stateless: 'XXA', 国籍不明: 'XXX', 中国: 'CHN', cn: 'CHN' }],
  ])('reads what departments write instead of a name of %s', (list, words) => {
    for (const [word, value] of Object.entries(words))
      expect([word, checkCode(list, word)]).toEqual([word, { ok: true, value }]);
  });

  it('knows no everyday word of a code that is none', () => {
    for (const [list, words] of Object.entries(EVERYDAY))
      for (const code of Object.keys(words)) expect([list, code, codeList(list).has(code)]).toEqual([list, code, true]);
  });

  it('refuses what is not in the list, with examples', () => {
    const refused = checkCode('GB/T 2261.1', '3');
    expect(refused).toMatchObject({ ok: false, code: 'code-unknown' });
    expect(refused.ok ? '' : refused.hint.zh).toContain('1 男');
  });
});
