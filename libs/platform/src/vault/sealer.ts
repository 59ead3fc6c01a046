import { createCipheriv, hash, hkdfSync, type CipherGCM } from 'node:crypto';
import { CounterMode } from './counter-mode.js';

export const CIPHERS = ['aes-256-gcm', 'sm4'] as const;
export type CipherName = (typeof CIPHERS)[number];

/** Begins every token; the number is that of the format. */
const PREFIX = '~1.';

/** As a whole string, and between the quotes of a JSON text. */
const TOKEN = /^~1\.[A-Za-z0-9_-]{22,}$/;
const QUOTED_TOKEN = /"(~1\.[A-Za-z0-9_-]{22,})"/g;

/** How a text is encrypted. Its nonce, being made from the text, proves what was decrypted (SIV). */
interface Cipher {
  name: 'aes-256-gcm' | 'sm4-ctr';
  block: 'aes-256-ecb' | 'sm4-ecb';
  keyBytes: number;
  nonceBytes: number;
  /** between nonce and text in a token */
  tagBytes: number;
  /** of what counts the blocks, after the nonce: where the mode begins to count */
  count: Buffer;
  digest: 'sha256' | 'sm3';
}

/** The tag is there for who opens it by the mode's own rules. Its first block is counted by the tag, the text begins with the second. */
const aes: Cipher = {
  name: 'aes-256-gcm',
  block: 'aes-256-ecb',
  keyBytes: 32,
  nonceBytes: 12,
  tagBytes: 16,
  count: Buffer.from([0, 0, 0, 2]),
  digest: 'sha256',
};

/** GB/T 32907. This OpenSSL has no SM4-GCM. */
const sm4: Cipher = {
  name: 'sm4-ctr',
  block: 'sm4-ecb',
  keyBytes: 16,
  nonceBytes: 16,
  tagBytes: 0,
  count: Buffer.alloc(0),
  digest: 'sm3',
};

/**
 * Deterministic authenticated encryption of texts (the construction of RFC 5297: the nonce is a keyed hash of the text).
 * Equal texts give equal tokens, so that what is sealed can be compared, grouped and found without being opened; that is
 * also all that a token tells. It looks like `~1.Zm9v…`.
 */
export class Sealer {
  private readonly cipher: Cipher;
  private readonly key: Buffer;
  private readonly nonceKey: string;
  private readonly counterMode: CounterMode;

  /** @param secret 32 bytes, from which the keys are derived */
  constructor(
    secret: Uint8Array,
    readonly name: CipherName,
  ) {
    this.cipher = name === 'sm4' ? sm4 : aes;
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'siku seal', this.cipher.keyBytes));
    this.nonceKey = Buffer.from(hkdfSync('sha256', secret, '', 'siku nonce', 32)).toString('hex');
    this.counterMode = new CounterMode(this.cipher.block, this.key);
  }

  seal(text: string): string {
    const nonce = this.nonceOf(text);
    const cipher = createCipheriv(this.cipher.name, this.key, nonce) as CipherGCM;
    const bytes = [cipher.update(text, 'utf8'), cipher.final()];
    const tag = this.cipher.tagBytes > 0 ? [cipher.getAuthTag()] : [];
    return PREFIX + Buffer.concat([nonce, ...tag, ...bytes]).toString('base64url');
  }

  /** What is no token of this key stays as it is: departments may write anything. */
  open(token: string): string {
    return (TOKEN.test(token) ? this.decrypted(token) : null) ?? token;
  }

  /** Strings of a JSON value, at any depth. What holds no token is answered as it is, not copied. */
  openAll<T>(value: T): T {
    return this.opened(value) as T;
  }

  /** Tokens inside a JSON text; without any it is not parsed. */
  openText(json: string): string {
    if (!json.includes(PREFIX)) return json;
    return json.replace(QUOTED_TOKEN, (quoted, token: string) => {
      const text = this.decrypted(token);
      return text === null ? quoted : JSON.stringify(text);
    });
  }

  /** A JSON text with what this key sealed sealed by another. */
  resealed(json: string, other: Sealer): string {
    return json.replace(QUOTED_TOKEN, (quoted, token: string) => {
      const text = this.decrypted(token);
      return text === null ? quoted : `"${other.seal(text)}"`;
    });
  }

  /** Whether a JSON text holds what was sealed with another key. */
  holdsForeign(json: string): boolean {
    return this.openText(json).match(QUOTED_TOKEN) !== null;
  }

  private opened(value: unknown): unknown {
    if (typeof value === 'string') return value.startsWith(PREFIX) ? this.open(value) : value;
    if (Array.isArray(value)) {
      const items = value.map((item) => this.opened(item));
      return items.some((item, i) => item !== value[i]) ? items : value;
    }
    if (typeof value !== 'object' || value === null) return value;
    let copy: Record<string, unknown> | undefined;
    for (const [name, member] of Object.entries(value)) {
      const open = this.opened(member);
      if (open !== member) (copy ??= { ...value })[name] = open;
    }
    return copy ?? value;
  }

  private decrypted(token: string): string | null {
    const bytes = Buffer.from(token.slice(PREFIX.length), 'base64url');
    const { nonceBytes, tagBytes, count } = this.cipher;
    if (bytes.length < nonceBytes + tagBytes) return null;
    const nonce = bytes.subarray(0, nonceBytes);
    const sealed = bytes.subarray(nonceBytes + tagBytes);
    this.counterMode.apply(Buffer.concat([nonce, count]), sealed);
    const text = sealed.toString();
    return this.nonceOf(text).equals(nonce) ? text : null;
  }

  /** A truncated hash behind a secret prefix: what is cut off also stops extensions of the text. */
  private nonceOf(text: string): Buffer {
    return hash(this.cipher.digest, this.nonceKey + text, 'buffer').subarray(0, this.cipher.nonceBytes);
  }
}
