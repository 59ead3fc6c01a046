/** The candidate that a misspelt word most likely meant; null when none is near. */
export function nearest(word: string, candidates: Iterable<string>): string | null {
  const wanted = word.toLowerCase();
  let best: string | null = null;
  let bestDistance = Math.max(2, Math.ceil(wanted.length / 3)) + 1;
  for (const candidate of candidates) {
    const lower = candidate.toLowerCase();
    const distance = editDistance(wanted, lower);
    // A distance as large as the words themselves is no resemblance.
    if (distance < bestDistance && distance < Math.min(wanted.length, lower.length)) {
      best = candidate;
      bestDistance = distance;
    }
  }
  return best ?? [...candidates].find((candidate) => sameLastName(wanted, candidate)) ?? null;
}

/** `uscc` for `identifiers.uscc`. */
function sameLastName(wanted: string, candidate: string): boolean {
  const lastName = (path: string): string => path.slice(path.lastIndexOf('.') + 1);
  return candidate.includes('.') && lastName(candidate.toLowerCase()) === lastName(wanted);
}

function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const substitution = previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(substitution, previous[j]! + 1, current[j - 1]! + 1));
    }
    previous = current;
  }
  return previous[b.length]!;
}
