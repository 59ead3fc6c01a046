import { radixSort } from './edge-order.js';

/**
 * An order of records by their stable keys that is the same in whatever order they come: by a hash of the key, 64 bits of it, since a million
 * keys take seconds to sort. Records of one key in the order they came.
 */
export class StableOrder {
  private high = new Uint32Array(1 << 10);
  private low = new Uint32Array(1 << 10);
  private size = 0;

  add(key: string): void {
    if (this.size === this.high.length) {
      this.high = wider(this.high);
      this.low = wider(this.low);
    }
    let high = 0x811c9dc5;
    let low = 0x2b992ddf;
    for (let i = 0; i < key.length; i++) {
      const code = key.charCodeAt(i);
      high = Math.imul(high ^ code, 0x85ebca77);
      low = Math.imul(low ^ code, 0xc2b2ae3d);
      high ^= low >>> 15;
    }
    this.high[this.size] = high ^ (high >>> 16);
    this.low[this.size++] = low ^ (low >>> 13);
  }

  /** Place of each of the records, all or those named, among them. */
  ranks(records?: ArrayLike<number>): Uint32Array {
    const size = records?.length ?? this.size;
    const keys = new Uint32Array(size);
    const items = new Uint32Array(size);
    const recordOf = (item: number): number => (records ? records[item]! : item);
    for (let i = 0; i < size; i++) items[i] = i;
    for (let i = 0; i < size; i++) keys[i] = this.low[recordOf(items[i]!)]!;
    radixSort(items, keys);
    for (let i = 0; i < size; i++) keys[i] = this.high[recordOf(items[i]!)]!;
    radixSort(items, keys);
    const ranks = keys;
    for (let i = 0; i < size; i++) ranks[items[i]!] = i;
    return ranks;
  }
}

function wider(array: Uint32Array): Uint32Array<ArrayBuffer> {
  const grown = new Uint32Array(array.length * 2);
  grown.set(array);
  return grown;
}
