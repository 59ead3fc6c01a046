import { randomBytes } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { CIPHERS } from './sealer.js';
import { Vault } from './vault.js';

const NUMBER = '330203197001010017';

describe.each(CIPHERS)('vault with %s', (cipher) => {
  const vault = new Vault(randomBytes(32), cipher);

  it('gives equal texts equal tokens, which show nothing of them', () => {
    const token = vault.seal(NUMBER);
    expect(token).toMatch(/^~1\.[\w-]+$/);
    expect(token).toBe(vault.seal(NUMBER));
    expect(token).not.toBe(vault.seal('330203197001010025'));
    expect(vault.open(token)).toBe(NUMBER);
    expect(vault.open(vault.seal(''))).toBe('');
    expect(vault.open(vault.seal('张三@例.中国'))).toBe('张三@例.中国');
  });

  it('opens no token of another key, and none that was changed', () => {
    const token = vault.seal(NUMBER);
    expect(new Vault(randomBytes(32), cipher).open(token)).toBe(token);
    // The nonce proves the text: 12 bytes in 16 characters, then a tag of 16 bytes that nothing depends on.
    const tag = cipher === 'aes-256-gcm' ? [19, 40] : [];
    for (let i = 3; i < token.length; i++) {
      if (i >= tag[0]! && i <= tag[1]!) continue;
      const changed = token.slice(0, i) + (token[i] === 'A' ? 'B' : 'A') + token.slice(i + 1);
      // The last character has bits that mean nothing.
      if (i < token.length - 1) expect(vault.open(changed)).toBe(changed);
    }
  });

  it('opens what is sealed inside a value, and copies nothing else', () => {
    const address = { text: '中山路1号' };
    const record = {
      name: '张三',
      address,
      identifiers: { residentId: vault.seal(NUMBER) },
      phones: [vault.seal('1')],
    };
    const open = vault.openAll(record);
    expect(open).toEqual({ name: '张三', address, identifiers: { residentId: NUMBER }, phones: ['1'] });
    expect(open.address).toBe(address);
    expect(vault.openAll(address)).toBe(address);
  });

  it('opens what is sealed inside a JSON text', () => {
    const text = JSON.stringify({
      a: vault.seal('"quoted"\n'),
      b: '~1.nothing-sealed-at-all-really',
      c: [vault.seal('é')],
    });
    expect(JSON.parse(vault.openText(text))).toEqual({
      a: '"quoted"\n',
      b: '~1.nothing-sealed-at-all-really',
      c: ['é'],
    });
  });

  it('seals a whole value as one', () => {
    const profile = { name: ['zhang'], phone: ['13812345678'] };
    expect(vault.openJson(vault.sealJson(profile))).toEqual(profile);
    expect(vault.openJson(profile)).toBe(profile);
    expect(vault.openJson(null)).toBeNull();
  });

  it('hashes with the key', () => {
    expect(vault.keyedHash(NUMBER)).toBe(vault.keyedHash(NUMBER));
    expect(vault.keyedHash(NUMBER)).not.toBe(new Vault(randomBytes(32), cipher).keyedHash(NUMBER));
  });

  it('opens a file from any position', () => {
    const bytes = randomBytes(10_000);
    const sealed = vault.fileCipher('name').update(bytes);
    expect(sealed.equals(bytes)).toBe(false);
    for (const start of [0, 1, 15, 16, 17, 4095, 4096 * 2, 9_999]) {
      expect(vault.fileCipher('name', start).update(sealed.subarray(start)).equals(bytes.subarray(start))).toBe(true);
    }
    expect(vault.fileCipher('other').update(bytes).equals(sealed)).toBe(false);
  });
});
