/** RFC 6750 section 2.1, except that an administrator may choose a key outside its alphabet. */
const BEARER = /^Bearer +(\S+)$/i;

/** RFC 7617, for programs that know only a user and a password, such as browsers and map clients: the key is the password. */
const BASIC = /^Basic +([A-Za-z0-9+/]+=*)$/i;

interface Credentialed {
  method: string;
  headers: { authorization?: string };
}

/** Key or token of a request; null for none, or for an Authorization that holds none. */
export function tokenOf({ method, headers: { authorization = '' } }: Credentialed): string | null {
  const bearer = BEARER.exec(authorization)?.[1];
  // Browsers send a password by themselves, also when another site makes them: it is good for reading only.
  if (bearer || (method !== 'GET' && method !== 'HEAD')) return bearer ?? null;
  const basic = BASIC.exec(authorization)?.[1];
  const [, password] = /^[^:]*:(\S+)$/.exec(Buffer.from(basic ?? '', 'base64').toString()) ?? [];
  return password ?? null;
}
