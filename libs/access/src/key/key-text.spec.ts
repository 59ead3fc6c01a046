import { describe, expect, it } from '@jest/globals';
import { createPrefix, createSecret, keyText, parseKey, sameSecret, secretHash } from './key-text.js';

describe('key text', () => {
  it('is read back as it was written', () => {
    const parts = { prefix: createPrefix(), secret: createSecret() };
    expect(parseKey(keyText(parts))).toEqual(parts);
  });

  it.each([
    '',
    'siku_abcd',
    'siku_abcd_',
    'siku__0123456789abcdef',
    'siku_abcd_0123456789abcdef_1',
    'SIKU_abcd_0123456789abcdef',
  ])('refuses %j', (text) => {
    expect(parseKey(text)).toBeNull();
  });

  it('knows a secret by its hash', () => {
    expect(sameSecret('a', secretHash('a'))).toBe(true);
    expect(sameSecret('b', secretHash('a'))).toBe(false);
    expect(sameSecret('a', Buffer.alloc(0))).toBe(false);
  });
});
