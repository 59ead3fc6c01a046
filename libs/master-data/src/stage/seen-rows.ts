/**
 * Which (record, effective date) a file has shown before, and in which row: 16 bytes an entry, so that ten million rows
 * fit beside everything else. 96 bits of the record id are kept: two different records agree in them with a
 * probability of 10⁻¹⁵ in ten million rows.
 */
export class SeenRows {
  private heads = new BigUint64Array(1 << 12);
  private tails = new Uint32Array(1 << 12);
  private rows = new Uint32Array(1 << 12);
  private size = 0;

  /** Row that showed it first, or null after remembering this one. */
  firstRow(recordId: string, effectiveFrom: string, row: number): number | null {
    if (this.size * 2 > this.heads.length) this.grow();
    const day = BigInt(Math.round(Date.parse(effectiveFrom) / 86_400_000) + 1_000_000);
    const id = BigInt(`0x${recordId.slice(0, 8)}${recordId.slice(9, 13)}${recordId.slice(14, 18)}`);
    const head = BigInt.asUintN(64, (id ^ (day * 0x9e3779b97f4a7c15n)) | 1n); // never 0: that marks a free slot
    const tail = Number.parseInt(recordId.slice(28), 16);
    const slot = this.slotOf(head, tail);
    if (this.heads[slot] !== 0n) return this.rows[slot]!;
    this.heads[slot] = head;
    this.tails[slot] = tail;
    this.rows[slot] = row;
    this.size++;
    return null;
  }

  private slotOf(head: bigint, tail: number): number {
    const mask = this.heads.length - 1;
    let slot = Number(head >> 33n) & mask;
    while (this.heads[slot] !== 0n && (this.heads[slot] !== head || this.tails[slot] !== tail))
      slot = (slot + 1) & mask;
    return slot;
  }

  private grow(): void {
    const { heads, tails, rows } = this;
    this.heads = new BigUint64Array(heads.length * 2);
    this.tails = new Uint32Array(heads.length * 2);
    this.rows = new Uint32Array(heads.length * 2);
    heads.forEach((head, i) => {
      if (head === 0n) return;
      const slot = this.slotOf(head, tails[i]!);
      this.heads[slot] = head;
      this.tails[slot] = tails[i]!;
      this.rows[slot] = rows[i]!;
    });
  }
}
