import { createHash } from 'node:crypto';

/** Digest of a JSON value that does not see the order of members: the same content is the same version. */
export const contentDigest = (json: unknown): string => createHash('sha256').update(canonical(json)).digest('hex');

function canonical(json: unknown): string {
  if (Array.isArray(json)) return `[${json.map(canonical).join()}]`;
  if (typeof json !== 'object' || json === null) return JSON.stringify(json);
  const members = Object.entries(json).filter(([, value]) => value !== undefined);
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, value]) => `${JSON.stringify(name)}:${canonical(value)}`).join()}}`;
}
