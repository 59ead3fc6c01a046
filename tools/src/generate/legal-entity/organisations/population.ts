import { dayOf, type Day } from '../../day.js';
import { Frequencies, Random } from '../../random.js';
import { found } from './founding.js';
import { MAX_SUBJECTS } from '../../serial.js';
import { lifeOf } from './life.js';
import type { Kind, Organisation } from './organisation.js';

/** Shares of the kinds of organisation, in per cent. */
const kinds = new Frequencies<Kind>([
  ['enterprise', 62],
  ['individual-business', 15],
  ['branch', 8],
  ['private-non-enterprise', 4],
  ['institution', 3.5],
  ['social-organisation', 3],
  ['government', 1.7],
  ['cooperative', 1.5],
  ['village-committee', 1.2],
  ['foundation', 0.1],
]);

/** Of the companies, those whose owner has an older one with the same trade name and seat. */
const SIBLINGS = 0.035;

/** After so many names that were taken, the organisation becomes a company: of its kind the city has no more. */
const TRIES = 5;

/** Numbers that tell the generators of different purposes apart. */
const STREAM = { founding: 1, life: 2 } as const;

/**
 * The true organisations of the city. Each can be made again from its index, so that only its name's digest and the number
 * of tries it took are kept: nine bytes or so an organisation.
 */
export class Population {
  private readonly tries: Uint8Array;
  private readonly names = new Set<number>();
  private made = 0;

  constructor(
    readonly size: number,
    private readonly seed: number,
    /** First day after the last delivery. */
    private readonly end: Day,
  ) {
    if (size > MAX_SUBJECTS) throw new RangeError(`at most ${MAX_SUBJECTS} entities`);
    this.tries = new Uint8Array(size);
  }

  *all(): Generator<Organisation> {
    while (this.made < this.size) yield this.next();
  }

  private next(): Organisation {
    const index = this.made;
    let organisation = this.at(index);
    // No two organisations are registered under one name.
    while (this.names.has(digest(organisation.founding.name)) && this.tries[index]! < 250) {
      this.tries[index]!++;
      organisation = this.at(index);
    }
    this.names.add(digest(organisation.founding.name));
    this.made++;
    return organisation;
  }

  private at(index: number): Organisation {
    const tries = this.tries[index]!;
    const random = new Random(this.seed, STREAM.founding, index, tries);
    let kind = kinds.pick(random);
    let relative: Organisation | null = null;
    if (kind === 'branch') relative = this.company(index, random);
    if (kind === 'enterprise' && random.chance(SIBLINGS)) relative = this.company(index, random);
    if (tries >= TRIES || (kind === 'branch' && !relative)) [kind, relative] = ['enterprise', null];
    const earliest = relative ? relative.foundedOn + 30 : 0;
    const founded = found({ index, kind, foundedOn: this.foundingDay(kind, earliest, random), relative, random });
    return { ...founded, changes: lifeOf(founded, this.end, new Random(this.seed, STREAM.life, index, tries)) };
  }

  /** Most organisations are young. */
  private foundingDay(kind: Kind, earliest: Day, random: Random): Day {
    const steady = kind === 'government' || kind === 'institution' || kind === 'village-committee';
    const age = steady ? 30 + random.wait(7000) : random.wait(kind === 'individual-business' ? 1600 : 2700);
    const oldest = dayOf(1984, 2) + random.below(1500);
    const day = Math.max(Math.floor(this.end - 1 - age), oldest);
    return Math.max(Math.min(Math.max(day, earliest), this.end - 1), earliest);
  }

  /** A company made before this one. */
  private company(before: number, random: Random): Organisation | null {
    if (before === 0) return null;
    for (let i = 0; i < 8; i++) {
      const candidate = this.at(random.below(before));
      const old = candidate.foundedOn < this.end - 400;
      if (candidate.kind === 'enterprise' && old && candidate.founding.name.endsWith('公司')) return candidate;
    }
    return null;
  }
}

/** 53 bits of a name (cyrb53). */
function digest(name: string): number {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (let i = 0; i < name.length; i++) {
    const unit = name.charCodeAt(i);
    high = Math.imul(high ^ unit, 2_654_435_761);
    low = Math.imul(low ^ unit, 1_597_334_677);
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909);
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909);
  return 4_294_967_296 * (2_097_151 & low) + (high >>> 0);
}
