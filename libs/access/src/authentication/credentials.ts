/** RFC 6750 section 2.1, except that an administrator may choose a key outside its alphabet. */
const BEARER = /^Bearer +(\S+)$/i;

/** RFC 7617, for programs that know only a user and a password, such as browsers and map clients: the key is the password. */
const BASIC = /^Basic +([A-Za-z0-9+/]+=*)$/i;

interface Credentialed {
  method: string;
  headers: { authorization?: string };
  query?: unknown;
}

/** Whether a request says who it is from: by its Authorization, or by the parameter where a route takes one. */
export const isCredentialed = ({ headers, query }: Credentialed, parameter?: string): boolean =>
  headers.authorization !== undefined || keyIn(query, parameter) !== undefined;

const keyIn = (query: unknown, parameter: string | undefined): unknown =>
  parameter === undefined ? undefined : (query as Record<string, unknown> | undefined)?.[parameter];

/** Key or token of a request; null for none, or for an Authorization that holds none. */
export function tokenOf(request: Credentialed, parameter?: string): string | null {
  const { method, headers } = request;
  const named = method === 'GET' && headers.authorization === undefined ? keyIn(request.query, parameter) : undefined;
  if (named !== undefined) return typeof named === 'string' ? named : null;
  const { authorization = '' } = headers;
  const bearer = BEARER.exec(authorization)?.[1];
  // Browsers send a password by themselves, also when another site makes them: it is good for reading only.
  if (bearer || (method !== 'GET' && method !== 'HEAD')) return bearer ?? null;
  const basic = BASIC.exec(authorization)?.[1];
  const [, password] = /^[^:]*:(\S+)$/.exec(Buffer.from(basic ?? '', 'base64').toString()) ?? [];
  return password ?? null;
}
