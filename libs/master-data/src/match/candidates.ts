import type { Posting } from './match.repository.js';

/** Pairs that are to be compared, by the places of their records. */
export interface Candidates {
  /** those that are in some pair */
  records: string[];
  each(compare: (a: number, b: number) => void): void;
}

/**
 * Every pair of one of `ids` and another record under the same key, once. Two records that are both matched again meet at the smaller id, in whichever
 * chunk that is.
 * @param isSettled whether a record is not matched again itself
 */
export function candidatesOf(
  ids: readonly string[],
  postings: readonly Posting[],
  isSettled: (id: string) => boolean,
): Candidates {
  const keysOf = new Map<string, Posting[]>(ids.map((id) => [id, []]));
  for (const posting of postings) for (const id of posting) keysOf.get(id)?.push(posting);
  const places = new Map<string, number>();
  const records: string[] = [];
  /** per record the one it was last met by */
  const metBy: number[] = [];
  const placeOf = (id: string): number => {
    let place = places.get(id);
    if (place === undefined) {
      places.set(id, (place = records.push(id) - 1));
      metBy.push(-1);
    }
    return place;
  };
  const pairs: number[] = [];
  for (const [id, keys] of keysOf) {
    let own = -1;
    for (const posting of keys) {
      for (const other of posting) {
        if (other <= id && (other === id || !isSettled(other))) continue;
        if (own < 0) own = placeOf(id);
        const place = placeOf(other);
        if (metBy[place] === own) continue;
        metBy[place] = own;
        pairs.push(own, place);
      }
    }
  }
  return {
    records,
    each: (compare) => {
      for (let i = 0; i < pairs.length; i += 2) compare(pairs[i]!, pairs[i + 1]!);
    },
  };
}
