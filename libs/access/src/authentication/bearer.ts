/** RFC 6750 section 2.1, except that an administrator may choose a key outside its alphabet. */
const BEARER = /^Bearer +(\S+)$/i;

export function bearerToken(authorization: string | undefined): string | null {
  return BEARER.exec(authorization ?? '')?.[1] ?? null;
}
