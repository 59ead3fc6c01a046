/** uploader delivers for its department; application reads; steward decides; operator runs the platform. */
export const ROLES = ['uploader', 'application', 'steward', 'operator'] as const;
export type Role = (typeof ROLES)[number];

/** Who is calling. */
export interface Principal {
  /** `key:<uuid>`, `jwt:<subject>` or `admin`: the prefix keeps an issuer from naming somebody else's key. */
  readonly id: string;
  readonly kind: 'key' | 'jwt' | 'admin';
  readonly roles: readonly Role[];
  /** Department an uploader delivers for. */
  readonly department: string | null;
  /** `<base>`, `<base>:read` or `<base>:write`; empty means every base. */
  readonly scopes: readonly string[];
  /** Master id of the person she is, where the issuer of her token says so. */
  readonly person?: string;
}

/** `person`: whoever the record is about, by a verified claim. No key has it: a key is nobody. */
export type Caller = Role | 'person';

export function isRole(text: unknown): text is Role {
  return ROLES.some((role) => role === text);
}

/** The bootstrap operator behind SIKU_ADMIN_KEY. */
export const ADMIN: Principal = { id: 'admin', kind: 'admin', roles: ['operator'], department: null, scopes: [] };
