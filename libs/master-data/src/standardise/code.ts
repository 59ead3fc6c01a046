import { nearest, type AttributeSpec } from '@siku/catalogue';
import { codeList, type Message } from '@siku/standards';
import { codeNotInTable, unknownCode } from '../validate/findings.js';
import type { Standardiser } from './standardised.js';
import { plainText } from './text.js';

/** Every way to write a code of an attribute: the code, its title in both languages, what departments say instead. */
export function codeWords(spec: AttributeSpec): Map<string, string> {
  const codes: Iterable<[string, Message]> =
    typeof spec.codes === 'string' ? codeList(spec.codes) : Object.entries(spec.codes ?? {});
  const words = new Map<string, string>();
  for (const [code, { zh, en }] of codes) {
    // A title that is another's code (a two-digit code and the name of another) never displaces it.
    for (const word of [code, zh, en]) if (!words.has(fold(word))) words.set(fold(word), code);
  }
  for (const [word, code] of Object.entries(spec.aliases ?? {})) words.set(fold(word), code);
  return words;
}

/** Without case, spaces and punctuation: 存续（在营、开业、在册） */
const fold = (word: string): string =>
  plainText(word)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');

export function standardiseCode(spec: AttributeSpec): Standardiser {
  const words = codeWords(spec);
  if (words.size === 0) return (text) => ({ value: plainText(text) });
  return (text) => {
    const value = words.get(fold(text));
    return value === undefined ? { finding: unknownCode(nearest(plainText(text), words.keys())) } : { value };
  };
}

export interface CodeTable {
  codes: Record<string, string | null>;
  otherwise?: string;
  strict?: boolean;
}

/** The dataset's own table goes first; what it does not have may still be one of the attribute's codes. */
export function withCodeTable({ codes, otherwise, strict }: CodeTable, standardise: Standardiser): Standardiser {
  const table = new Map(Object.entries(codes).map(([word, code]) => [plainText(word), code]));
  return (text) => {
    const code = table.get(plainText(text));
    if (code === null) return {};
    if (code !== undefined) return standardise(code);
    if (otherwise !== undefined) return standardise(otherwise);
    return strict ? { finding: codeNotInTable } : standardise(text);
  };
}
