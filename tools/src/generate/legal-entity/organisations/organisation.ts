import type { Place } from '../../city/places.js';
import type { Day } from '../../day.js';

/** Kinds as the base's dictionary names them. */
export type Kind =
  | 'enterprise'
  | 'individual-business'
  | 'branch'
  | 'cooperative'
  | 'government'
  | 'institution'
  | 'social-organisation'
  | 'private-non-enterprise'
  | 'foundation'
  | 'village-committee';

export interface Identifiers {
  uscc?: string;
  orgCode?: string;
  registrationNo?: string;
  taxNo?: string;
}

/** What is true of an organisation from one day to the next change. */
export interface State {
  name: string;
  formerNames: readonly string[];
  identifiers: Identifiers;
  place: Place;
  representative: string;
  /** In whole units of the currency; null where nothing is registered. */
  capital: number | null;
  phone: string;
  employees: number;
  status: 'active' | 'revoked' | 'cancelled';
  cancelledOn: Day | null;
}

export type ChangeKind =
  | 'name'
  | 'address'
  | 'representative'
  | 'capital'
  | 'phone'
  | 'codes'
  | 'end'
  /** The division of its seat was reformed. */
  | 'division';

export interface Change {
  day: Day;
  kind: ChangeKind;
  set: Partial<State>;
}

export interface Organisation {
  index: number;
  kind: Kind;
  foundedOn: Day;
  /** GB/T 4754-2017 class */
  industry: string;
  scope: string;
  currency: 'CNY' | 'USD' | 'HKD' | 'EUR';
  /** GB/T 12402 */
  economicType: string;
  founding: State;
  /** In order. */
  changes: readonly Change[];
  /** The organisation it is a branch of, as it was when the branch was founded. */
  parent: { index: number; name: string; identifiers: Identifiers } | null;
  /** 业务主管单位 of a social organisation */
  supervisor: string | null;
}

export const entityId = (index: number): string => `E${String(index + 1).padStart(7, '0')}`;

export function changed(state: State, { set }: Change): State {
  const renamed = set.name !== undefined && set.name !== state.name;
  return { ...state, ...set, formerNames: renamed ? [...state.formerNames, state.name] : state.formerNames };
}

/** Periods of an organisation's life: each state and the day since which it is true. */
export function* periods({ foundedOn, founding, changes }: Organisation): Generator<{ since: Day; state: State }> {
  let state = founding;
  yield { since: foundedOn, state };
  for (const change of changes) {
    state = changed(state, change);
    yield { since: change.day, state };
  }
}

export function stateOn(organisation: Organisation, day: Day): State {
  let found = organisation.founding;
  for (const { since, state } of periods(organisation)) if (since <= day) found = state;
  return found;
}
