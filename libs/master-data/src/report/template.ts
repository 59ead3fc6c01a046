import type { Readable } from 'node:stream';
import type { Message } from '@siku/standards';
import { DESCRIPTION_MARK } from '../read/header.js';
import { columnLetters } from '../read/xlsx-sheet.js';
import { writeCsv } from './csv-writer.js';
import type { ReportFormat } from './issue-report.js';
import { sheetRow, STYLE, worksheet, writeWorkbook, xmlText } from './workbook-writer.js';

/** A column of a dataset as the department fills it in. */
export interface TemplateColumn {
  name: string;
  description: Message;
  required?: boolean;
  /** The values the department may write, with their meaning. */
  codes?: Readonly<Record<string, Message>>;
}

const CODE_SHEET = '代码表 Codes';
/** Rows with a drop-down. Whoever fills in more pastes them; some programs keep a rule per cell, so not the whole sheet. */
const LAST_ROW = 10_000;
/** The description row stands below the header; entries begin under it. */
const FIRST_ENTRY_ROW = 3;
/** A CSV has no second sheet: short code lists stand in the description, longer ones are named by their first codes. */
const CODES_IN_TEXT = 30;

/**
 * An empty file to fill in: column names, a description row (marked, so that it is not taken for data when the file comes
 * back) and the code lists; in XLSX on a second sheet, with a drop-down for each column that has one.
 */
export function writeTemplate(format: ReportFormat, columns: TemplateColumn[]): Readable {
  const names = columns.map(({ name }) => name);
  if (format === 'csv') return writeCsv([names, columns.map((column) => description(column) + codesInText(column))]);
  const entries = worksheet({ columnWidths: names.map(() => 24), frozenRows: 2, after: validations(columns) }, [
    sheetRow(1, names, STYLE.heading),
    sheetRow(2, columns.map(description), STYLE.description),
  ]);
  const sheets = [{ name: '数据 Data', xml: entries }];
  const coded = columns.filter(isCoded);
  if (coded.length > 0) sheets.push({ name: CODE_SHEET, xml: codeSheet(coded) });
  return writeWorkbook(sheets);
}

type CodedColumn = TemplateColumn & { codes: Readonly<Record<string, Message>> };
const isCoded = (column: TemplateColumn): column is CodedColumn => Object.keys(column.codes ?? {}).length > 0;

const description = ({ description: text, required }: TemplateColumn) =>
  `${DESCRIPTION_MARK} ${required ? '【必填 required】' : ''}${text.zh} ${text.en}`.trimEnd();

function codesInText({ codes = {} }: TemplateColumn): string {
  const all = Object.entries(codes);
  if (all.length === 0) return '';
  const shown = all.slice(0, CODES_IN_TEXT).map(([code, { zh }]) => (zh === code ? code : `${code}=${zh}`));
  return `；可填 codes: ${shown.join('、')}${all.length > shown.length ? '…' : ''}`;
}

/** Two columns for each list: the code and its meaning. */
function codeSheet(coded: CodedColumn[]) {
  const lists = coded.map(({ codes }) => Object.entries(codes));
  const length = Math.max(...lists.map((list) => list.length));
  const headings = coded.flatMap(({ name }) => [name, '含义 Meaning']);
  const rows = Array.from({ length }, (_, at) => {
    const cells = lists.flatMap((list) =>
      list[at] ? [list[at][0], `${list[at][1].zh} ${list[at][1].en}`.trim()] : [null, null],
    );
    return sheetRow(at + 2, cells);
  });
  return worksheet({ columnWidths: headings.map(() => 24), frozenRows: 1 }, [
    sheetRow(1, headings, STYLE.heading),
    ...rows,
  ]);
}

function validations(columns: TemplateColumn[]): string {
  const coded = columns.filter(isCoded);
  if (coded.length === 0) return '';
  const items = coded.map((column, at) => {
    const entry = columnLetters(columns.indexOf(column));
    const list = columnLetters(at * 2);
    const source = `'${CODE_SHEET}'!$${list}$2:$${list}$${Object.keys(column.codes).length + 1}`;
    const range = `${entry}${FIRST_ENTRY_ROW}:${entry}${LAST_ROW}`;
    const error = 'error="请从下拉列表中选择。 Choose from the list."';
    return `<dataValidation type="list" allowBlank="1" showErrorMessage="1" ${error} sqref="${range}"><formula1>${xmlText(source)}</formula1></dataValidation>`;
  });
  return `<dataValidations count="${items.length}">${items.join('')}</dataValidations>`;
}
