import { type Feature, rareWordsFeature } from '../compare/measures.js';
import { type ColumnPart, partKey } from '../columns/column-parts.js';
import { valuesReader } from './field-values.js';
import type { FrequencyTable, Profile, Test } from './match-model.js';

/**
 * A record made ready for comparing. What a slot holds is worked out when it is first asked for: most candidates are out of reach after two or
 * three questions. Holds for one compiled model only.
 */
export class Prepared {
  private readonly codes: number[];
  private readonly values: (readonly string[])[] = [];
  private readonly computed: unknown[] = [];

  /** @param says bit i: there may be a value for comparison i; of the first `maskable` comparisons */
  constructor(
    private readonly slots: readonly Slot[],
    private readonly profile: Profile,
    readonly says: number,
  ) {
    this.codes = new Array<number>(slots.length).fill(unread);
  }

  /** 0: no value; `several`: more than one; otherwise a hash of the only one. Most questions end here. */
  code(slot: number): number {
    const code = this.codes[slot]!;
    return code === unread ? this.read(slot) : code;
  }

  texts(slot: number): readonly string[] {
    this.code(slot);
    return this.values[slot]!;
  }

  /** Of the only value. */
  feature(slot: number): unknown {
    this.code(slot);
    return this.computed[slot];
  }

  /** Of each value, at its place. */
  features(slot: number): readonly unknown[] {
    const features = this.feature(slot);
    return this.values[slot]!.length === 1 ? [features] : (features as readonly unknown[]);
  }

  private read(slot: number): number {
    const { values, feature } = this.slots[slot]!;
    let usable = values(this.profile);
    let computed: readonly unknown[] = usable;
    if (feature && usable.length > 0) {
      const results = usable.map(feature);
      if (results.includes(null)) usable = usable.filter((_, at) => results[at] !== null);
      computed = results.filter((result) => result !== null);
    }
    this.values[slot] = usable;
    this.computed[slot] = computed.length === 1 ? computed[0] : computed;
    return (this.codes[slot] = usable.length === 0 ? 0 : usable.length === 1 ? hashOf(usable[0]!) : several);
  }
}

/** Bits of a number that can be told apart without its sign. */
export const maskable = 31;

export const several = -1;
const unread = -2;

export interface Slot {
  part: ColumnPart;
  values: (profile: Profile) => readonly string[];
  /** Null where the feature is the text itself. */
  feature: ((text: string) => unknown) | null;
  /** Where the feature is the words of a value: bits that each says. */
  rarity?: (word: string) => number;
  /** Where the feature is the value's share among things: what it is read from. */
  table?: FrequencyTable;
}

const none: readonly never[] = [];

/** The (field, feature) combinations a model needs, each computed once per record. */
export class Slots {
  readonly slots: Slot[] = [];
  private readonly places = new Map<string, number>();

  constructor(private readonly frequencies: Readonly<Record<string, FrequencyTable>> = {}) {}

  /** Place of the slot that holds log2 of the share of each value among things; -1 when the model has no table for it. */
  frequencyPlace(field: string): number {
    const table = this.frequencies[field];
    if (!table) return -1;
    const place = this.slots.length;
    this.slots.push({
      part: { field },
      values: valuesReader({ field }),
      feature: (text) => Math.log2(shareOf(table, text)),
      table,
    });
    return place;
  }

  /** Place of the slot that serves this test, made when it is the first of its kind. */
  place(test: Test, feature: Feature<unknown>): number {
    const { field, present = false, weights } = test;
    const key = JSON.stringify([feature.name, partKey(test), weights]);
    let place = this.places.get(key);
    if (place === undefined) {
      const values = valuesReader(test);
      const ofPresent = (profile: Profile): readonly string[] =>
        values({ [field]: profile[field]?.slice(0, 1) ?? none });
      const rarity = this.rarityOf(field);
      const slot: Slot = {
        part: test,
        values: present ? ofPresent : values,
        feature: feature.name === 'text' ? null : feature.for(test, rarity),
        ...(feature.name === rareWordsFeature && { rarity }),
      };
      place = this.slots.push(slot) - 1;
      this.places.set(key, place);
    }
    return place;
  }

  private rarityOf(field: string): (word: string) => number {
    const table = this.frequencies[wordsOf(field)];
    if (!table) return () => 1;
    const bits = new Map(Object.entries(table.values).map(([word, share]) => [word, -Math.log2(share)]));
    const other = -Math.log2(table.other);
    return (word) => bits.get(word) ?? other;
  }

  /** @param fields per comparison the fields it looks at */
  prepare(profile: Profile, fields: readonly (readonly string[])[]): Prepared {
    let says = 0;
    for (let i = 0; i < fields.length && i < maskable; i++) {
      if (fields[i]!.some((field) => (profile[field]?.length ?? 0) > 0)) says |= 1 << i;
    }
    return new Prepared(this.slots, profile, says);
  }
}

/** Name of the frequency table of the words of a field. */
export const wordsOf = (field: string): string => `${field}#words`;

function shareOf(table: FrequencyTable, value: string): number {
  return Object.hasOwn(table.values, value) ? table.values[value]! : table.other;
}

/** Never 0 nor negative. FNV-1a over the UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 1) | 1;
}
