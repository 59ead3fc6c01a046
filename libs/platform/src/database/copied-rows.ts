/** Of COPY's binary format: the signature, flags and no extension. */
const HEADER = 19;

/** Rows as COPY writes them in binary. What is only handed on stays the bytes it came as. */
export class CopiedRows {
  /** Where each value begins, row by row; a null begins nowhere. */
  private readonly starts: Int32Array;
  readonly count: number;

  /** @param bytes of a COPY that ended @param columns of each row, all of them `text` */
  constructor(
    private readonly bytes: Buffer,
    private readonly columns: number,
  ) {
    const starts: number[] = [];
    let at = HEADER;
    while (bytes.readInt16BE(at) === columns) {
      at += 2;
      for (let column = 0; column < columns; column++) {
        const length = bytes.readInt32BE(at);
        at += 4;
        starts.push(length < 0 ? -1 : at);
        at += Math.max(length, 0);
      }
    }
    this.starts = Int32Array.from(starts);
    this.count = starts.length / columns;
  }

  text(row: number, column: number): string | null {
    const start = this.startOf(row, column);
    return start < 0 ? null : this.bytes.toString('utf8', start, this.endOf(start));
  }

  /** Values of a column in the first rows with commas between; none of them null. */
  joined(column: number, rows: number): Buffer {
    let length = Math.max(rows - 1, 0);
    for (let row = 0; row < rows; row++) length += this.lengthAt(this.startOf(row, column));
    const joined = Buffer.allocUnsafe(length);
    let at = 0;
    for (let row = 0; row < rows; row++) {
      if (row > 0) at = joined.writeUInt8(COMMA, at);
      const start = this.startOf(row, column);
      at += this.bytes.copy(joined, at, start, this.endOf(start));
    }
    return joined;
  }

  private startOf(row: number, column: number): number {
    return this.starts[row * this.columns + column]!;
  }

  private endOf(start: number): number {
    return start + this.lengthAt(start);
  }

  private lengthAt(start: number): number {
    return this.bytes.readInt32BE(start - 4);
  }
}

const COMMA = ','.charCodeAt(0);
