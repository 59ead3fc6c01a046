import { beforeAll, describe, expect, it } from '@jest/globals';
import {
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  SignJWT,
  type CryptoKey,
  type JWTPayload,
  type JWTVerifyGetKey,
} from 'jose';
import { TokenVerifier } from './token-verifier.js';

const settings = {
  issuer: 'https://id.example',
  audience: 'siku',
  jwksUrl: 'https://id.example/jwks',
  rolesClaim: 'realm_access.roles',
  departmentClaim: 'dept',
  personClaim: 'siku_person',
};

describe('TokenVerifier', () => {
  let privateKey: CryptoKey;
  let keys: JWTVerifyGetKey;

  beforeAll(async () => {
    const pair = await generateKeyPair('ES256');
    privateKey = pair.privateKey;
    keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(pair.publicKey)), kid: '1', alg: 'ES256' }] });
  });

  function sign(claims: JWTPayload, kid = '1'): Promise<string> {
    const now = Math.floor(Date.now() / 1000);
    const whole = { iss: settings.issuer, aud: settings.audience, sub: 'li.na', iat: now, exp: now + 300, ...claims };
    return new SignJWT(whole).setProtectedHeader({ alg: 'ES256', kid }).sign(privateKey);
  }

  it('reads subject, roles and department, and ignores roles it does not know', async () => {
    const token = await sign({
      realm_access: { roles: ['uploader', 'offline_access', 'uploader'] },
      dept: 'state-tax',
    });
    expect(await new TokenVerifier(settings, keys).verify(token)).toEqual({
      id: 'jwt:li.na',
      kind: 'jwt',
      roles: ['uploader'],
      department: 'state-tax',
      scopes: [],
    });
  });

  it('knows the person by her master id, and by nothing else', async () => {
    const id = '01234567-89ab-8cde-8f01-23456789abcd';
    const verifier = new TokenVerifier(settings, keys);
    expect((await verifier.verify(await sign({ siku_person: id }))).person).toBe(id);
    expect(await verifier.verify(await sign({ siku_person: '330203199001011234' }))).not.toHaveProperty('person');
  });

  it('takes roles as a space-separated text, and a claim whose name has dots', async () => {
    const token = await sign({ 'https://siku.example/roles': 'steward operator' });
    const verifier = new TokenVerifier({ ...settings, rolesClaim: 'https://siku.example/roles' }, keys);
    expect((await verifier.verify(token)).roles).toEqual(['steward', 'operator']);
  });

  it.each<[string, JWTPayload, string]>([
    ['another issuer', { iss: 'https://evil.example' }, 'credentials-invalid'],
    ['another audience', { aud: 'other' }, 'credentials-invalid'],
    ['no expiry', { exp: undefined }, 'credentials-invalid'],
    ['no subject', { sub: undefined }, 'credentials-invalid'],
    ['a subject no row can hold', { sub: 'a\0' }, 'credentials-invalid'],
    ['an endless subject', { sub: 'a'.repeat(1000) }, 'credentials-invalid'],
    ['an expiry in the past', { exp: 1 }, 'credentials-expired'],
  ])('refuses a token with %s', async (_what, claims, code) => {
    await expect(new TokenVerifier(settings, keys).verify(await sign(claims))).rejects.toMatchObject({
      status: 401,
      code,
    });
  });

  it('refuses unsigned tokens, tokens signed with a shared secret, by an unknown key, and text that is none', async () => {
    const verifier = new TokenVerifier(settings, keys);
    const claims = Buffer.from(
      JSON.stringify({ iss: settings.issuer, aud: settings.audience, sub: 'x', exp: 9e9 }),
    ).toString('base64url');
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${claims}.`;
    const shared = await new SignJWT({ sub: 'x' }).setProtectedHeader({ alg: 'HS256' }).sign(Buffer.alloc(32));
    for (const token of [none, shared, await sign({}, 'other'), 'abc', 'a.b.c']) {
      await expect(verifier.verify(token)).rejects.toMatchObject({ status: 401, code: 'credentials-invalid' });
    }
  });

  it('does not blame the caller when the keys of the issuer cannot be had', async () => {
    const verifier = new TokenVerifier(settings, () => Promise.reject(new TypeError('fetch failed')));
    await expect(verifier.verify(await sign({}))).rejects.toMatchObject({ status: 503, code: 'issuer-unavailable' });
  });
});
