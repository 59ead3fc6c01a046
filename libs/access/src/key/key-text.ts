import { hash, randomBytes, timingSafeEqual } from 'node:crypto';

const PREFIX_BYTES = 5;
/** 256 bits cannot be guessed, so one SHA-256 is as good as a slow hash. */
const SECRET_BYTES = 32;
const SHAPE = /^siku_([0-9a-z]{4,32})_([0-9A-Za-z]{16,128})$/;

export interface KeyParts {
  readonly prefix: string;
  readonly secret: string;
}

export function createPrefix(): string {
  return randomBytes(PREFIX_BYTES).toString('hex');
}

export function createSecret(): string {
  return randomBytes(SECRET_BYTES).toString('hex');
}

/** `siku_<prefix>_<secret>`: what its holder sends, shown once. */
export function keyText({ prefix, secret }: KeyParts): string {
  return `siku_${prefix}_${secret}`;
}

export function parseKey(text: string): KeyParts | null {
  const [, prefix, secret] = SHAPE.exec(text) ?? [];
  return prefix !== undefined && secret !== undefined ? { prefix, secret } : null;
}

export function secretHash(secret: string): Buffer {
  return hash('sha256', secret, 'buffer');
}

/** Takes the same time wherever the two differ. */
export function sameSecret(secret: string, known: Uint8Array): boolean {
  const given = secretHash(secret);
  return known.length === given.length && timingSafeEqual(given, known);
}
