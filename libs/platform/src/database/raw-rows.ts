/** Code and length of a message, number of values of a row. */
const LENGTH_AT = 1;
const COUNT_AT = 5;
const VALUES_AT = 7;

const COMMA = ','.charCodeAt(0);

/** Rows in the bytes they came in: values that are only handed on are not made anything else of. */
export class RawRows {
  readonly count: number;
  private readonly columns: number;
  /** Where each value begins, row by row; a null begins nowhere. */
  private readonly starts: number[] = [];

  /** @param messages `DataRow` after `DataRow`, as the protocol has them */
  constructor(private readonly messages: Buffer) {
    let count = 0;
    for (let row = 0; row < messages.length; row += LENGTH_AT + messages.readUInt32BE(row + LENGTH_AT)) {
      count++;
      const columns = messages.readUInt16BE(row + COUNT_AT);
      for (let column = 0, at = row + VALUES_AT; column < columns; column++) {
        const length = messages.readInt32BE(at);
        this.starts.push(length < 0 ? -1 : at + 4);
        at += 4 + Math.max(length, 0);
      }
    }
    this.count = count;
    this.columns = count === 0 ? 0 : this.starts.length / count;
  }

  bytes(row: number, column: number): Buffer | null {
    const start = this.starts[row * this.columns + column]!;
    return start < 0 ? null : this.messages.subarray(start, this.endOf(start));
  }

  text(row: number, column: number): string | null {
    return this.bytes(row, column)?.toString() ?? null;
  }

  /** Values of a column in the first rows with commas between; none of them null. */
  joined(column: number, rows: number): Buffer {
    let length = Math.max(rows - 1, 0);
    for (let row = 0; row < rows; row++) {
      const start = this.starts[row * this.columns + column]!;
      length += this.endOf(start) - start;
    }
    const joined = Buffer.allocUnsafe(length);
    let at = 0;
    for (let row = 0; row < rows; row++) {
      if (row > 0) at = joined.writeUInt8(COMMA, at);
      const start = this.starts[row * this.columns + column]!;
      at += this.messages.copy(joined, at, start, this.endOf(start));
    }
    return joined;
  }

  private endOf(start: number): number {
    return start + this.messages.readInt32BE(start - 4);
  }
}
