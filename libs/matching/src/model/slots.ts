import { type Feature, rareWordsFeature } from '../compare/measures.js';
import { type ColumnPart, partKey } from '../columns/column-parts.js';
import { valuesReader } from './field-values.js';
import type { FrequencyTable, Profile, Test } from './match-model.js';

/** A record made ready for comparing: per slot the values and, at the same place, the feature of each. Holds for one compiled model only. */
export interface Prepared {
  /** Per slot 0: no value; `several`: more than one; otherwise a hash of the only one. Most questions end here. */
  readonly codes: readonly number[];
  /** Per slot the values, and the feature of the only value or the features of all. */
  readonly texts: readonly (readonly string[])[];
  readonly features: readonly unknown[];
  /** Bit i: there is a value for comparison i; of the first `maskable` comparisons. */
  readonly says: number;
}

/** Bits of a number that can be told apart without its sign. */
export const maskable = 31;

export const several = -1;

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

  /** @param fields per comparison the places of the slots it looks at */
  prepare(profile: Profile, fields: readonly (readonly number[])[]): Prepared {
    const codes: number[] = [];
    const texts: (readonly string[])[] = [];
    const features: unknown[] = [];
    for (const { values, feature } of this.slots) {
      let usable = values(profile);
      let computed: readonly unknown[] = usable;
      if (feature && usable.length > 0) {
        const results = usable.map(feature);
        if (results.includes(null)) usable = usable.filter((_, at) => results[at] !== null);
        computed = results.filter((result) => result !== null);
      }
      codes.push(usable.length === 0 ? 0 : usable.length === 1 ? hashOf(usable[0]!) : several);
      texts.push(usable);
      features.push(computed.length === 1 ? computed[0] : computed);
    }
    let says = 0;
    for (let i = 0; i < fields.length && i < maskable; i++) {
      if (fields[i]!.some((slot) => codes[slot] !== 0)) says |= 1 << i;
    }
    return { codes, texts, features, says };
  }
}

/** Name of the frequency table of the words of a field. */
export const wordsOf = (field: string): string => `${field}#words`;

function shareOf(table: FrequencyTable, value: string): number {
  return Object.hasOwn(table.values, value) ? table.values[value]! : table.other;
}

/** The features of a slot as a list, however many there are. */
export function featuresOf(prepared: Prepared, slot: number): readonly unknown[] {
  const features = prepared.features[slot];
  return prepared.texts[slot]!.length === 1 ? [features] : (features as readonly unknown[]);
}

/** Never 0 nor negative. FNV-1a over the UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 1) | 1;
}
