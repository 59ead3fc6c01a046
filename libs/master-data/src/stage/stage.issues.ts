import { issueAt, type RowIssue } from '../validate/row-issue.js';

/** Below the table: 注：为快报数. It is passed over, and shown. */
export const remarkBelow = (row: number, text: string): RowIssue =>
  issueAt(row, null, text, {
    severity: 'warning',
    code: 'remark',
    message: {
      zh: '表下的注释、来源或签署，不是数据，未读取',
      en: 'A remark, source or signature below the table: no data, not read',
    },
    hint: { zh: '无需处理；如果是数据，请补全这一行', en: 'Nothing to do; if it is data, complete the row' },
  });

/** 合计 in a register: what it counts is the rows above. It is passed over, and shown. */
export const totalRow = (row: number, text: string): RowIssue =>
  issueAt(row, null, text, {
    severity: 'warning',
    code: 'total-row',
    message: {
      zh: '合计行，不是登记的对象，未读取',
      en: 'A total of other rows: nothing that is registered, not read',
    },
    hint: { zh: '无需处理；如果是数据，请补全这一行', en: 'Nothing to do; if it is data, complete the row' },
  });

/** Nobody said which worksheet is meant, and others have the same columns. */
export const worksheetsNotRead = (row: number, names: readonly string[]): RowIssue =>
  issueAt(row, null, names.join('、'), {
    severity: 'warning',
    code: 'worksheets-not-read',
    message: {
      zh: `只读取了第一个工作表；另有 ${names.length} 个列名相同的工作表未读取：${names.join('、')}`,
      en: `Only the first worksheet was read; of ${names.length} others with the same columns nothing was: ${names.join(', ')}`,
    },
    hint: {
      zh: '如果也是数据，请合并到一个工作表，或在数据集定义的 file.sheet 中指明工作表并逐个报送',
      en: 'If they are data too, put them into one worksheet, or name each in turn as file.sheet of the dataset and deliver it',
    },
  });

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
