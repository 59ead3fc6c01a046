import type { CompiledModel, Prepared, Profile } from '@siku/matching';

/** A record as it is compared. Most are told apart or joined by their identifiers: what else there is to compare is prepared when it is asked for. */
export class Comparable {
  /** exclusive identifiers: `scheme=value` */
  readonly exclusive: readonly string[];
  /** those of which a cluster can have only one value */
  readonly conflicting: readonly string[];

  private ready: Prepared | undefined;

  constructor(
    private readonly model: CompiledModel,
    readonly profile: Profile,
  ) {
    this.exclusive = model.exclusiveKeys(profile);
    this.conflicting = model.conflictingKeys(profile);
  }

  get prepared(): Prepared {
    return (this.ready ??= this.model.prepare(this.profile));
  }
}

/** Records that share an exclusive identifier are joined by it, not by their weight: see resolve. */
export const shareExclusive = (a: Comparable, b: Comparable): boolean =>
  a.exclusive.some((identifier) => b.exclusive.includes(identifier));
