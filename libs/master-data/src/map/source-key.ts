import { cellValue, type Cells, type Words } from './cells.js';
import { plainText } from '../standardise/text.js';

/** A source key is an index entry, and is shown: no text of a shifted column. */
export const LONGEST_KEY = 200;

/** The key of a row: its parts normalised and joined with `|`; null when one of them is empty. */
export function sourceKeyOfCells(cells: Cells, indexes: readonly number[], nothing: Words): string | null {
  let key = '';
  for (let i = 0; i < indexes.length; i++) {
    const text = cellValue(cells[indexes[i]!], nothing);
    if (text === null) return null;
    const part = plainText(text);
    if (part === '') return null;
    const escaped = part.includes('|') || part.includes('\\') ? part.replace(/[\\|]/g, String.raw`\$&`) : part;
    key = i === 0 ? escaped : `${key}|${escaped}`;
  }
  return key;
}

/** Scientific notation as spreadsheets write it where a long code was taken for a number: many codes have become one. */
const SPREADSHEET_KEY = /(?:^|\|)\d(?:\.\d+)?E\+\d{2}(?:$|\|)/;

export const isSpreadsheetKey = (key: string): boolean => key.includes('E+') && SPREADSHEET_KEY.test(key);
