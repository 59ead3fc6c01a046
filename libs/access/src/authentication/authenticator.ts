import { Injectable } from '@nestjs/common';
import { KeyDirectory } from '../key/key-directory.js';
import { parseKey, sameSecret, secretHash } from '../key/key-text.js';
import { ADMIN, type Principal } from '../principal/principal.js';
import { credentialsInvalid } from './authentication.errors.js';
import { tokenOf } from './credentials.js';
import { TokenVerifier } from './token-verifier.js';

/** Tells from `Authorization`, or from a parameter where a route takes the key in one, who is calling: SIKU_ADMIN_KEY, an API key or a token of the configured issuer. */
@Injectable()
export class Authenticator {
  private readonly adminHash: Buffer | null;

  constructor(
    private readonly keys: KeyDirectory,
    private readonly tokens: TokenVerifier | null,
    adminKey: string | null,
  ) {
    this.adminHash = adminKey === null ? null : secretHash(adminKey);
  }

  /** Throws 401, or 503 when a token cannot be checked at the moment. */
  async authenticate(...credentialed: Parameters<typeof tokenOf>): Promise<Principal> {
    const token = tokenOf(...credentialed);
    if (token === null) throw credentialsInvalid();
    if (this.adminHash && sameSecret(token, this.adminHash)) return ADMIN;
    const key = parseKey(token);
    if (key) return this.keys.authenticate(key);
    if (this.tokens) return this.tokens.verify(token);
    throw credentialsInvalid();
  }
}
