import { Frequencies, Random } from '../../random.js';
import type { Day } from '../../day.js';
import { truths } from '../noise.js';
import type { Draft } from './draft.js';
import { FamilyMaker, type Family } from './family.js';
import { isPerson, live, personOf } from './life.js';
import { randomOrder, residentNumber } from './numbers.js';
import type { Person } from './person.js';

/** Kinds of families; natives have three generations, so that three people in four are natives. */
const kinds = new Frequencies<Family['kind']>([
  ['native', 37],
  ['migrant', 57],
  ['foreigner', 6],
]);

/** Numbers that tell the generators of different purposes apart. */
const STREAM = { founding: 11, life: 12, person: 13 } as const;

/** Namesakes are found among so many families before. */
const NEIGHBOURHOOD = 60;

/**
 * The true people of the city. Each family is made from its index, so that nothing of them has to be kept: memory does not
 * grow with their number.
 */
export class People {
  private families = 0;

  constructor(
    readonly size: number,
    private readonly seed: number,
    /** First delivery, and first day after the last. */
    private readonly first: Day,
    private readonly end: Day,
  ) {}

  *all(): Generator<Person> {
    let index = 0;
    for (let at = 0; index < this.size; at++) {
      this.families = at + 1;
      const family = this.familyAt(at);
      live(family, this.end, new Random(this.seed, STREAM.life, at));
      const random = new Random(this.seed, STREAM.person, at);
      for (const draft of family.members) {
        if (index >= this.size) return;
        if (!isPerson(draft, this.first, this.end)) continue;
        this.confuse(draft, random);
        yield personOf(draft, family, { index, family: at }, this.end, random);
        index++;
      }
    }
  }

  /** Some registers gave one number to two. */
  private confuse({ numbers }: Draft, random: Random): void {
    const stranger = random.chance(truths.sharedNumber) ? this.strangersNumber(random) : null;
    if (stranger !== null && numbers[0]) numbers[0] = { ...numbers[0], is: stranger };
  }

  /** The number of somebody of another family, none where there is no other. */
  strangersNumber(random: Random): string | null {
    const family = this.familyAt(random.below(this.families), true);
    return random.pick(family.members).numbers[0]?.is ?? null;
  }

  /** @param plain without namesakes of others, which would have to be looked up in turn */
  private familyAt(at: number, plain = false): Family {
    const random = new Random(this.seed, STREAM.founding, at);
    const kind = kinds.pick(random);
    const maker = new FamilyMaker(random, at, this.end);
    if (kind === 'migrant') return maker.migrants();
    if (kind === 'foreigner') return maker.foreigners();
    // Drawn in any case: a family is the same when others look at it.
    const hasNamesake = random.chance(truths.namesakes);
    const elder = hasNamesake && !plain ? this.neighbour(at, random) : null;
    if (!elder) return maker.native();
    const model = random.pick(firstChildren(elder));
    const family = maker.native({
      surname: model.names[0]!.is.family,
      home: elder.houses[0]!.homes[0]!.is.residence,
      // Of an age with the mother, so that the children are of an age too.
      wifeBorn: model.mother!.bornOn,
    });
    resemble(family, model, random);
    return family;
  }

  /** An older native family whose children bear its name. */
  private neighbour(at: number, random: Random): Family | null {
    for (let tries = 0; tries < Math.min(at, 4); tries++) {
      const family = this.familyAt(at - 1 - random.below(Math.min(at, NEIGHBOURHOOD)), true);
      if (family.kind === 'native' && firstChildren(family).length > 0) return family;
    }
    return null;
  }
}

/** Children of the couple that founded the family. */
const firstChildren = ({ members }: Family): Draft[] => members.filter(({ father }) => father === members[0]);

/** One of the family gets the name and the birthday of another family's child: a namesake in the same village. */
function resemble(family: Family, model: Draft, random: Random): void {
  const child = firstChildren(family).find(
    ({ sex, names, bornOn, numbers }) =>
      numbers.length === 1 &&
      sex === model.sex &&
      names[0]!.is.family === model.names[0]!.is.family &&
      Math.abs(bornOn - model.bornOn) < 2500,
  );
  if (!child) return;
  const later = model.bornOn - child.bornOn;
  const division = child.numbers[0]!.is.slice(0, 6);
  child.bornOn += later;
  child.beginsOn += later;
  child.diedOn += later;
  child.names = [{ from: child.bornOn, is: model.names[0]!.is }];
  child.memberships[0] = { ...child.memberships[0]!, from: child.bornOn };
  const number = residentNumber(division, child.bornOn, child.sex, randomOrder(random));
  child.numbers = [{ from: child.numbers[0]!.from + later, is: number }];
}
