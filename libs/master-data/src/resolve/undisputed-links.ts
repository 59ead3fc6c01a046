/** Records, by number, that are held to be the same; a negative number is a record of which nothing is known any more. */
export interface Link {
  a: number;
  b: number;
  weight: number;
}

/**
 * Links between two records that nothing else speaks of: they join them, as long as no identifiers of theirs can contradict each other, and the
 * records need not be looked at.
 * @param others records that something beside the links speaks of
 */
export function undisputedLinks(links: readonly Link[], others: readonly number[]): Link[] {
  const disputed = new Set(others);
  const linked = new Set<number>();
  for (const { a, b } of links) for (const index of [a, b]) (linked.has(index) ? disputed : linked).add(index);
  return links.filter(({ a, b }) => a >= 0 && b >= 0 && !disputed.has(a) && !disputed.has(b));
}
