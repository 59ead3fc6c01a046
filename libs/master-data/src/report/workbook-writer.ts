import { Readable } from 'node:stream';
import { columnLetters } from '../read/xlsx-sheet.js';
import { zipOf } from './zip-writer.js';

export interface Sheet {
  name: string;
  /** The worksheet part; see `worksheet`. */
  xml: Iterable<string> | AsyncIterable<string>;
}

/** Cell styles of every workbook written here. Cells are text, so that 007 stays 007 when somebody edits it; figures are numbers. */
export const STYLE = { text: 0, heading: 1, description: 2, number: 3, lines: 4 } as const;

/** A text, or the digits of a number, which are written as they are. */
export type SheetCell = string | null | { number: string };

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

/** Excel's limit for the text of a cell. */
const MAX_CELL = 32_767;

/** An XLSX as a stream, by hand: the sheets are generators, so a report of any length is written at the reader's pace. */
export function writeWorkbook(sheets: Sheet[]): Readable {
  const parts: [name: string, content: Sheet['xml']][] = [
    ['[Content_Types].xml', [contentTypes(sheets.length)]],
    ['_rels/.rels', [relationships([['officeDocument', 'xl/workbook.xml']])]],
    ['xl/workbook.xml', [workbook(sheets)]],
    [
      'xl/_rels/workbook.xml.rels',
      [
        relationships([
          ...sheets.map((_, at): [string, string] => ['worksheet', `worksheets/sheet${at + 1}.xml`]),
          ['styles', 'styles.xml'],
        ]),
      ],
    ],
    ['xl/styles.xml', [STYLES]],
    ...sheets.map(({ xml }, at): [string, Sheet['xml']] => [`xl/worksheets/sheet${at + 1}.xml`, xml]),
  ];
  return Readable.from(zipOf(parts.map(([name, content]) => ({ name, content: encoded(content) }))), {
    objectMode: false,
  });
}

async function* encoded(texts: Sheet['xml']): AsyncGenerator<Buffer> {
  for await (const text of texts) yield Buffer.from(text);
}

export interface SheetLayout {
  columnWidths: number[];
  /** Rows that stay in view. */
  frozenRows: number;
  /** Elements that follow the rows, such as data validations. */
  after?: string;
}

export async function* worksheet(
  layout: SheetLayout,
  rows: Iterable<string> | AsyncIterable<string>,
): AsyncGenerator<string> {
  const { columnWidths, frozenRows, after = '' } = layout;
  const pane = `<pane ySplit="${frozenRows}" topLeftCell="A${frozenRows + 1}" activePane="bottomLeft" state="frozen"/>`;
  const columns = columnWidths.map(
    (width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" style="${STYLE.text}" customWidth="1"/>`,
  );
  yield `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0">${pane}</sheetView></sheetViews>`;
  yield `<cols>${columns.join('')}</cols><sheetData>`;
  yield* rows;
  yield `</sheetData>${after}</worksheet>`;
}

export function sheetRow(row: number, cells: readonly SheetCell[], style: number = STYLE.text): string {
  const parts = cells.map((cell, at) => {
    if (cell === null || cell === '') return '';
    const place = `${columnLetters(at)}${row}`;
    if (typeof cell === 'object') return `<c r="${place}" s="${STYLE.number}"><v>${cell.number}</v></c>`;
    return `<c r="${place}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${cellXml(cell)}</t></is></c>`;
  });
  return `<row r="${row}">${parts.join('')}</row>`;
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

export const xmlText = (text: string) => text.replace(/[&<>"]/gu, (character) => ENTITIES[character]!);

/** Characters that XML cannot hold are written as Excel writes them, `_xHHHH_`; a text that looks like that is masked. */
function cellXml(cell: string): string {
  const text = cell.length > MAX_CELL ? `${cell.slice(0, MAX_CELL - 1)}…` : cell;
  return xmlText(text)
    .replace(/_(?=x[0-9a-fA-F]{4}_)/gu, '_x005F_')
    .replace(
      // oxlint-disable-next-line no-control-regex -- they are what is replaced
      /[\0-\x08\x0b-\x1f\ufffe\uffff\ud800-\udfff]/gu,
      (character) => `_x${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`,
    );
}

function contentTypes(sheetCount: number): string {
  const sheets = Array.from({ length: sheetCount }, (_, at) =>
    override(`/xl/worksheets/sheet${at + 1}.xml`, 'worksheet'),
  );
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${override('/xl/workbook.xml', 'sheet.main')}${override('/xl/styles.xml', 'styles')}${sheets.join('')}</Types>`;
}

const override = (part: string, type: string) =>
  `<Override PartName="${part}" ContentType="${SPREADSHEET}.${type}+xml"/>`;

function relationships(targets: [type: string, target: string][]): string {
  const items = targets.map(
    ([type, target], at) => `<Relationship Id="rId${at + 1}" Type="${OFFICE}/${type}" Target="${target}"/>`,
  );
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${items.join('')}</Relationships>`;
}

function workbook(sheets: Sheet[]): string {
  const items = sheets.map(
    ({ name }, at) => `<sheet name="${xmlText(name)}" sheetId="${at + 1}" r:id="rId${at + 1}"/>`,
  );
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${items.join('')}</sheets></workbook>`;
}

/** numFmtId 49 is "text", 0 "general". */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><fonts count="3"><font><sz val="11"/></font><font><b/><sz val="11"/></font><font><i/><sz val="10"/><color rgb="FF666666"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="2" applyNumberFormat="1" applyFont="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf><xf numFmtId="0" applyNumberFormat="1"/><xf numFmtId="49" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs></styleSheet>`;
