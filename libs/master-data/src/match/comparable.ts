import type { CompiledModel, Prepared, Profile } from '@siku/matching';

/** A record as it is compared. Most are told apart or joined by their identifiers: what else there is to compare is prepared when it is asked for. */
export class Comparable {
  /** exclusive identifiers: `scheme=value` */
  readonly exclusive: readonly string[];
  /** those of which a cluster can have only one value */
  readonly conflicting: readonly string[];

  private profile: Profile | null;
  private ready: Prepared | undefined;

  constructor(
    private readonly model: CompiledModel,
    profile: Profile,
  ) {
    this.exclusive = model.exclusiveKeys(profile);
    this.conflicting = model.conflictingKeys(profile);
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
