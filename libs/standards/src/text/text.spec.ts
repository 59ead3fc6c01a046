import { describe, expect, it } from '@jest/globals';
import { normaliseText, toHalfWidth } from './half-width.js';
import { latinLetters } from './latin-letters.js';
import { toSimplified } from './simplified.js';

describe('text', () => {
  it('makes full-width ASCII half-width and leaves the rest', () => {
    expect(toHalfWidth('ＡＢＣ１２３（中国）\u3000①')).toBe('ABC123(中国) ①');
    expect(toHalfWidth('宁波')).toBe('宁波');
  });

  it('normalises: NFKC, trimmed, spaces collapsed, invisible characters gone', () => {
    expect(normaliseText(' \ufeff宁波\u3000 ＡＢ\t\nC\u200b ')).toBe('宁波 AB C');
    expect(normaliseText('abc')).toBe('abc');
    expect(normaliseText('a\u0000b')).toBe('a b');
  });

  it('simplifies by phrase and leaves simplified text alone', () => {
    expect(toSimplified('寧波恆達國際貿易有限公司')).toBe('宁波恒达国际贸易有限公司');
    expect(toSimplified('乾坤')).toBe('乾坤');
    expect(toSimplified('宁波市后街')).toBe('宁波市后街');
  });

  it.each([
    ["O'Hare, Müller & Œuvre", 'ohare muller oeuvre'],
    ['Παπαδόπουλος Ευάγγελος', 'papadopoulos evangelos'],
    ['ВАСИЛЬЕВ, Александр', 'vasilev aleksandr'],
    ['عمر الشريف', 'amr al shryf'],
    ['فاطمة خلود', 'fatma khlud'],
  ])('writes %s in Latin letters', (text, letters) => expect(latinLetters(text)).toBe(letters));
});
