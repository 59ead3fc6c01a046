import type { Feature } from '../compare/measures.js';
import { valuesOf } from './field-values.js';
import type { Profile, Test } from './match-model.js';

/** A record made ready for comparing: per slot the values and, at the same place, the feature of each. Holds for one compiled model only. */
export interface Prepared {
  readonly texts: readonly (readonly string[])[];
  readonly features: readonly (readonly unknown[])[];
}

interface Slot {
  test: Test;
  feature: Feature<unknown>;
}

/** The (field, feature) combinations a model needs, each computed once per record. */
export class Slots {
  private readonly slots: Slot[] = [];
  private readonly places = new Map<string, number>();

  /** Place of the slot that serves this test, made when it is the first of its kind. */
  place(test: Test, feature: Feature<unknown>): number {
    const { field, transform, first, last, present, weights } = test;
    const key = JSON.stringify([feature.name, field, transform, first, last, present, weights]);
    let place = this.places.get(key);
    if (place === undefined) {
      place = this.slots.push({ test, feature }) - 1;
      this.places.set(key, place);
    }
    return place;
  }

  prepare(profile: Profile): Prepared {
    const texts: (readonly string[])[] = [];
    const features: (readonly unknown[])[] = [];
    for (const { test, feature } of this.slots) {
      const values = test.present ? valuesOf(presentOnly(profile, test.field), test) : valuesOf(profile, test);
      const usable: string[] = [];
      const computed: unknown[] = [];
      for (const value of values) {
        const result = feature.of(value, test);
        if (result === null) continue;
        usable.push(value);
        computed.push(result);
      }
      texts.push(usable);
      features.push(computed);
    }
    return { texts, features };
  }
}

function presentOnly(profile: Profile, field: string): Profile {
  return { [field]: (profile[field] ?? []).slice(0, 1) };
}
