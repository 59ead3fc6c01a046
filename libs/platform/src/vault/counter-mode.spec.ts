import { createCipheriv, randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { CounterMode } from './counter-mode.js';

describe.each([
  ['aes-256', 32],
  ['sm4', 16],
] as const)('counter mode with %s', (name, keyBytes) => {
  const key = randomBytes(keyBytes);
  const mode = new CounterMode(`${name}-ecb`, key);

  it.each([
    ['any', randomBytes(16)],
    ['one that carries', Buffer.from('00112233445566778899aafffffffffe', 'hex')],
    ['the last', Buffer.alloc(16, 0xff)],
  ])('is what OpenSSL makes of it, from %s count', (_, counter) => {
    for (const length of [0, 1, 16, 17, 4_095, 4_096, 10_000]) {
      const bytes = randomBytes(length);
      const expected = createCipheriv(`${name}-ctr`, key, counter).update(bytes);
      mode.apply(Buffer.from(counter), bytes);
      expect(bytes.equals(expected)).toBe(true);
    }
  });
});
