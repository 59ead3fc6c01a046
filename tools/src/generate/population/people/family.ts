import { issuingDivision, farDivision, farHome, homeIn, type Home } from '../../city/homes.js';
import { givenName, type Sex } from '../../city/given-names.js';
import { landline, localSurname, mobile, nationalSurname } from '../../city/people.js';
import { townFrequencies } from '../../city/places.js';
import { origins, type Origin } from '../../city/foreign-names.js';
import { dayOf, yearOf, type Day } from '../../day.js';
import type { Random } from '../../random.js';
import { truths } from '../noise.js';
import { born, type Draft, type House } from './draft.js';
import { permanentCard, randomOrder } from './numbers.js';

/** Everybody who belongs together, in several households. */
export interface Family {
  kind: 'native' | 'migrant' | 'foreigner';
  needy: boolean;
  members: Draft[];
  houses: House[];
}

const YEAR = 365.25;

/** Identity numbers were first given in these years; who was born before got hers then. */
const FIRST_NUMBERS: [Day, Day] = [dayOf(1984, 10), dayOf(1989, 12)];

/** Children of a couple by the mother's year of birth: what was usual, and after 1979 what was allowed. */
function childCount(motherYear: number, rural: boolean, random: Random): number {
  if (motherYear < 1945) return random.between(2, 5);
  if (motherYear < 1955) return random.between(1, 3);
  const second = motherYear >= 1984 ? 0.3 : rural ? 0.3 : 0.08;
  return random.chance(0.06) ? 0 : 1 + (random.chance(second) ? 1 : 0);
}

/** What people travel to the mainland with, who have no passport for it. */
const PERMITS: Record<string, 'hkMacauPermit' | 'taiwanPermit'> = {
  TWN: 'taiwanPermit',
  HKG: 'hkMacauPermit',
  MAC: 'hkMacauPermit',
};

/** Makes families, each from its random numbers alone. */
export class FamilyMaker {
  private members: Draft[] = [];
  private houses: House[] = [];
  private home!: Home;
  private surname = '';
  private readonly numberHead: string;

  constructor(
    private readonly random: Random,
    index: number,
    private readonly end: Day,
  ) {
    this.numberHead = String(index + 1).padStart(7, '0');
  }

  /** Three generations: a couple, their children with husbands and wives, and grandchildren. @param village of the family whose namesakes these are */
  native(village?: { surname: string; home: Home; wifeBorn: Day }): Family {
    const { random } = this;
    this.surname = village?.surname ?? localSurname(random);
    const town = village?.home.town ?? townFrequencies.pick(random);
    const own = homeIn(town, this.surname, random);
    this.home = village
      ? { ...village.home, street: village.home.street.replace(/\d+号$/, `${random.between(161, 320)}号`) }
      : own;
    const house = this.house({ residence: this.home, registered: this.home });
    const someDay = dayOf(random.between(1921, 1964), random.between(1, 12), random.between(1, 28));
    const wifeBorn = village ? village.wifeBorn + random.between(-600, 600) : someDay;
    const husband = this.newcomer('1', wifeBorn - random.between(-400, 1700), this.surname);
    const wife = this.newcomer('2', wifeBorn, localSurname(random));
    husband.memberships.push({ from: husband.bornOn, is: { house, role: 'head' } });
    wife.memberships.push({ from: wife.bornOn, is: { house, role: 'spouse' } });
    const wedding = wifeBorn + Math.floor(random.between(20, 26) * YEAR + random.below(365));
    this.marry(husband, wife, wedding);
    this.raise(husband, wife, house, 'child');
    for (const child of [...husband.children]) this.settle(child, house);
    return { kind: 'native', needy: random.chance(0.035), members: this.members, houses: this.houses };
  }

  /** Young people from other provinces: alone, as a couple, with a child. */
  migrants(): Family {
    const { random, end } = this;
    const far = farDivision(random);
    this.surname = nationalSurname(random);
    const origin = farHome(far, random);
    const arrived = Math.max(end - Math.floor(random.wait(1900)) - 1, dayOf(1998, 3));
    this.home = homeIn(townFrequencies.pick(random), nationalSurname(random), random);
    const house = this.house({ residence: this.home, registered: origin });
    const sex = random.chance(0.56) ? '1' : '2';
    const bornOn = arrived - Math.floor((17 + random.wait(11)) * YEAR);
    const first = this.add(born({ sex, bornOn, family: this.surname, division: far }, random));
    const memberOf = (draft: Draft, role: 'head' | 'spouse' | 'child', from: Day): void => {
      draft.beginsOn = Math.max(from, draft.bornOn);
      draft.memberships.push({ from: draft.bornOn, is: { house, role } });
    };
    memberOf(first, 'head', arrived);
    if (random.chance(0.5)) {
      const division = random.chance(0.8) ? far : farDivision(random);
      const other = { sex: sex === '1' ? '2' : '1', bornOn: bornOn + random.between(-1200, 1200), division } as const;
      const partner = this.add(born({ ...other, family: nationalSurname(random) }, random));
      memberOf(partner, 'spouse', arrived + random.below(700));
      const wedding = Math.max(first.bornOn, partner.bornOn) + Math.floor(random.between(21, 27) * YEAR);
      this.marry(first, partner, wedding);
      const [husband, wife] = first.sex === '1' ? [first, partner] : [partner, first];
      this.raise(husband, wife, house, 'child', far);
      for (const child of husband.children) child.beginsOn = Math.max(child.bornOn, arrived);
    }
    return { kind: 'migrant', needy: false, members: this.members, houses: this.houses };
  }

  /** People with passports and permits. */
  foreigners(): Family {
    const { random, end } = this;
    const from = origins.pick(random);
    const arrived = Math.max(end - Math.floor(random.wait(1300)) - 1, dayOf(2000, 1));
    this.home = homeIn(townFrequencies.pick(random), '王', random);
    const house = this.house({ residence: this.home, registered: null });
    const family = random.below(from.families.length);
    const first = this.foreigner(from, family, random.chance(0.7) ? '1' : '2', arrived, random.between(24, 60));
    first.memberships.push({ from: first.bornOn, is: { house, role: 'head' } });
    if (random.chance(0.25)) {
      const second = this.foreigner(from, family, first.sex === '1' ? '2' : '1', arrived + random.below(300), 0);
      second.memberships.push({ from: second.bornOn, is: { house, role: 'spouse' } });
      this.marry(first, second, arrived - random.between(200, 4000));
    }
    return { kind: 'foreigner', needy: false, members: this.members, houses: this.houses };
  }

  private house(home: { residence: Home; registered: Home | null }): House {
    const { random } = this;
    const number = `${this.numberHead}${this.houses.length}`;
    const phone =
      home.residence.town && random.chance(0.45) ? landline(home.residence.town.before.phone, random) : mobile(random);
    const house = { number, homes: [{ from: -Infinity, is: home }], phones: [{ from: -Infinity, is: phone }] };
    this.houses.push(house);
    return house;
  }

  private add(draft: Draft): Draft {
    this.members.push(draft);
    return draft;
  }

  /** Somebody of the region. */
  private newcomer(sex: Sex, bornOn: Day, family: string): Draft {
    const { random } = this;
    const registered = Math.max(bornOn, random.between(...FIRST_NUMBERS));
    const town = random.chance(0.8) && this.home.town ? this.home.town : townFrequencies.pick(random);
    return this.add(born({ sex, bornOn, family, division: issuingDivision(town, registered) }, random));
  }

  private foreigner(from: Origin, family: number, sex: Sex, arrived: Day, age: number): Draft {
    const { random } = this;
    const bornOn = arrived - Math.floor((age || random.between(24, 55)) * YEAR) - random.below(365);
    const draft = this.add(born({ sex, bornOn, family: '', division: '330200' }, random));
    const at = random.below(from.given[sex].length);
    const permit = PERMITS[from.nationality];
    const chinese = from.chinese && random.chance(permit ? 1 : 0.6);
    draft.names = [
      {
        from: bornOn,
        is: {
          family: chinese ? from.chinese!.families[family]! : '',
          given: chinese ? from.chinese!.given[sex][at % from.chinese!.given[sex].length]! : '',
          latin: { family: from.families[family]!, given: from.given[sex][at]! },
        },
      },
    ];
    draft.origin = from;
    draft.numbers = [];
    draft.birthDivision = '';
    draft.ethnicity = '';
    draft.beginsOn = arrived;
    const scheme = permit ?? 'passport';
    const card = random.chance(0.06) && scheme === 'passport' ? permanentCard(from.nationality, random) : null;
    const more: Record<string, string> = card === null ? {} : { permanentResidentCard: card };
    const renewed = arrived + random.between(100, 3600);
    // Permits keep their number, passports get another.
    draft.documents = [{ from: bornOn, is: { [scheme]: from.passport(random), ...more } }];
    if (scheme === 'passport')
      draft.documents.push({ from: renewed, is: { passport: from.passport(random), ...more } });
    return draft;
  }

  private marry(one: Draft, other: Draft, on: Day): void {
    const { random } = this;
    const years = 3 + random.wait(14);
    const divorced = random.chance(yearOf(on) < 1985 ? 0.02 : 0.1) ? on + Math.floor(years * YEAR) : Infinity;
    one.marriage = { on, partner: other, endedOn: divorced };
    other.marriage = { on, partner: one, endedOn: divorced };
  }

  /** The couple's children, born while both live and are married. */
  private raise(father: Draft, mother: Draft, house: House, role: 'child' | 'grandchild', division?: string): void {
    const { random, end } = this;
    const { on, endedOn } = father.marriage!;
    let day = on + random.between(280, 1300);
    let left = childCount(yearOf(mother.bornOn), house.homes[0]!.is.residence.rural, random);
    while (left > 0) {
      if (day >= end || day >= endedOn || day >= Math.min(father.diedOn, mother.diedOn)) break;
      if (day > mother.bornOn + 44 * YEAR) break;
      const twins = random.chance(truths.twins);
      const alike = random.chance(0.4);
      const order = Math.min(randomOrder(random), 498);
      const sex = (): Sex => (random.chance(0.52) ? '1' : '2');
      const one = sex();
      const from = yearOf(day) >= 1990 && random.chance(0.04) ? mother : father;
      const family = from.names[0]!.is.family;
      const town = house.homes[0]!.is.residence.town;
      const registered = Math.max(day, random.between(...FIRST_NUMBERS));
      const place = division ?? (town ? issuingDivision(town, registered) : '330200');
      const child = this.add(born({ sex: one, bornOn: day, family, division: place, father, mother, order }, random));
      child.memberships.push({ from: day, is: { house, role } });
      if (twins) {
        const second = alike ? one : sex();
        // Twins' names share a character.
        const given = child.names[0]!.is.given;
        const other = givenName(second, yearOf(day), random);
        const shared = given.length === 2 ? given[0]! + other.at(-1)! : other;
        const birth = { sex: second, bornOn: day, family, division: place, father, mother, order: order + 1 };
        const twin = this.add(born({ ...birth, given: shared === given ? other : shared }, random));
        twin.memberships.push({ from: day, is: { house, role } });
      }
      left -= twins ? 2 : 1;
      day += random.between(500, 1900);
    }
  }

  /** Marries the child, as most do, and lets it stay with the parents or found a household. */
  private settle(child: Draft, parents: House): void {
    const { random, end } = this;
    const age = 21 + random.wait(4) + (yearOf(child.bornOn) > 1980 ? 2 : 0);
    const wedding = child.bornOn + Math.floor(age * YEAR);
    if (!random.chance(0.93) || wedding >= end || wedding >= child.diedOn) return;
    const far = random.chance(yearOf(wedding) > 1995 ? 0.18 : 0.03) ? farDivision(random) : null;
    const sex = child.sex === '1' ? '2' : '1';
    const bornOn = child.bornOn + random.between(-900, 900) + (sex === '2' ? 500 : -500);
    const partner = far
      ? this.add(born({ sex, bornOn, family: nationalSurname(random), division: far }, random))
      : this.newcomer(sex, bornOn, localSurname(random));
    if (wedding >= partner.diedOn || wedding < partner.bornOn + 19 * YEAR) {
      this.members.pop();
      return;
    }
    this.marry(child, partner, wedding);
    const stays = random.chance(child.sex === '1' ? 0.35 : 0.08);
    const place = homeIn(
      random.chance(0.6) && this.home.town ? this.home.town : townFrequencies.pick(random),
      this.surname,
      random,
    );
    const before = far
      ? farHome(far, random)
      : homeIn(townFrequencies.pick(random), partner.names[0]!.is.family, random);
    const partnerParents = this.house({ residence: before, registered: before });
    partner.memberships.push({ from: partner.bornOn, is: { house: partnerParents, role: 'child' } });
    if (far) partner.beginsOn = wedding - random.below(600);
    const house = stays
      ? parents
      : this.house({ residence: place, registered: random.chance(0.7) ? place : this.home });
    const [head, role] = stays ? (['child', 'child-in-law'] as const) : (['head', 'spouse'] as const);
    if (!stays) child.memberships.push({ from: wedding, is: { house, role: head } });
    partner.memberships.push({ from: wedding + random.below(200), is: { house, role } });
    const [husband, wife] = child.sex === '1' ? [child, partner] : [partner, child];
    this.raise(husband, wife, house, stays ? 'grandchild' : 'child');
  }
}
