import { nearest, type AttributeSpec } from '@siku/catalogue';
import { checkCode } from '@siku/standards';
import { codeNotInTable, failedCheck, unknownCode } from '../validate/findings.js';
import type { Standardiser } from './standardised.js';
import { plainText } from './text.js';

/** Every way to write an attribute's own codes: the code, its title in both languages, what departments say instead. */
function codeWords(spec: AttributeSpec): Map<string, string> {
  const words = new Map<string, string>();
  if (typeof spec.codes === 'object') {
    for (const [code, { zh, en }] of Object.entries(spec.codes)) {
      for (const word of [code, zh, en]) words.set(fold(word), code);
    }
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
  const list = typeof spec.codes === 'string' ? spec.codes : null;
  if (list === null && words.size === 0) return (text) => ({ value: plainText(text) });
  return (text) => {
    const value = words.get(fold(text));
    if (value !== undefined) return { value };
    if (list === null) return { finding: unknownCode(nearest(plainText(text), words.keys())) };
    const checked = checkCode(list, text);
    return checked.ok ? { value: checked.value } : { finding: failedCheck(checked) };
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
