import iconv from 'iconv-lite';
import { cellText, type Cell, type TableLayout, type TableWriter } from './cell.js';
import { Blocks, type Sink } from './packed-file.js';

export interface DelimitedStyle {
  encoding: 'gb18030' | 'utf8' | 'utf16le';
  delimiter: ',' | ';' | '\t';
}

const BYTE_ORDER_MARK = '\ufeff';

export class DelimitedWriter implements TableWriter {
  private readonly blocks: Blocks;
  private readonly needsQuotes: RegExp;

  constructor(
    private readonly sink: Sink,
    { columns }: TableLayout,
    private readonly style: DelimitedStyle,
  ) {
    this.needsQuotes = new RegExp(`["\\r\\n${style.delimiter}]`);
    this.blocks = new Blocks((text) => this.sink.write(iconv.encode(text, style.encoding)));
    if (style.encoding !== 'gb18030') this.blocks.add(BYTE_ORDER_MARK);
    this.write(columns.map(({ name }) => name));
  }

  write(cells: Cell[]): void {
    this.blocks.add(`${this.line(cells)}\r\n`);
  }

  /** A separator inside a text, without quotation marks: the row has more cells than the table has columns. */
  writeUnreadable(cells: Cell[]): void {
    this.blocks.add(`${this.line(cells)}${this.style.delimiter}待核实\r\n`);
  }

  close(): void {
    this.blocks.end();
    this.sink.close();
  }

  private line(cells: Cell[]): string {
    return cells.map((cell) => this.quoted(cellText(cell))).join(this.style.delimiter);
  }

  private quoted(text: string): string {
    return this.needsQuotes.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  }
}
