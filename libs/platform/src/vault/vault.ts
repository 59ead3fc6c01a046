import { createCipheriv, hash, hkdfSync, randomBytes, type Cipher } from 'node:crypto';
import { Sealer, type CipherName } from './sealer.js';

/** Bytes that one count of a cipher in counter mode covers. */
const BLOCK_BYTES = 16;

/** The data key of an installation at work: seals what is sealed at rest, and hashes what it is found by. */
export class Vault extends Sealer {
  private readonly hashKey: string;

  /** Begins the hashes of whole rows, so that nobody without the key can guess a row and check the guess. */
  readonly rowSecret: string;

  private readonly fileKey: Buffer;

  /** @param dataKey 32 bytes */
  constructor(
    private readonly dataKey: Uint8Array,
    cipher: CipherName,
  ) {
    super(dataKey, cipher);
    const derived = (purpose: string): Buffer => Buffer.from(hkdfSync('sha256', dataKey, '', purpose, 32));
    this.hashKey = derived('siku hash').toString('hex');
    this.rowSecret = derived('siku row').toString('hex');
    this.fileKey = derived('siku file');
  }

  /** With a key of its own that nobody keeps: for tools that store nothing, and tests. */
  static ephemeral(cipher: CipherName = 'aes-256-gcm'): Vault {
    return new Vault(randomBytes(32), cipher);
  }

  /** For a thread of this process: by the time it starts, the key that once opened this vault may be rotated away. */
  get handedOver(): [dataKey: Uint8Array, cipher: CipherName] {
    return [this.dataKey, this.name];
  }

  /** 64 bits as PostgreSQL's bigint. */
  keyedHash(text: string): bigint {
    return BigInt.asIntN(64, BigInt(`0x${this.keyedDigest(text).slice(0, 16)}`));
  }

  /** 256 bits in hexadecimal. A digest as text costs a third of one as a buffer. */
  keyedDigest(text: string): string {
    return hash('sha256', this.hashKey + text, 'hex');
  }

  /** A whole value as one token. */
  sealJson(value: unknown): string {
    return this.seal(JSON.stringify(value));
  }

  /** A value that may have been sealed as a whole. */
  openJson(stored: unknown): unknown {
    if (typeof stored !== 'string') return stored;
    const text = this.open(stored);
    return text === stored ? stored : JSON.parse(text);
  }

  /**
   * Seals and opens the bytes of a file: a cipher in counter mode, which can begin anywhere.
   * @param name no two files share one
   * @param position of the first byte that goes through it
   */
  fileCipher(name: string, position = 0): Cipher {
    const counter = hash('sha256', this.fileKey.toString('hex') + name, 'buffer').subarray(0, BLOCK_BYTES);
    addTo(counter, Math.floor(position / BLOCK_BYTES));
    const cipher =
      this.name === 'sm4'
        ? createCipheriv('sm4-ctr', this.fileKey.subarray(0, 16), counter)
        : createCipheriv('aes-256-ctr', this.fileKey, counter);
    cipher.update(Buffer.alloc(position % BLOCK_BYTES));
    return cipher;
  }
}

/** Adds to a number of big-endian bytes, as the cipher itself counts. */
function addTo(counter: Buffer, count: number): void {
  let carry = count;
  for (let i = counter.length - 1; carry > 0 && i >= 0; i--) {
    const sum = counter[i]! + (carry % 256);
    counter[i] = sum % 256;
    carry = Math.floor(carry / 256) + (sum >> 8);
  }
}
