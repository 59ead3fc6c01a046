import type { Cell, TableLayout, TableWriter } from './cell.js';
import { Blocks, Deflated, halves, OutputFile, words } from './packed-file.js';

/** What a worksheet holds. */
export const MAX_SHEET_ROWS = 1_048_576;

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const MAIN = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const PACKAGE = 'http://schemas.openxmlformats.org/package/2006';
const OFFICE = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const SPREADSHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml';

const STYLE = { general: 0, text: 1, date: 2, title: 3, header: 4 } as const;

const PARTS: [name: string, xml: string][] = [
  [
    '[Content_Types].xml',
    `<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${SPREADSHEET}.sheet.main+xml"/><Override PartName="/xl/styles.xml" ContentType="${SPREADSHEET}.styles+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${SPREADSHEET}.worksheet+xml"/></Types>`,
  ],
  [
    '_rels/.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
  ],
  [
    'xl/workbook.xml',
    `<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>`,
  ],
  [
    'xl/_rels/workbook.xml.rels',
    `<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${OFFICE}/styles" Target="styles.xml"/></Relationships>`,
  ],
  [
    // Format 49 is text, 14 a date.
    'xl/styles.xml',
    `<styleSheet xmlns="${MAIN}"><fonts count="2"><font><sz val="11"/></font><font><b/><sz val="14"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="5"><xf/><xf numFmtId="49" applyNumberFormat="1"/><xf numFmtId="14" applyNumberFormat="1"/><xf fontId="1" applyFont="1" applyAlignment="1"><alignment horizontal="center"/></xf><xf numFmtId="49" fontId="1" applyFont="1"/></cellXfs></styleSheet>`,
  ],
];

/** Days from Excel's epoch, 1899-12-30, to 1970-01-01. */
const EXCEL_1970 = 25_569;

/**
 * An XLSX with a merged title above the header, numbers and dates as such, everything else as text. By hand, because the
 * libraries stamp the time into the archive, and the same seed has to give the same bytes.
 */
export class WorkbookWriter implements TableWriter {
  private readonly output: OutputFile;
  private readonly directory: Buffer[] = [];
  private readonly sheet: ZipMember;
  private readonly blocks: Blocks;
  private readonly letters: string[];
  private row = 0;

  constructor(
    path: string,
    private readonly layout: TableLayout,
  ) {
    this.output = new OutputFile(path);
    this.letters = layout.columns.map((_, at) => columnLetters(at));
    for (const [name, xml] of PARTS) {
      const member = new ZipMember(this.output, name);
      member.deflated.write(Buffer.from(XML + xml));
      this.directory.push(member.end());
    }
    this.sheet = new ZipMember(this.output, 'xl/worksheets/sheet1.xml');
    this.blocks = new Blocks((text) => this.sheet.deflated.write(Buffer.from(text)));
    this.blocks.add(`${XML}<worksheet xmlns="${MAIN}"><sheetData>`);
    this.addRow([layout.title], STYLE.title);
    this.addRow(
      layout.columns.map(({ name }) => name),
      STYLE.header,
    );
  }

  write(cells: Cell[]): void {
    this.addRow(cells, STYLE.text);
  }

  /** The cell of a look-up that found nothing. */
  writeUnreadable(cells: Cell[]): void {
    const broken = cells.length - 1;
    this.addRow(
      cells.with(broken, null),
      STYLE.text,
      `<c r="${this.letters[broken]}${this.row + 1}" t="e"><v>#N/A</v></c>`,
    );
  }

  close(): void {
    const last = this.letters.at(-1)!;
    this.blocks.add(`</sheetData><mergeCells count="1"><mergeCell ref="A1:${last}1"/></mergeCells></worksheet>`);
    this.blocks.end();
    this.directory.push(this.sheet.end());
    const start = this.output.size;
    for (const entry of this.directory) this.output.write(entry);
    const count = this.directory.length;
    this.output.write(
      Buffer.concat([words(0x06054b50), halves(0, 0, count, count), words(this.output.size - start, start), halves(0)]),
    );
    this.output.close();
  }

  private addRow(cells: Cell[], style: number, more = ''): void {
    this.row++;
    if (this.row > MAX_SHEET_ROWS) throw new RangeError(`a worksheet holds ${MAX_SHEET_ROWS} rows`);
    let xml = `<row r="${this.row}">`;
    for (let i = 0; i < cells.length; i++) xml += this.cell(cells[i]!, `${this.letters[i]}${this.row}`, style);
    this.blocks.add(`${xml}${more}</row>`);
  }

  private cell(cell: Cell, reference: string, style: number): string {
    if (cell === null || cell === '') return '';
    if (typeof cell === 'number') return `<c r="${reference}"><v>${cell}</v></c>`;
    if (typeof cell === 'object') return `<c r="${reference}" s="${STYLE.date}"><v>${cell.day + EXCEL_1970}</v></c>`;
    return `<c r="${reference}" s="${style}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escaped = (text: string): string =>
  /[&<>]/.test(text) ? text.replace(/[&<>]/g, (sign) => ENTITIES[sign]!) : text;

function columnLetters(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : columnLetters(Math.floor(at / 26) - 1) + columnLetters(at % 26);
}

/** Bit 3: sizes follow the data. Method deflate, 1980-01-01. */
const ZIP_ENTRY = halves(20, 0x0808, 8, 0, 0x0021);

class ZipMember {
  readonly deflated: Deflated;
  private readonly start: number;
  private readonly path: Buffer;

  constructor(
    private readonly output: OutputFile,
    name: string,
  ) {
    this.start = output.size;
    this.path = Buffer.from(name);
    output.write(Buffer.concat([words(0x04034b50), ZIP_ENTRY, words(0, 0, 0), halves(this.path.length, 0), this.path]));
    this.deflated = new Deflated(output);
  }

  /** Entry for the directory. */
  end(): Buffer {
    this.deflated.end();
    const sizes = words(this.deflated.checksum, this.deflated.packed, this.deflated.size);
    this.output.write(Buffer.concat([words(0x08074b50), sizes]));
    return Buffer.concat([
      words(0x02014b50),
      halves(20),
      ZIP_ENTRY,
      sizes,
      halves(this.path.length, 0, 0, 0, 0),
      words(0, this.start),
      this.path,
    ]);
  }
}
