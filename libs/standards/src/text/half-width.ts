/** Anything a full-width form or ideographic space could be; the common value has none and is returned as it is. */
const WIDE = /[\u3000\uff01-\uff5e]/;
const WIDE_ALL = /[\u3000\uff01-\uff5e]/g;
const PLAIN_ASCII = /^[\x21-\x7e]*$/;

/** Full-width letters, digits and signs (U+FF01–FF5E) and the ideographic space to their ASCII forms; nothing else changes. */
export function toHalfWidth(text: string): string {
  if (!WIDE.test(text)) return text;
  return text.replace(WIDE_ALL, (c) => (c === '\u3000' ? ' ' : String.fromCharCode(c.charCodeAt(0) - 0xfee0)));
}

/** Unicode NFKC, control and zero-width characters removed, runs of white space collapsed to one space, trimmed. */
export function normaliseText(text: string): string {
  if (PLAIN_ASCII.test(text)) return text;
  return text
    .normalize('NFKC')
    .replace(/[\u200b-\u200f\u2060\ufeff\u00ad]/g, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/**
 * How every identifier is read: half-width, without white space, upper case.
 * Not NFKC: a circled digit in a code is a typing error to report, not a digit.
 */
export function identifierText(text: string): string {
  return toHalfWidth(text)
    .replace(/[\s\u200b-\u200f\u2060\ufeff]+/g, '')
    .replace(/[a-z]+/g, (letters) => letters.toUpperCase());
}

/** Scientific notation: what a spreadsheet makes of a long code it took for a number. The lost digits cannot be restored. */
export function isSpreadsheetNumber(text: string): boolean {
  return /^\d(\.\d+)?E\+?\d+$/.test(text);
}
