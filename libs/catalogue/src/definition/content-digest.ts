import { createHash } from 'node:crypto';
import { canonicalJson } from '@siku/platform';

/** Digest of a JSON value that does not see the order of members: the same content is the same version. */
export const contentDigest = (json: unknown): string => createHash('sha256').update(canonicalJson(json)).digest('hex');
