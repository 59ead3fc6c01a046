const width = 64;
const rows = [new Uint8Array(width + 1), new Uint8Array(width + 1), new Uint8Array(width + 1)] as const;

/**
 * Damerau–Levenshtein distance (optimal string alignment: insert, delete, replace, swap neighbours), counted only up to `limit`; anything
 * further is `limit + 1`. Values longer than 64 characters are compared by their first 64 after the common prefix.
 */
export function edits(a: string, b: string, limit: number): number {
  if (a === b) return 0;
  if (Math.abs(a.length - b.length) > limit) return limit + 1;
  let start = 0;
  while (start < a.length && start < b.length && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let endA = a.length;
  let endB = b.length;
  while (endA > start && endB > start && a.charCodeAt(endA - 1) === b.charCodeAt(endB - 1)) {
    endA--;
    endB--;
  }
  const m = Math.min(endA - start, width);
  const n = Math.min(endB - start, width);
  if (m === 0 || n === 0) return Math.min(m + n, limit + 1);
  // Cells further than the limit from the diagonal cannot be part of a short enough way.
  const far = limit + 1;
  let [before, last, row] = rows as [Uint8Array, Uint8Array, Uint8Array];
  for (let j = 0; j <= Math.min(n, limit); j++) last[j] = j;
  if (limit < n) last[far] = far;
  for (let i = 1; i <= m; i++) {
    const x = a.charCodeAt(start + i - 1);
    const from = i > limit ? i - limit : 1;
    const to = i + limit < n ? i + limit : n;
    row[from - 1] = from === 1 && i <= limit ? i : far;
    let least = row[from - 1]!;
    for (let j = from; j <= to; j++) {
      const y = b.charCodeAt(start + j - 1);
      let cost = last[j - 1]! + (x === y ? 0 : 1);
      if (last[j]! + 1 < cost) cost = last[j]! + 1;
      if (row[j - 1]! + 1 < cost) cost = row[j - 1]! + 1;
      if (
        i > 1 &&
        j > 1 &&
        x === b.charCodeAt(start + j - 2) &&
        y === a.charCodeAt(start + i - 2) &&
        before[j - 2]! + 1 < cost
      )
        cost = before[j - 2]! + 1;
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (to < n) row[to + 1] = far;
    // No later row can be smaller: a row is at most one above the row before it, and a swap, which reaches back two rows, costs one.
    if (least > limit) return limit + 1;
    [before, last, row] = [last, row, before];
  }
  return Math.min(last[n]!, far);
}
