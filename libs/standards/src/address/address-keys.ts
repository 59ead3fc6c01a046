/** Keys of one address at most. */
const MOST_NUMBERS = 3;
const MOST_WORDS = 2;
const LONGEST_HOUSE_NUMBER = 6;

/** `number word` for its first numbers with its longest words: what stays of an address when the rest is written otherwise. */
export function addressKeys(words: readonly string[]): string[] {
  const numbers = words.filter((word) => /^\d/.test(word) && word.length < LONGEST_HOUSE_NUMBER).slice(0, MOST_NUMBERS);
  const longest = words
    .filter((word) => !/^\d/.test(word))
    .sort((x, y) => y.length - x.length || (x < y ? -1 : 1))
    .slice(0, MOST_WORDS);
  return [...new Set(numbers.flatMap((number) => longest.map((word) => `${number} ${word}`)))];
}

const FEWEST_DIGITS = 4;

/** Postcodes, as far as they can be told from other words: numbers of four digits and more, and those of Britain and Canada, in one word. */
export function postcodesOf(words: readonly string[]): string[] {
  const found: string[] = [];
  words.forEach((word, i) => {
    const next = words[i + 1] ?? '';
    if (/^\d+$/.test(word) && word.length >= FEWEST_DIGITS) found.push(word.slice(0, FEWEST_DIGITS + 2));
    else if (/^[a-z]{1,2}\d[a-z\d]?$/.test(word) && /^\d[a-z]{2}$/.test(next)) found.push(word + next);
    else if (/^[a-z]\d[a-z]$/.test(word) && /^\d[a-z]\d$/.test(next)) found.push(word + next);
    else if (/^[a-z]{1,2}\d[a-z\d]?\d[a-z]{2}$/.test(word)) found.push(word);
  });
  return [...new Set(found)];
}
