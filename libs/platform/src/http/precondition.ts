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

function names(header: string, version: number): boolean {
  if (version === 0) return false;
  const tags = header.split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes('*') || tags.includes(etagOf(version));
}
