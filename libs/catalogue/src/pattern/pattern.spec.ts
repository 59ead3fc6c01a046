import { describe, expect, it } from '@jest/globals';
import { compilePattern, PatternRefusal } from './pattern.js';

describe('pattern', () => {
  it.each([
    ['^([0-9A-Z]{18})$', '91110000600037341L', '91110000600037341L'],
    ['^([0-9A-Z]{18})$', '110000600037341', null],
    ['(\\d{4})年(\\d{1,2})月', '成立于2007年3月', '20073'],
    ['\\d+', '邮编 315000', '315000'],
    ['a*?b', 'aab', 'aab'],
    ['(a|ab)(c|bcd)', 'abcd', 'abcd'],
    ['(a+)+$', 'aaab', null],
    ['(?:甲|乙)+(丙)?', '甲乙丙', '丙'],
    ['(?<district>\\p{Script=Han}+?区)', '宁波市海曙区中山路', '宁波市海曙区'],
    ['^[^,]*,(.*)$', 'a,b,c', 'b,c'],
    ['x{2,3}', 'xxxx', 'xxx'],
    ['.', '𠮷', '𠮷'],
    ['(q)?', 'a', ''],
  ])('%s on %s is %s', (pattern, text, expected) => {
    expect(compilePattern(pattern).extract(text)).toBe(expected);
  });

  it('finds what the built-in engine finds', () => {
    const patterns = ['a(b|c)*d', '(a*)(ab)?b*', '(?:a?){3}a{3}', '[ab]+?c|b', '^a|c$', '(a|b)*?c', '(a{0,2}b){1,2}'];
    const texts = ['', 'a', 'abcd', 'aab', 'aaaa', 'bbac', 'abcbcd', 'ccc', 'aabab', 'acbc'];
    for (const pattern of patterns) {
      for (const text of texts) {
        const match = new RegExp(pattern, 'u').exec(text);
        const expected = match && (match.length === 1 ? match[0] : match.slice(1).join(''));
        expect([pattern, text, compilePattern(pattern).extract(text)]).toEqual([pattern, text, expected]);
      }
    }
  });

  it('takes time in proportion to the text, whatever the pattern', () => {
    const pattern = compilePattern('^(([a-z])+.)+[A-Z]([a-z])+$');
    const started = performance.now();
    expect(pattern.extract('a'.repeat(2000))).toBeNull();
    expect(performance.now() - started).toBeLessThan(500);
  });

  it.each([
    ['(', 'pattern-syntax'],
    ['a{3', 'pattern-syntax'],
    ['(a)\\1', 'pattern-unsupported'],
    ['(?<x>a)\\k<x>', 'pattern-unsupported'],
    ['(?=a)', 'pattern-unsupported'],
    ['(?<!a)b', 'pattern-unsupported'],
    ['\\bword', 'pattern-unsupported'],
    ['a{500}', 'pattern-too-large'],
    ['(((a{100}){100}){100})', 'pattern-too-large'],
  ])('refuses %s as %s', (pattern, code) => {
    let refusal: unknown;
    try {
      compilePattern(pattern);
    } catch (error) {
      refusal = error;
    }
    expect(refusal).toBeInstanceOf(PatternRefusal);
    expect((refusal as PatternRefusal).code).toBe(code);
  });
});
