import { hash } from 'node:crypto';

/** Before every id in their order: where a walk over ids begins. */
export const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

/** Splits the parts of a hashed name; cannot occur in a delivered cell. */
const SEPARATOR = '\u0000';

/** 122 bits of a digest as a UUID of version 8 (RFC 9562): MD5 is used for spread, not for secrecy. */
function digest(text: string): string {
  const hex = hash('md5', text, 'hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20)}`;
}

/** Name-based id: the same parts give the same id on every machine and at every repetition. */
export const nameBasedId = (...parts: readonly (string | number)[]): string => digest(parts.join(SEPARATOR));

/** The same, with a beginning that it shares with its neighbours: what is read together lies together in an index. */
export function neighbouringId(neighbourhood: readonly string[], parts: readonly string[]): string {
  const text = neighbourhood.join(SEPARATOR);
  // Neighbours come one after the other.
  if (text !== last.text) last = { text, beginning: digest(text).slice(0, 13) };
  return last.beginning + nameBasedId(...parts).slice(13);
}

let last = { text: '', beginning: '' };

/** Id of a source record: (dataset, source key). Neighbours are those whose keys agree in all parts but the last. */
export function recordIdOf(dataset: string, sourceKey: string): string {
  const end = sourceKey.lastIndexOf('|');
  return end < 0
    ? nameBasedId(dataset, sourceKey)
    : neighbouringId([dataset, sourceKey.slice(0, end)], [dataset, sourceKey]);
}

/** Hash of a delivered row, together with what it was read with (`fingerprint` of the definition and the pipeline). */
export const rawHashOf = (fingerprint: string, values: readonly (string | null)[]): string =>
  digest(fingerprint + SEPARATOR + values.map((value) => value ?? SEPARATOR).join('\u0001'));

/** Hash of standardised attributes as JSON; their members are in the order of the base's dictionary. */
export const contentHashOf = (json: string): string => digest(json);
