import type { FredAnswer, Values } from './fred-format.js';
import type { Window } from './series-element.js';

/** Some of a list, in an order. */
export interface Part {
  window: Window;
  /** as it is called, and the member it is */
  order_by: string;
  by: string;
  sort_order?: 'asc' | 'desc';
  offset?: number;
  limit?: number;
}

const MOST = 1000;

export function pageOf(
  list: FredAnswer['list'],
  found: readonly Values[],
  { window, order_by, by, sort_order = 'asc', offset = 0, limit = MOST }: Part,
  about: Values = {},
): FredAnswer {
  return {
    about: { ...window, ...about, order_by, sort_order, count: found.length, offset, limit },
    list,
    items: inOrder(found, by, sort_order).slice(offset, offset + limit),
  };
}

export function inOrder<T extends Values>(found: readonly T[], by: string, order: 'asc' | 'desc'): T[] {
  // All are found equally well.
  if (by === 'search_rank') return [...found];
  const direction = order === 'desc' ? -1 : 1;
  return [...found].sort((a, b) => direction * compare(a[by] ?? 0, b[by] ?? 0));
}

const compare = (a: Values[string], b: Values[string]): number => (a < b ? -1 : a > b ? 1 : 0);
