import { isReformed, placeIn, townFrequencies } from '../../city/places.js';
import { authorityOn, countyOn, REFORM } from '../../city/divisions.js';
import { mobile, personName } from '../../city/people.js';
import { tradeName } from '../../city/trade-names.js';
import { dayOf, type Day } from '../../day.js';
import { Frequencies, type Random } from '../../random.js';
import type { Founded } from './founding.js';
import { ONE_CODE, oneCode, organisationCode, unifiedCode } from './identifiers.js';
import { changed, type Change, type ChangeKind, type State } from './organisation.js';

/** What happened before this day is in nobody's records any more: organisations are taken as they were then. */
const MEMORY: Day = dayOf(2004, 1);

const YEAR = 365.25;

/** How often a year an organisation changes, by what changes. */
const YEARLY = { name: 0.022, address: 0.05, representative: 0.04, capital: 0.03, phone: 0.05, end: 0.045 } as const;
const everyChange = new Frequencies(Object.entries(YEARLY) as [keyof typeof YEARLY, number][]);
const allChanges = Object.values(YEARLY).reduce((sum, rate) => sum + rate, 0);

/** Days until an organisation that has three codes fetches its one code, unless a change takes it to the registry before. */
const CODE_WAIT = 400;
/** The old codes ended with 2017. */
const LAST_EXCHANGE: Day = dayOf(2017, 12, 20);

/** What happens to an organisation until `end`. */
export function lifeOf(founded: Founded, end: Day, random: Random): Change[] {
  const { kind, foundedOn, founding } = founded;
  const exchange = founding.identifiers.uscc
    ? Infinity
    : Math.min(ONE_CODE[kind] + Math.floor(random.wait(CODE_WAIT)), LAST_EXCHANGE);
  const events = plannedEvents(founded, end, exchange, random);
  const changes: Change[] = [];
  let state = founding;
  for (const { day, kind: what } of events) {
    if (what === 'division' && !isReformed(state.place, foundedOn)) continue;
    if (what === 'codes' && state.identifiers.uscc) continue;
    for (const change of changesAt(day, what, founded, state, random)) {
      // A plan that came to nothing, such as a new name for a village.
      if (what !== 'division' && Object.keys(change.set).length === 0) continue;
      changes.push(change);
      state = changed(state, change);
    }
    if (what === 'end') break;
  }
  return changes;
}

interface Event {
  day: Day;
  kind: ChangeKind;
}

function plannedEvents({ kind, foundedOn }: Founded, end: Day, exchange: number, random: Random): Event[] {
  const steady = kind === 'government' || kind === 'institution' || kind === 'village-committee' ? 3 : 1;
  const events: Event[] = [];
  let day = Math.max(foundedOn + 60, MEMORY);
  for (;;) {
    day += 1 + Math.floor(random.wait((YEAR / allChanges) * steady));
    if (day >= end) break;
    events.push({ day, kind: everyChange.pick(random) });
  }
  if (exchange < end) events.push({ day: exchange, kind: 'codes' });
  if (REFORM < end && REFORM > foundedOn) events.push({ day: REFORM, kind: 'division' });
  return events.sort((a, b) => a.day - b.day);
}

function changesAt(day: Day, what: ChangeKind, founded: Founded, state: State, random: Random): Change[] {
  const change: Change = { day, kind: what, set: setOf(what, day, founded, state, random) };
  // Who comes to the registry for anything else leaves with the one code.
  const due =
    day >= ONE_CODE[founded.kind] && !state.identifiers.uscc && !['phone', 'end', 'codes', 'division'].includes(what);
  return due ? [change, { day, kind: 'codes', set: codesOf(founded, state) }] : [change];
}

function setOf(what: ChangeKind, day: Day, founded: Founded, state: State, random: Random): Partial<State> {
  switch (what) {
    case 'name':
      return founded.kind === 'enterprise' ? { name: renamed(state.name, random) } : {};
    case 'address':
      return moved(day, state, founded.index, founded.foundedOn, random);
    case 'representative':
      return { representative: personName(random) };
    case 'capital':
      return state.capital === null
        ? {}
        : { capital: Math.round((state.capital * random.pick([2, 2, 3, 5, 10, 0.5])) / 100) * 100 };
    case 'phone':
      return { phone: mobile(random) };
    case 'codes':
      return codesOf(founded, state);
    case 'end':
      return { status: random.chance(0.2) ? 'revoked' : 'cancelled', cancelledOn: day };
    default:
      // The seat stays where it is; what it belongs to follows from the day.
      return {};
  }
}

function codesOf({ kind, foundedOn, founding, index }: Founded, state: State): Partial<State> {
  const orgCode = state.identifiers.orgCode ?? organisationCode(index, ONE_CODE[kind]);
  return { identifiers: oneCode(unifiedCode(kind, authorityOn(founding.place.town, foundedOn), orgCode), kind) };
}

/** Most companies move within their county; who leaves it before 2015 gets another tax number. */
function moved(day: Day, state: State, index: number, foundedOn: Day, random: Random): Partial<State> {
  const home = countyOn(state.place.town, day);
  let town = townFrequencies.pick(random);
  for (let tries = 0; tries < 6 && random.chance(0.85) && countyOn(town, day) !== home; tries++)
    town = townFrequencies.pick(random);
  const place = placeIn(town, random);
  const { orgCode = organisationCode(index, foundedOn), taxNo, uscc } = state.identifiers;
  if (countyOn(town, day) === home || uscc || !taxNo) return { place };
  return { place, identifiers: { ...state.identifiers, taxNo: countyOn(town, day).code + orgCode } };
}

const COMPANY_NAME =
  /^((?:宁波市|余姚市|慈溪市|奉化市|象山县|宁海县|宁波|浙江)?(?:海曙|江东|江北|北仑|镇海|鄞州)?)(..)(.*?)((?:有限|有限责任|股份有限)公司|厂|经营部|商行|服务部|门市部)$/;

/** A new trade name, a new line of business, or a better legal form. */
function renamed(name: string, random: Random): string {
  const parts = COMPANY_NAME.exec(name);
  if (!parts) return name;
  const [, region = '', trade = '', word = '', form = ''] = parts;
  const kind = random.next();
  if (kind < 0.5) return region + tradeName(random) + word + form;
  if (!form.endsWith('公司')) return `${region}${trade}${word}有限公司`;
  if (kind < 0.8) return region + trade + random.pick(NEW_BUSINESS) + form;
  return form === '有限公司' ? `${region}${trade}${word}股份有限公司` : region + tradeName(random) + word + form;
}

const NEW_BUSINESS = ['科技', '实业', '贸易', '智能科技', '新材料', '电子商务', '工贸'];
