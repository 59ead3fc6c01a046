import { createCipheriv, createDecipheriv, hash, hkdfSync } from 'node:crypto';

export const CIPHERS = ['aes-256-gcm', 'sm4'] as const;
export type CipherName = (typeof CIPHERS)[number];

/** Begins every token; the number is that of the format. */
const PREFIX = '~1.';

/** As a whole string, and between the quotes of a JSON text. */
const TOKEN = /^~1\.[A-Za-z0-9_-]{22,}$/;
const QUOTED_TOKEN = /"(~1\.[A-Za-z0-9_-]{22,})"/g;

const TAG_BYTES = 16;

interface Cipher {
  nonceBytes: number;
  /** of a token, which has at least its nonce and tag */
  leastBytes: number;
  encrypt(key: Buffer, nonce: Buffer, text: string): Buffer;
  /** null when the bytes were not made with this key */
  decrypt(key: Buffer, nonce: Buffer, bytes: Buffer): string | null;
  /** Whether `decrypt` proves that the bytes were made with the key; if not, the nonce does, which is made from the text. */
  proves: boolean;
  keyBytes: number;
  digest: 'sha256' | 'sm3';
}

const aes: Cipher = {
  proves: true,
  keyBytes: 32,
  nonceBytes: 12,
  leastBytes: 12 + TAG_BYTES,
  digest: 'sha256',
  encrypt(key, nonce, text) {
    const cipher = createCipheriv('aes-256-gcm', key, nonce);
    const bytes = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
    return Buffer.concat([cipher.getAuthTag(), bytes]);
  },
  decrypt(key, nonce, bytes) {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce);
    decipher.setAuthTag(bytes.subarray(0, TAG_BYTES));
    try {
      const text = decipher.update(bytes.subarray(TAG_BYTES));
      decipher.final();
      return text.toString();
    } catch {
      return null;
    }
  },
};

/** GB/T 32907 in counter mode; the nonce, being made from the text, is what proves it (SIV). This OpenSSL has no SM4-GCM. */
const sm4: Cipher = {
  proves: false,
  keyBytes: 16,
  nonceBytes: 16,
  leastBytes: 16,
  digest: 'sm3',
  encrypt(key, nonce, text) {
    const cipher = createCipheriv('sm4-ctr', key, nonce);
    return Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  },
  decrypt(key, nonce, bytes) {
    const decipher = createDecipheriv('sm4-ctr', key, nonce);
    return decipher.update(bytes, undefined, 'utf8') + decipher.final('utf8');
  },
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

  /** @param secret 32 bytes, from which the keys are derived */
  constructor(
    secret: Uint8Array,
    readonly name: CipherName,
  ) {
    this.cipher = name === 'sm4' ? sm4 : aes;
    this.key = Buffer.from(hkdfSync('sha256', secret, '', 'siku seal', this.cipher.keyBytes));
    this.nonceKey = Buffer.from(hkdfSync('sha256', secret, '', 'siku nonce', 32)).toString('hex');
  }

  seal(text: string): string {
    const nonce = this.nonceOf(text);
    return PREFIX + Buffer.concat([nonce, this.cipher.encrypt(this.key, nonce, text)]).toString('base64url');
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
    if (bytes.length < this.cipher.leastBytes) return null;
    const nonce = bytes.subarray(0, this.cipher.nonceBytes);
    const text = this.cipher.decrypt(this.key, nonce, bytes.subarray(this.cipher.nonceBytes));
    return text !== null && (this.cipher.proves || this.nonceOf(text).equals(nonce)) ? text : null;
  }

  /** A truncated hash behind a secret prefix: what is cut off also stops extensions of the text. */
  private nonceOf(text: string): Buffer {
    return hash(this.cipher.digest, this.nonceKey + text, 'buffer').subarray(0, this.cipher.nonceBytes);
  }
}
