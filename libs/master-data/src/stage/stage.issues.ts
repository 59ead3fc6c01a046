import type { RowIssue } from '../validate/row-issue.js';

/** Two rows of one file speak of the same record on the same day: the first stays. */
export const duplicateKey = (row: number, first: number, key: readonly string[]): RowIssue => ({
  row,
  column: key.join(' + '),
  value: null,
  severity: 'error',
  code: 'duplicate-key',
  message: {
    zh: `本行与第 ${first} 行主键相同，已采用第 ${first} 行`,
    en: `This row has the same key as row ${first}; row ${first} was taken`,
  },
  hint: {
    zh: '请保留一行，或在字段映射中补充区分两行的主键列',
    en: 'Keep one of the two, or add a column to the dataset key that tells them apart',
  },
});
