const longest = 128;
const takenA = new Uint8Array(longest);
const takenB = new Uint8Array(longest);

/** Jaro–Winkler similarity 0…1 over the first 128 characters, prefix scale 0.1 over at most 4 characters. */
export function jaroWinkler(a: string, b: string): number {
  if (a === b) return 1;
  const m = Math.min(a.length, longest);
  const n = Math.min(b.length, longest);
  if (m === 0 || n === 0) return 0;
  const reach = Math.max(0, (Math.max(m, n) >> 1) - 1);
  takenA.fill(0, 0, m);
  takenB.fill(0, 0, n);
  let matches = 0;
  for (let i = 0; i < m; i++) {
    const x = a.charCodeAt(i);
    const end = Math.min(n - 1, i + reach);
    for (let j = Math.max(0, i - reach); j <= end; j++) {
      if (takenB[j] === 0 && b.charCodeAt(j) === x) {
        takenA[i] = 1;
        takenB[j] = 1;
        matches++;
        break;
      }
    }
  }
  if (matches === 0) return 0;
  let moved = 0;
  for (let i = 0, j = 0; i < m; i++) {
    if (takenA[i] === 0) continue;
    while (takenB[j] === 0) j++;
    if (a.charCodeAt(i) !== b.charCodeAt(j)) moved++;
    j++;
  }
  const jaro = (matches / m + matches / n + (matches - moved / 2) / matches) / 3;
  let prefix = 0;
  while (prefix < 4 && prefix < m && prefix < n && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  return jaro + prefix * 0.1 * (1 - jaro);
}
