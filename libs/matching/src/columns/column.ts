import { type PoolMemory, SequencePool } from './sequence-pool.js';
import { WordIndex, type WordMemory } from './word-index.js';

export interface ColumnMemory {
  values: PoolMemory;
  lists: PoolMemory;
  words: WordMemory | null;
}

/**
 * The values of one field, as all records have them. What a record has is one number, its code: 0 nothing, above 0 the only value, below 0 a list
 * of several. Records with the same values have the same code.
 */
export class Column {
  constructor(
    readonly values = new SequencePool('character'),
    private readonly lists = new SequencePool('number'),
  ) {}

  static of({ values, lists, words }: ColumnMemory): Column {
    const column = new Column(SequencePool.of(values), SequencePool.of(lists));
    if (words) column.wordIndex = WordIndex.of(words);
    return column;
  }

  /** With the words, where they were asked for. */
  get memory(): ColumnMemory {
    return { values: this.values.memory, lists: this.lists.memory, words: this.wordIndex?.memory ?? null };
  }

  private wordIndex: WordIndex | null = null;
  private kept: string[] | null = null;

  /** Values are 1 … `size`. */
  get size(): number {
    return this.values.size;
  }

  get listCount(): number {
    return this.lists.size;
  }

  /** Most values that a record has, at least 1. */
  get longestList(): number {
    let longest = 1;
    for (let list = 1; list <= this.lists.size; list++) longest = Math.max(longest, this.lists.length(list));
    return longest;
  }

  /** For those who compare: texts of values, as far as they were asked for. */
  get texts(): string[] {
    return (this.kept ??= new Array<string>(this.size + 1));
  }

  /** @param texts without repeats, none of them empty */
  codeOf(texts: readonly string[]): number {
    if (texts.length === 0) return 0;
    if (texts.length === 1) return this.values.text(texts[0]!);
    return -this.lists.numbers(texts.map((text) => this.values.text(text)));
  }

  /** The words of all values, found when they are first asked for. */
  get words(): WordIndex {
    return (this.wordIndex ??= WordIndex.find(this.values));
  }

  /** How many values a code stands for. */
  count(code: number): number {
    return code < 0 ? this.lists.length(-code) : code === 0 ? 0 : 1;
  }

  value(code: number, place: number): number {
    return code < 0 ? this.lists.at(-code, place) : code;
  }

  /** Number of a value, 0 where no record has it. */
  find(text: string): number {
    return this.values.find(text);
  }

  text(value: number): string {
    return this.values.textOf(value);
  }

  textsOf(code: number): string[] {
    const texts: string[] = [];
    for (let i = 0; i < this.count(code); i++) texts.push(this.values.textOf(this.value(code, i)));
    return texts;
  }

  close(): void {
    this.values.close();
    this.lists.close();
  }
}
