import { Problem } from '../problem/problem.js';

export interface Preconditions {
  'if-match'?: string;
  'if-none-match'?: string;
}

export const etagOf = (version: number): string => `"${version}"`;

/** Throws 412 when the present version (0: there is none) is not the one the caller has seen. */
export function requirePreconditions(headers: Preconditions, version: number): void {
  const ifMatch = headers['if-match'];
  const stale = ifMatch !== undefined && !names(ifMatch, version);
  const unexpected = headers['if-none-match'] === '*' && version > 0;
  if (!stale && !unexpected) return;
  throw new Problem(412, 'precondition-failed', {
    zh: version > 0 ? `当前版本为 ${version}，请重新读取后再修改` : '尚不存在，If-Match 无法满足',
    en: version > 0 ? `The present version is ${version}; read it again before changing it` : 'It does not exist yet',
  });
}

/** Whether the caller of a GET has the version already. */
export const isKnown = (headers: Preconditions, version: number): boolean =>
  headers['if-none-match'] !== undefined && names(headers['if-none-match'], version);

const names = (header: string, version: number): boolean => version > 0 && hasTag(header, etagOf(version));

/** Whether a header of tags has one, or takes any. Compared weakly (RFC 9110, 8.8.3.2): who compresses on the way weakens a tag. */
export function hasTag(header: string | undefined, etag: string): boolean {
  const opaque = (tag: string): string => tag.trim().replace(/^W\//, '');
  const tags = header?.split(',').map(opaque) ?? [];
  return tags.includes('*') || tags.includes(opaque(etag));
}
