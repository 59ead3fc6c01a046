import type { RowFault } from './source-table.js';

/** Cells that Excel itself has already spoilt: only their row is rejected. */
export const cellFaults = {
  error: {
    code: 'cell-error-value',
    message: { zh: '单元格是错误值（如 #N/A、#REF!）。', en: 'The cell is an error value (such as #N/A or #REF!).' },
    hint: { zh: '请填入正确的值或清空单元格。', en: 'Enter the right value, or empty the cell.' },
  },
  lostDigits: {
    code: 'number-lost-digits',
    message: {
      zh: '超过 15 位的数字被当作数值保存，Excel 已丢失末尾的数字。',
      en: 'A number of more than 15 digits was stored as a number: Excel has lost its last digits.',
    },
    hint: {
      zh: '请先把该列设为“文本”格式，再重新填写。',
      en: 'Format the column as text, then enter the value again.',
    },
  },
} satisfies Record<string, Omit<RowFault, 'column'>>;
