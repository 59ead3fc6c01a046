import { sharedCharacters, sharedNumbers, sharedStarts } from './shared-memory.js';

/** A pool as it lies in memory, which threads can share. */
export interface PoolMemory {
  units: Uint16Array | Int32Array;
  starts: Uint32Array;
  hashes: Int32Array;
  table: Int32Array;
}

/** FNV-1a. */
const offset = 0x811c9dc5;
const factor = 0x01000193;

/**
 * Sequences of whole numbers, each kept once and known by its number, from 1. They lie one behind the other in one block of memory, without an
 * object each: a million texts take a tenth of what strings in a Map do.
 */
export class SequencePool {
  private units: Uint16Array | Int32Array;
  private starts: Uint32Array = new Uint32Array(1 << 8);
  private hashes: Int32Array = new Int32Array(1 << 8);
  private table: Int32Array = new Int32Array(1 << 9);
  private count = 0;
  private end = 0;

  constructor(unit: 'character' | 'number') {
    this.units = unit === 'character' ? new Uint16Array(1 << 10) : new Int32Array(1 << 8);
  }

  /** A closed pool of another thread: for reading only. */
  static of({ units, starts, hashes, table }: PoolMemory): SequencePool {
    const pool = new SequencePool('character');
    pool.units = units;
    pool.starts = starts;
    pool.hashes = hashes;
    pool.table = table;
    pool.count = starts.length - 1;
    pool.end = starts[pool.count]!;
    return pool;
  }

  get memory(): PoolMemory {
    const { units, starts, hashes, table } = this;
    return { units, starts, hashes, table };
  }

  /** Sequences held; the highest number given. */
  get size(): number {
    return this.count;
  }

  /** Number of the text, which is taken in when it is new. */
  text(text: string): number {
    this.reserve(text.length);
    const { units, end } = this;
    for (let i = 0; i < text.length; i++) units[end + i] = text.charCodeAt(i);
    return this.take(text.length);
  }

  numbers(numbers: readonly number[]): number {
    this.reserve(numbers.length);
    for (let i = 0; i < numbers.length; i++) this.units[this.end + i] = numbers[i]!;
    return this.take(numbers.length);
  }

  /** Number of a part of a sequence of another pool. */
  part(of: SequencePool, number: number, from: number, to: number): number {
    this.reserve(to - from);
    for (let i = from; i < to; i++) this.units[this.end + i - from] = of.at(number, i);
    return this.take(to - from);
  }

  /** Number of the text, 0 where it is none of these. Writes nothing: another thread may be reading. */
  find(text: string): number {
    let hash = offset | text.length;
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), factor);
    hash ^= hash >>> 15;
    const mask = this.table.length - 1;
    for (let at = hash & mask; this.table[at]! > 0; at = (at + 1) & mask) {
      const number = this.table[at]!;
      if (this.hashes[number] === hash && this.textOf(number) === text) return number;
    }
    return 0;
  }

  length(number: number): number {
    return this.starts[number]! - this.starts[number - 1]!;
  }

  at(number: number, place: number): number {
    return this.units[this.starts[number - 1]! + place]!;
  }

  /** The sequence as a text. */
  textOf(number: number): string {
    return String.fromCharCode.apply(null, this.units.subarray(this.starts[number - 1], this.starts[number]) as never);
  }

  /** Gives back the room kept for more, and lies in memory that threads can share from now on. */
  close(): void {
    const { units, end, count } = this;
    this.units = units instanceof Uint16Array ? sharedCharacters(units, end) : sharedNumbers(units, end);
    this.starts = sharedStarts(this.starts, count + 1);
    this.hashes = sharedNumbers(this.hashes, count + 1);
    this.table = sharedNumbers(this.table);
  }

  /** Sequence `length` long that was written behind the last one. */
  private take(length: number): number {
    const { units, end } = this;
    let hash = offset | length;
    for (let i = end; i < end + length; i++) hash = Math.imul(hash ^ units[i]!, factor);
    hash ^= hash >>> 15;
    const mask = this.table.length - 1;
    let at = hash & mask;
    for (let number = this.table[at]!; number > 0; number = this.table[at]!) {
      if (this.hashes[number] === hash && this.isLast(number, length)) return number;
      at = (at + 1) & mask;
    }
    const number = ++this.count;
    if (number === this.starts.length) {
      this.starts = wider(this.starts, new Uint32Array(number * 2));
      this.hashes = wider(this.hashes, new Int32Array(number * 2));
    }
    this.end += length;
    this.starts[number] = this.end;
    this.hashes[number] = hash;
    this.table[at] = number;
    if (number * 2 > this.table.length) this.spread();
    return number;
  }

  private isLast(number: number, length: number): boolean {
    const start = this.starts[number - 1]!;
    if (this.starts[number]! - start !== length) return false;
    const { units, end } = this;
    for (let i = 0; i < length; i++) if (units[start + i] !== units[end + i]) return false;
    return true;
  }

  private reserve(length: number): void {
    if (this.end + length <= this.units.length) return;
    const room = Math.max(this.units.length * 2, this.end + length);
    const { units } = this;
    this.units =
      units instanceof Uint16Array ? wider(units, new Uint16Array(room)) : wider(units, new Int32Array(room));
  }

  private spread(): void {
    this.table = new Int32Array(this.table.length * 2);
    const mask = this.table.length - 1;
    for (let number = 1; number <= this.count; number++) {
      let at = this.hashes[number]! & mask;
      while (this.table[at] !== 0) at = (at + 1) & mask;
      this.table[at] = number;
    }
  }
}

function wider<A extends Uint16Array | Uint32Array | Int32Array>(array: A, into: A): A {
  into.set(array);
  return into;
}
