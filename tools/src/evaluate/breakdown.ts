/** Pairs that have a record of the tag on either side. */
export interface TagAccuracy {
  truePairs: number;
  foundPairs: number;
  rightPairs: number;
  precision: number;
  recall: number;
}

/** How well each kind of record was matched. A pair of two kinds counts for both; with `sources`, only pairs of different files count. */
export function breakdown(
  tags: readonly string[],
  labels: ArrayLike<number>,
  found: ArrayLike<number>,
  sources?: ArrayLike<number>,
): Record<string, TagAccuracy> {
  const result: Record<string, TagAccuracy> = {};
  const count = (a: number, b: number, what: 'truePairs' | 'foundPairs' | 'rightPairs'): void => {
    if (sources?.[a] !== undefined && sources[a] === sources[b]) return;
    for (const tag of new Set([tags[a]!, tags[b]!])) {
      result[tag] ??= { truePairs: 0, foundPairs: 0, rightPairs: 0, precision: 1, recall: 1 };
      result[tag][what]++;
    }
  };
  forEachPair(Array.from(labels), (a, b) => {
    count(a, b, 'truePairs');
    if (found[a] === found[b]) count(a, b, 'rightPairs');
  });
  forEachPair(Array.from(found), (a, b) => count(a, b, 'foundPairs'));
  for (const each of Object.values(result)) {
    each.precision = each.foundPairs === 0 ? 1 : each.rightPairs / each.foundPairs;
    each.recall = each.truePairs === 0 ? 1 : each.rightPairs / each.truePairs;
  }
  return result;
}

function forEachPair(groups: readonly number[], each: (a: number, b: number) => void): void {
  const members = new Map<number, number[]>();
  groups.forEach((group, i) => {
    const list = members.get(group);
    if (list) list.push(i);
    else members.set(group, [i]);
  });
  for (const list of members.values())
    for (let i = 0; i < list.length; i++) for (let j = i + 1; j < list.length; j++) each(list[i]!, list[j]!);
}
