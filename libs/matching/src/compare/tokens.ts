export interface WeightedTokens {
  /** Sorted, without repeats. */
  tokens: readonly string[];
  weights: readonly number[];
  total: number;
}

/** Words of a text: runs of letters and digits, in lower case. */
export function tokenise(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** Null when the text has no word, or only words of no weight. */
export function weightedTokens(text: string, weightOf: ReadonlyMap<string, number>): WeightedTokens | null {
  const tokens = [...new Set(tokenise(text))].sort();
  const weights = tokens.map((token) => weightOf.get(token) ?? 1);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return total > 0 ? { tokens, weights, total } : null;
}

/** Weighted Dice overlap of two sets of words, 0…1. */
export function tokenOverlap(a: WeightedTokens, b: WeightedTokens): number {
  let both = 0;
  for (let i = 0, j = 0; i < a.tokens.length && j < b.tokens.length;) {
    const x = a.tokens[i]!;
    const y = b.tokens[j]!;
    if (x === y) {
      both += a.weights[i]!;
      i++;
      j++;
    } else if (x < y) i++;
    else j++;
  }
  return (2 * both) / (a.total + b.total);
}

/** First letters of the words, in their order: `Ningbo Port Group` → `npg`. */
export function initials(text: string): string {
  return tokenise(text)
    .map((token) => token[0])
    .join('');
}

/** One side is the initials of the other, at least two of them. */
export function isInitialism(a: { text: string; initials: string }, b: { text: string; initials: string }): boolean {
  return (a.initials.length > 1 && a.initials === b.text) || (b.initials.length > 1 && b.initials === a.text);
}

/** Groups of digits in a text, sorted: house, building and room numbers of an address. Null when there is none. */
export function numbersOf(text: string): string[] | null {
  const numbers = text.match(/\d+/g);
  return numbers ? numbers.map((digits) => digits.replace(/^0+(?=\d)/, '')).sort() : null;
}
