import type { Address, Person } from '../person.js';

/** What was true of somebody from one day to another, null for still. */
export interface Stretch {
  id: string;
  validFrom: string;
  validTo: string | null;
  attributes: Person;
}

export interface Membership {
  id: string;
  role: string | null;
}

/** Who a household 户 was made of, and where, from one day to another. */
export interface HouseholdStretch {
  validFrom: string;
  validTo: string | null;
  /** Members by id. */
  members: Membership[];
  head: string | null;
  address: Address | null;
}

/**
 * The life of a household over all of valid time, from what was true of everybody who ever belonged to it. Days on which it had no
 * members are left out. Does not depend on the order of the stretches.
 */
export function householdHistory(number: string, stretches: readonly Stretch[]): HouseholdStretch[] {
  const own = stretches.filter(({ attributes }) => attributes.household?.number === number);
  const days = [...new Set(own.flatMap(({ validFrom, validTo }) => [validFrom, validTo ?? []]).flat())].sort();
  const history: HouseholdStretch[] = [];
  days.forEach((day, i) => {
    const present = own.filter(({ validFrom, validTo }) => validFrom <= day && (validTo === null || day < validTo));
    if (present.length === 0) return;
    const next: HouseholdStretch = { validFrom: day, validTo: days[i + 1] ?? null, ...composition(present) };
    const last = history.at(-1);
    if (last?.validTo === day && sameComposition(last, next)) last.validTo = next.validTo;
    else history.push(next);
  });
  return history;
}

/** Members, head and address of a household as of one day. */
export function composition(
  people: readonly Pick<Stretch, 'id' | 'attributes'>[],
): Omit<HouseholdStretch, 'validFrom' | 'validTo'> {
  const sorted = people.toSorted((a, b) => (a.id < b.id ? -1 : 1));
  const members = sorted.map(({ id, attributes }) => ({ id, role: attributes.household?.role ?? null }));
  const head = sorted.find(({ attributes }) => attributes.household?.role === 'head');
  // A household is registered where its head is; without one, where anybody of it is.
  const placed = [...(head ? [head] : []), ...sorted].map(({ attributes }) => attributes.registeredAddress);
  return { members, head: head?.id ?? null, address: placed.find((address) => address !== undefined) ?? null };
}

const sameComposition = ({ validFrom: _a, validTo: _b, ...a }: HouseholdStretch, b: HouseholdStretch): boolean => {
  const { validFrom: _c, validTo: _d, ...rest } = b;
  return JSON.stringify(a) === JSON.stringify(rest);
};
