const RULES: readonly (readonly [RegExp, string])[] = [
  [/^(?:kn|gn|pn)/, 'n'],
  [/^wr/, 'r'],
  [/^x/, 's'],
  [/gh(?=[^aeiou]|$)/g, ''],
  [/ph/g, 'f'],
  [/sch|sh|ch(?=[eiy])|cz|tch/g, 's'],
  [/ck|kh|ch|qu?/g, 'k'],
  [/tz|ts|z/g, 's'],
  [/c(?=[eiy])/g, 's'],
  [/c/g, 'k'],
  [/g(?=[eiy])|dj|dg/g, 'j'],
  [/x/g, 'ks'],
  [/th|dh|d/g, 't'],
  [/b/g, 'p'],
  [/g/g, 'k'],
  [/[vw]/g, 'f'],
];

/**
 * How a word in Latin letters sounds, roughly: consonants alone, related ones taken for one, doubled ones once, `a` for a vowel at the
 * beginning. Spellings of one name in several transliterations fall together (Mohamed, Muhammed; Garski, Garsky).
 */
export function roughSound(word: string): string {
  let text = word.replace(/[^a-z]/g, '');
  for (const [pattern, by] of RULES) text = text.replace(pattern, by);
  const first = /^[aeiouy]/.test(text) ? 'a' : '';
  return first + text.replace(/[aeiouyh]/g, '').replace(/(.)\1+/g, '$1');
}

const ROUGHER: readonly (readonly [RegExp, string])[] = [
  [/(?:tz|ts|sch|sh|ch|cz|zh|dzh|dj|dg|j|z|x)/g, 's'],
  [/c(?=[eiy])|g(?=[iy]|e(?!u))/g, 's'],
  [/[cqg]|kh|gh/g, 'k'],
  [/d/g, 't'],
  [/ph|[bfv]/g, 'p'],
  [/w(?=[aeiou])/g, 'p'],
  [/r(?![aeiouy])/g, ''],
  [/r/g, 'l'],
  [/[aeiouywh]/g, ''],
  [/(.)\1+/g, '$1'],
];

/**
 * What is left of a name when it is written in another script and back: consonants alone, where many sounds are one (베네수엘라, Venezuela). Of names
 * in one script it says less than `roughSound`.
 */
export function soundAcrossScripts(word: string): string {
  return ROUGHER.reduce((text, [pattern, by]) => text.replace(pattern, by), word.replace(/[^a-z]/g, ''));
}
