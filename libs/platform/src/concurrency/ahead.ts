/**
 * Results of `work` over `items`, in the order of the items, while up to `limit` of them are under way: the database
 * works on some while this process works on others. When one fails, or the reader leaves, what is under way is waited
 * for, so that nothing still writes afterwards.
 */
export async function* ahead<T, R>(
  items: AsyncIterable<T> | Iterable<T>,
  limit: number,
  work: (item: T) => Promise<R>,
): AsyncGenerator<R> {
  const underWay: Promise<R>[] = [];
  try {
    for await (const item of items) {
      const result = work(item);
      // Whoever waits for its turn hears of a failure; until then it must not count as unheard.
      result.catch(() => undefined);
      underWay.push(result);
      if (underWay.length >= limit) yield await underWay[0]!.finally(() => underWay.shift());
    }
    while (underWay.length > 0) yield await underWay[0]!.finally(() => underWay.shift());
  } finally {
    await Promise.allSettled(underWay);
  }
}
