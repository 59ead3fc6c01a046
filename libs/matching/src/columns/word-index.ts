import { hashOfWord, rareWords, type RareWords, shapeOf, sortWords, type Words } from '../compare/rare-words.js';
import { type PoolMemory, SequencePool } from './sequence-pool.js';
import { sharedNumbers, sharedStarts } from './shared-memory.js';

const SPACE = 32;

export interface WordMemory {
  texts: PoolMemory;
  starts: Uint32Array;
  ids: Int32Array;
  hashes: Int32Array;
  shapes: Int32Array;
}

/** The words of all values of a column, each known once. */
export class WordIndex {
  private constructor(
    private readonly texts: SequencePool,
    /** Words of value v are at starts[v] … starts[v + 1] of the ids. */
    private readonly starts: Uint32Array,
    private readonly ids: Int32Array,
    private readonly hashes: Int32Array,
    private readonly shapes: Int32Array,
  ) {}

  static of({ texts, starts, ids, hashes, shapes }: WordMemory): WordIndex {
    return new WordIndex(SequencePool.of(texts), starts, ids, hashes, shapes);
  }

  get memory(): WordMemory {
    const { texts, starts, ids, hashes, shapes } = this;
    return { texts: texts.memory, starts, ids, hashes, shapes };
  }

  static find(values: SequencePool): WordIndex {
    const texts = new SequencePool('character');
    const starts = new Uint32Array(values.size + 2);
    let ids = new Int32Array(values.size * 4 + 16);
    let end = 0;
    for (let value = 1; value <= values.size; value++) {
      starts[value] = end;
      const length = values.length(value);
      for (let from = 0, at = 0; at <= length; at++) {
        if (at < length && values.at(value, at) !== SPACE) continue;
        const word = at > from ? texts.part(values, value, from, at) : 0;
        from = at + 1;
        if (word === 0 || has(ids, starts[value]!, end, word)) continue;
        if (end === ids.length) {
          const wider = new Int32Array(end * 2);
          wider.set(ids);
          ids = wider;
        }
        ids[end++] = word;
      }
    }
    starts[values.size + 1] = end;
    texts.close();
    const hashes = new Int32Array(texts.size + 1);
    const shapes = new Int32Array(texts.size + 1);
    for (let word = 1; word <= texts.size; word++) {
      const text = texts.textOf(word);
      hashes[word] = hashOfWord(text);
      shapes[word] = shapeOf(text);
    }
    for (let value = 1; value <= values.size; value++) sortWords(ids, starts[value]!, starts[value + 1]!, hashes);
    const [shared, own] = [sharedStarts(starts), sharedNumbers(ids, end)];
    return new WordIndex(texts, shared, own, sharedNumbers(hashes), sharedNumbers(shapes));
  }

  get size(): number {
    return this.texts.size;
  }

  text(word: number): string {
    return this.texts.textOf(word);
  }

  /** Words of a value are at its start up to that of the next value. */
  start(value: number): number {
    return this.starts[value]!;
  }

  at(place: number): number {
    return this.ids[place]!;
  }

  /** What measures compare, by value; null for a value without words. */
  features(rarity: (word: string) => number): (value: number) => RareWords | null {
    const bits = new Float64Array(this.size + 1);
    for (let word = 1; word <= this.size; word++) bits[word] = rarity(this.text(word));
    const words: Words = { text: (word) => this.text(word), hashes: this.hashes, bits, shapes: this.shapes };
    const { starts, ids } = this;
    return (value) =>
      starts[value] === starts[value + 1] ? null : rareWords(words, ids, starts[value]!, starts[value + 1]!);
  }
}

function has(ids: Int32Array, start: number, end: number, word: number): boolean {
  for (let i = start; i < end; i++) if (ids[i] === word) return true;
  return false;
}
