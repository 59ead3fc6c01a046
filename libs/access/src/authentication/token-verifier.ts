import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload, type JWTVerifyGetKey } from 'jose';
import { isRole, type Principal } from '../principal/principal.js';
import { credentialsExpired, credentialsInvalid, issuerUnavailable } from './authentication.errors.js';

export interface IssuerSettings {
  readonly issuer: string;
  readonly audience: string;
  readonly jwksUrl: string;
  /** Claim with the roles (an array, or a space-separated text); dots descend, as in `realm_access.roles`. */
  readonly rolesClaim: string;
  readonly departmentClaim: string;
  /** Claim with the master id of the person who holds the token. */
  readonly personClaim: string;
}

/** Signatures only: a shared-secret algorithm would let whoever can verify also sign. */
const ALGORITHMS = [
  'RS256',
  'RS384',
  'RS512',
  'PS256',
  'PS384',
  'PS512',
  'ES256',
  'ES384',
  'ES512',
  'EdDSA',
  'Ed25519',
];
const CLOCK_TOLERANCE_S = 30;
/** What a claim may be to end up in rows and in the audit log. */
const STORABLE = /^\P{Cc}{1,200}$/u;

const UUID = /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** JSON Web Tokens of the one configured issuer. */
export class TokenVerifier {
  private readonly keys: JWTVerifyGetKey;

  constructor(
    private readonly settings: IssuerSettings,
    keys?: JWTVerifyGetKey,
  ) {
    this.keys = faultsApart(keys ?? createRemoteJWKSet(new URL(settings.jwksUrl)));
  }

  /** Throws 401 for a token that is not good, 503 when the issuer's keys cannot be had. */
  async verify(token: string): Promise<Principal> {
    const claims = await this.claimsOf(token);
    const subject = claims.sub;
    if (subject === undefined || !STORABLE.test(subject)) throw credentialsInvalid();
    const department = claimAt(claims, this.settings.departmentClaim);
    const person = claimAt(claims, this.settings.personClaim);
    return {
      id: `jwt:${subject}`,
      kind: 'jwt',
      roles: [...new Set(wordsOf(claimAt(claims, this.settings.rolesClaim)).filter(isRole))],
      department: typeof department === 'string' && STORABLE.test(department) ? department : null,
      scopes: [],
      ...(typeof person === 'string' && UUID.test(person) && { person }),
    };
  }

  private async claimsOf(token: string): Promise<JWTPayload> {
    const { issuer, audience } = this.settings;
    try {
      const { payload } = await jwtVerify(token, this.keys, {
        issuer,
        audience,
        algorithms: ALGORITHMS,
        clockTolerance: CLOCK_TOLERANCE_S,
        requiredClaims: ['sub', 'exp'],
      });
      return payload;
    } catch (error) {
      if (error instanceof errors.JWTExpired) throw credentialsExpired();
      if (error instanceof errors.JOSEError) throw credentialsInvalid();
      throw error;
    }
  }
}

/** Tells a key the issuer does not have (the token's fault) from a key set that cannot be fetched or read (the issuer's). */
function faultsApart(keys: JWTVerifyGetKey): JWTVerifyGetKey {
  return async (header, token) => {
    try {
      return await keys(header, token);
    } catch (error) {
      if (error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) throw error;
      if (error instanceof errors.JOSENotSupported) throw error;
      throw issuerUnavailable();
    }
  };
}

function claimAt(claims: JWTPayload, path: string): unknown {
  // A claim may itself be named with dots, as the URL-like names of some issuers are.
  if (path in claims) return claims[path];
  return path
    .split('.')
    .reduce<unknown>(
      (value, name) =>
        value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : undefined,
      claims,
    );
}

function wordsOf(claim: unknown): unknown[] {
  if (typeof claim === 'string') return claim.split(' ');
  return Array.isArray(claim) ? claim : [];
}
