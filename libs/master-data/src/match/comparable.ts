import type { CompiledModel, Prepared, Profile } from '@siku/matching';
import type { Base } from '../base/base-registry.js';

const NONE: readonly string[] = [];

/** A record as it is compared. Most are told apart or joined by their identifiers: what else there is to compare is prepared when it is asked for. */
export class Comparable {
  /** exclusive identifiers: `scheme=value` */
  readonly exclusive: readonly string[];
  /** those of which a cluster can have only one value */
  readonly conflicting: readonly string[];
  /** see `BaseDefinition.owned` */
  readonly owned: readonly string[];

  private readonly model: CompiledModel;
  private profile: Profile | null;
  private ready: Prepared | undefined;

  constructor(base: Base, profile: Profile) {
    this.model = base.compiled;
    this.exclusive = this.model.exclusiveKeys(profile);
    this.conflicting = this.model.conflictingKeys(profile);
    this.owned = base.owned?.(profile) ?? NONE;
    this.profile = profile;
  }

  get prepared(): Prepared {
    if (!this.ready) {
      this.ready = this.model.prepare(this.profile!);
      this.profile = null;
    }
    return this.ready;
  }
}

/** Records that share an exclusive identifier are joined by it, not by their weight: see resolve. */
export const shareExclusive = (a: Comparable, b: Comparable): boolean =>
  a.exclusive.some((identifier) => b.exclusive.includes(identifier));

export const shareOwned = (a: Comparable, b: Comparable): boolean =>
  a.owned.some((identifier) => b.owned.includes(identifier));
