import type { Feature } from '../compare/measures.js';
import { valuesReader } from './field-values.js';
import type { Profile, Test } from './match-model.js';

/** A record made ready for comparing: per slot the values and, at the same place, the feature of each. Holds for one compiled model only. */
export interface Prepared {
  /** Per slot 0: no value; `several`: more than one; otherwise a hash of the only one. Most questions end here. */
  readonly codes: Int32Array;
  readonly texts: readonly (readonly string[])[];
  readonly features: readonly (readonly unknown[])[];
}

export const several = -1;

interface Slot {
  values: (profile: Profile) => readonly string[];
  /** Null where the feature is the text itself. */
  feature: ((text: string) => unknown) | null;
}

const none: readonly never[] = [];

/** The (field, feature) combinations a model needs, each computed once per record. */
export class Slots {
  private readonly slots: Slot[] = [];
  private readonly places = new Map<string, number>();

  /** Place of the slot that serves this test, made when it is the first of its kind. */
  place(test: Test, feature: Feature<unknown>): number {
    const { field, transform, first, last, present = false, weights } = test;
    const key = JSON.stringify([feature.name, field, transform, first, last, present, weights]);
    let place = this.places.get(key);
    if (place === undefined) {
      const values = valuesReader(test);
      const ofPresent = (profile: Profile): readonly string[] => values({ [field]: profile[field]?.slice(0, 1) ?? none });
      const slot: Slot = { values: present ? ofPresent : values, feature: feature.name === 'text' ? null : feature.for(test) };
      place = this.slots.push(slot) - 1;
      this.places.set(key, place);
    }
    return place;
  }

  prepare(profile: Profile): Prepared {
    const size = this.slots.length;
    const codes = new Int32Array(size);
    const texts: (readonly string[])[] = [];
    const features: (readonly unknown[])[] = [];
    for (let i = 0; i < size; i++) {
      const { values, feature } = this.slots[i]!;
      let usable = values(profile);
      let computed: readonly unknown[] = usable;
      if (feature && usable.length > 0) {
        const results = usable.map(feature);
        if (results.includes(null)) usable = usable.filter((_, at) => results[at] !== null);
        computed = results.filter((result) => result !== null);
      }
      codes[i] = usable.length === 0 ? 0 : usable.length === 1 ? hashOf(usable[0]!) : several;
      texts.push(usable);
      features.push(computed);
    }
    return { codes, texts, features };
  }
}

/** Never 0 nor negative. FNV-1a over the UTF-16 code units. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return (hash >>> 1) | 1;
}
