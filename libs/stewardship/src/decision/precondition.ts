import { staleState } from '../stewardship.errors.js';

/** Throws 412 when If-Match is sent and names another state. A grant's mark at the end of a tag does not count. */
export function requireMatch(ifMatch: string | undefined, etag: string): void {
  if (ifMatch === undefined || ifMatch.trim() === '*') return;
  const tags = ifMatch.split(',').map((tag) => tag.trim().replace(/\.[0-9a-f]{8}"$/, '"'));
  if (!tags.includes(etag)) throw staleState();
}
