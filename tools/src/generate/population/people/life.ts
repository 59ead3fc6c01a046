import isEqual from 'fast-deep-equal';
import { chosenNames, givenName } from '../../city/given-names.js';
import { isReformed, townFrequencies } from '../../city/places.js';
import { homeIn } from '../../city/homes.js';
import { companyIndustries, shopIndustries } from '../../city/industries.js';
import { mobile } from '../../city/people.js';
import { tradeName } from '../../city/trade-names.js';
import { REFORM } from '../../city/divisions.js';
import { dayOf, yearOf, type Day } from '../../day.js';
import type { Random } from '../../random.js';
import { truths } from '../noise.js';
import { isAlive, nameOn, onDay, type Draft, type House } from './draft.js';
import type { Family } from './family.js';
import { numberOfOtherDay, randomOrder, residentNumber, yearsOld } from './numbers.js';
import { fullName, type Person, type PersonChange, type PersonState, type Relative } from './person.js';

/** What happened before this day is in nobody's records any more: people are taken as they were then. */
const MEMORY: Day = dayOf(2004, 1);
const YEAR = 365.25;

/** How often a year. */
const YEARLY = { householdMoves: 0.03, phone: 0.1, job: 0.09, householdPhone: 0.06 } as const;
/** Of the moves of a household: its registration goes with it. */
const REGISTRATION_MOVES = 0.35;

/** Share of people ever, by what they are called: a new given name, or the other parent's surname. */
const RENAMED = 0.02;

/** GB/T 4658 by year of birth. */
function educationOf(year: number, random: Random): string {
  const draw = random.next();
  if (year < 1950) return draw < 0.6 ? '81' : draw < 0.75 ? '90' : draw < 0.92 ? '71' : '61';
  if (year < 1970) return draw < 0.2 ? '81' : draw < 0.65 ? '71' : draw < 0.85 ? '61' : draw < 0.94 ? '31' : '21';
  if (year < 1985) return draw < 0.05 ? '81' : draw < 0.5 ? '71' : draw < 0.7 ? '61' : draw < 0.86 ? '31' : '21';
  if (year < 1996) return draw < 0.25 ? '71' : draw < 0.45 ? '41' : draw < 0.68 ? '31' : draw < 0.95 ? '21' : '14';
  return draw < 0.5 ? '71' : '80';
}

const OCCUPATIONS =
  '工人 职员 教师 医生 销售人员 驾驶员 个体经营者 技术人员 会计 公务员 营业员 厨师 建筑工人 渔民 农民 保安 护士 设计师'.split(
    ' ',
  );

function employer(random: Random): string {
  const roll = random.next();
  const industry = (roll < 0.75 ? companyIndustries : shopIndustries).pick(random);
  const word = random.pick(industry.words);
  return roll < 0.75 ? `宁波${tradeName(random)}${word}有限公司` : `宁波市${tradeName(random)}${word}`;
}

/** Days that come once in `mean` on average. */
function* spread(from: Day, to: Day, yearly: number, random: Random): Generator<Day> {
  for (let day = from + 1 + Math.floor(random.wait(YEAR / yearly)); day < to;) {
    yield day;
    day += 1 + Math.floor(random.wait(YEAR / yearly));
  }
}

/** Everything that happens to a family beside births, marriages and deaths. */
export function live(family: Family, end: Day, random: Random): void {
  for (const house of family.houses) moveHouse(house, end, random);
  for (const draft of family.members) {
    const adult = draft.bornOn + Math.floor(16 * YEAR);
    const last = Math.min(end, draft.diedOn);
    const old = draft.bornOn + Math.floor(random.between(62, 85) * YEAR);
    // Who shares the telephone of husband or wife, or of the family, has none of her own.
    if (random.chance(0.8)) {
      const begins = Math.max(adult, dayOf(2001, 1) + random.below(2000));
      if (begins < Math.min(last, old)) draft.phones.push({ from: begins, is: mobile(random) });
      for (const day of spread(Math.max(begins, MEMORY), Math.min(last, old), YEARLY.phone, random))
        draft.phones.push({ from: day, is: mobile(random) });
    }
    work(draft, last, random);
    if (draft.numbers.length > 0) {
      rename(draft, adult, last, random);
      renumber(draft, adult, last, random);
    }
  }
}

function moveHouse(house: House, end: Day, random: Random): void {
  for (const day of spread(MEMORY, end, YEARLY.householdMoves, random)) {
    const { residence, registered } = onDay(house.homes, day)!;
    if (!residence.town) continue;
    const town = random.chance(0.6) ? residence.town : townFrequencies.pick(random);
    const home = homeIn(town, '陈', random);
    const both = registered?.town && random.chance(REGISTRATION_MOVES);
    house.homes.push({ from: day, is: { residence: home, registered: both ? home : registered } });
  }
  for (const day of spread(MEMORY, end, YEARLY.householdPhone, random))
    house.phones.push({ from: day, is: mobile(random) });
}

function work(draft: Draft, last: Day, random: Random): void {
  const begins = draft.bornOn + Math.floor((17 + random.below(7)) * YEAR);
  const ends = draft.bornOn + Math.floor((draft.sex === '1' ? 60 : 52) * YEAR);
  draft.jobs.push({ from: draft.bornOn, is: { employer: null, occupation: null } });
  if (begins >= last) return;
  const employed = random.chance(0.82);
  const job = () => ({ employer: employed ? employer(random) : null, occupation: random.pick(OCCUPATIONS) });
  draft.jobs.push({ from: begins, is: job() });
  for (const day of spread(Math.max(begins, MEMORY), Math.min(last, ends), YEARLY.job, random))
    draft.jobs.push({ from: day, is: job() });
  if (ends < last) draft.jobs.push({ from: ends, is: { employer: null, occupation: '离退休人员' } });
}

function rename(draft: Draft, adult: Day, last: Day, random: Random): void {
  if (!random.chance(RENAMED)) return;
  const child = random.chance(0.5);
  const day = child ? draft.bornOn + random.between(200, 5000) : adult + random.below(12_000);
  if (day >= last) return;
  const { family, given } = nameOn(draft, day);
  const mothers = draft.mother?.names[0]!.is.family;
  const is =
    child && mothers && random.chance(0.5)
      ? { family: mothers, given, latin: null }
      : {
          family,
          given: random.chance(0.4) ? random.pick(chosenNames) : givenName(draft.sex, yearOf(day), random),
          latin: null,
        };
  if (is.family + is.given !== family + given) draft.names.push({ from: day, is });
}

/** The number exchanged because it was wrong, or a second one beside it. */
function renumber(draft: Draft, adult: Day, last: Day, random: Random): void {
  const number = draft.numbers[0]!.is;
  if (random.chance(truths.numberExchanged)) {
    const day = adult + random.below(12_000);
    if (day < last) draft.numbers.unshift({ from: draft.numbers[0]!.from, is: numberOfOtherDay(number, random) });
    if (day < last) draft.numbers[1] = { from: day, is: number };
  }
  if (!random.chance(truths.secondNumber)) return;
  draft.otherNumber = random.chance(0.5)
    ? numberOfOtherDay(number, random)
    : residentNumber(number.slice(0, 6), draft.bornOn, draft.sex, randomOrder(random));
}

function relative(type: Relative['type'], draft: Draft, day: Day): Relative {
  const number = draft.numbers.length > 0 && draft.numbers[0]!.from <= day ? onDay(draft.numbers, day)! : null;
  return { type, sex: draft.sex, name: fullName(nameOn(draft, day)), residentId: number, bornOn: draft.bornOn };
}

function stateOn(draft: Draft, day: Day): PersonState {
  const { marriage, father, mother, children, memberships, diedOn } = draft;
  const { house, role } = onDay(memberships, day)!;
  const { residence, registered } = onDay(house.homes, day)!;
  const married = marriage !== null && marriage.on <= day;
  const divorced = married && marriage.endedOn <= day;
  const widowed = married && !divorced && marriage.partner.diedOn <= day;
  const name = nameOn(draft, day);
  const kin: Relative[] = [];
  if (married && !divorced && !widowed) kin.push(relative('spouse', marriage.partner, day));
  for (const parent of [father, mother]) if (parent) kin.push(relative('parent', parent, day));
  for (const child of children) if (child.bornOn <= day) kin.push(relative('child', child, day));
  const numbered = draft.numbers.length > 0 && draft.numbers[0]!.from <= day;
  const head = role === 'spouse' && widowed ? 'head' : role;
  return {
    name,
    formerNames: draft.names.filter(({ from, is }) => from <= day && is !== name).map(({ is }) => fullName(is)),
    identifiers: draft.origin
      ? onDay(draft.documents, day)!
      : numbered
        ? { residentId: onDay(draft.numbers, day)! }
        : {},
    registered,
    residence,
    household: { number: house.number, role: head },
    phone:
      draft.phones.length > 0 && draft.phones[0]!.from <= day ? onDay(draft.phones, day)! : onDay(house.phones, day)!,
    marital: !married ? '10' : divorced ? '40' : widowed ? '30' : '20',
    marriedOn: married ? marriage.on : null,
    kin,
    ...onDay(draft.jobs, day)!,
    diedOn: diedOn <= day ? diedOn : null,
  };
}

/** Days on which something about the draft changes. */
function eventDays(draft: Draft, from: Day, to: Day): Day[] {
  const { marriage, memberships, names, numbers, documents, phones, jobs, children, diedOn } = draft;
  const days = [memberships, names, numbers, documents, phones, jobs].flatMap((list) =>
    list.map((since) => since.from),
  );
  for (const [i, { from: since, is }] of memberships.entries()) {
    const until = memberships[i + 1]?.from ?? Infinity;
    for (const list of [is.house.homes, is.house.phones])
      for (const change of list) if (change.from >= since && change.from < until) days.push(change.from);
  }
  if (marriage) {
    days.push(marriage.on, marriage.endedOn);
    if (marriage.endedOn === Infinity) days.push(marriage.partner.diedOn, ...marriage.partner.names.map((n) => n.from));
  }
  for (const child of children) days.push(child.bornOn, child.numbers[0]?.from ?? child.bornOn);
  days.push(REFORM, diedOn);
  const until = Math.min(to - 1, diedOn);
  return [...new Set(days)].filter((day) => day > from && day <= until).sort((a, b) => a - b);
}

function differences(before: PersonState, after: PersonState): Partial<PersonState> {
  const changed = (Object.keys(after) as (keyof PersonState)[]).filter(
    (key) => before[key] !== after[key] && !isEqual(before[key], after[key]),
  );
  return Object.fromEntries(changed.map((key) => [key, after[key]]));
}

/** The person, once her life is known. */
export function personOf(
  draft: Draft,
  family: Family,
  numbers: { index: number; family: number },
  end: Day,
  random: Random,
): Person {
  const { sex, bornOn, birthDivision, ethnicity, origin, otherNumber, beginsOn } = draft;
  const education = educationOf(yearOf(bornOn), random);
  const from = Math.max(beginsOn, Math.min(MEMORY, end - 1));
  const beginning = stateOn(draft, from);
  const changes: PersonChange[] = [];
  let state = beginning;
  for (const day of eventDays(draft, from, end)) {
    const next = stateOn(draft, day);
    const set = differences(state, next);
    const home = next.residence.town ? { ...next.residence, town: next.residence.town } : null;
    const reformed = day === REFORM && home !== null && isReformed(home, 0);
    if (Object.keys(set).length > 0 || reformed) changes.push({ day, set });
    state = next;
  }
  return {
    ...numbers,
    kind: family.kind,
    sex,
    bornOn,
    birthDivision,
    ethnicity,
    nationality: origin?.nationality ?? 'CHN',
    education: yearsOld(bornOn, end) < 6 ? '' : education,
    needy: family.needy,
    otherNumber,
    beginsOn,
    beginning,
    changes,
  };
}

export const isPerson = (draft: Draft, first: Day, end: Day): boolean =>
  draft.beginsOn < end &&
  draft.diedOn > draft.beginsOn &&
  (isAlive(draft, first) || draft.bornOn > first || draft.diedOn > first - 900);
