import type { Day } from '../day.js';
import { DUPLICATE_REMOVED, type NoiseRates } from '../noise.js';
import { Random } from '../random.js';
import { changed, stateOn, type Organisation, type State } from '../population/organisation.js';
import type { Department, Mode } from './department.js';

/** What a department learnt of an organisation, and when. */
interface Entry {
  heard: Day;
  /** The effective date it gives the change. */
  since: Day;
  state: State;
}

/** One record of one register, and how it came to say what it says. */
export interface RegisterRecord {
  key: string;
  copy: number;
  /** Seeds its mistakes. */
  seed: number;
  entries: readonly Entry[];
  /** Since when it is not delivered any more, because its organisation has ended. */
  dropped: Day;
  /** When it was found to be a second record of its organisation and taken away. */
  removed: Day;
  /** When its mistakes were found and corrected. */
  corrected: Day;
}

/** What a delivery says of a record. */
export interface Statement {
  since: Day;
  state: State;
  operation: 'new' | 'changed' | 'removed';
  /** Its only reason is a correction: nothing is delivered when there was no mistake. */
  isCorrection: boolean;
}

const YEAR = 365;

/** A second record is made that many days after the first, on average. */
const SECOND_RECORD_AFTER = 300;

/** The records that a department has of an organisation: none, one, or by mistake two. */
export function recordsOf(
  organisation: Organisation,
  department: Department,
  rates: NoiseRates,
  seed: number,
  deliveries: { first: Day; last: Day },
): RegisterRecord[] {
  const { index, kind, founding } = organisation;
  const random = new Random(seed, index);
  const covered = random.chance(department.coverage[kind] ?? 0);
  const copies = random.chance(rates.duplicate) ? 2 : 1;
  const known = department.needs?.some((scheme) => founding.identifiers[scheme] !== undefined) ?? true;
  if (!covered || !known) return [];
  return Array.from({ length: copies }, (_, copy) =>
    recordOf(organisation, department, rates, copy, new Random(seed, index, copy), deliveries),
  );
}

function recordOf(
  organisation: Organisation,
  department: Department,
  rates: NoiseRates,
  copy: number,
  random: Random,
  { first, last }: { first: Day; last: Day },
): RegisterRecord {
  const later = copy === 0 ? 0 : random.wait(SECOND_RECORD_AFTER);
  const enrolled = organisation.foundedOn + Math.floor(random.wait(department.enrolsAfter) + later);
  const entries = entriesOf(organisation, department, rates, copy, enrolled, random);
  const end = entries.find(({ state }) => state.status !== 'active');
  const inDeliveries = (probability: number): Day => {
    const day = random.between(first, last);
    return random.chance(probability) ? day : Infinity;
  };
  const corrected = inDeliveries(rates.corrected);
  const removed = inDeliveries(DUPLICATE_REMOVED);
  return {
    key: department.keyOf(organisation, copy),
    copy,
    seed: random.between(0, 0x7fff_ffff),
    entries,
    dropped: end ? end.heard + department.keepsEnded * YEAR : Infinity,
    removed: copy > 0 && department.tellsRemovals ? removed : Infinity,
    corrected,
  };
}

function entriesOf(
  organisation: Organisation,
  department: Department,
  rates: NoiseRates,
  copy: number,
  enrolled: Day,
  random: Random,
): Entry[] {
  let state = stateOn(organisation, enrolled);
  const known = organisation.changes.findLast(({ day }) => day <= enrolled);
  const entries: Entry[] = [
    {
      heard: enrolled,
      since: department.dates === 'change' ? (known?.day ?? organisation.foundedOn) : enrolled,
      state,
    },
  ];
  let heard = enrolled;
  for (const change of organisation.changes) {
    const never = random.chance(rates.neverHeard);
    const after = 1 + Math.floor(random.wait(rates.hearsAfter));
    // A second record lies forgotten: what happens is entered in the first.
    if (change.day <= enrolled || never || copy > 0) continue;
    heard = Math.max(heard, change.day + after);
    state = changed(state, change);
    entries.push({ heard, since: department.dates === 'change' ? change.day : heard, state });
  }
  return entries;
}

const NOTHING: readonly Statement[] = [];

/** What a department delivers of a record. @param after day of the delivery before @param until day of this one */
export function statementsOf(
  { entries, dropped, removed, corrected }: RegisterRecord,
  { dates }: Department,
  mode: Mode,
  after: Day,
  until: Day,
): readonly Statement[] {
  let known = entries.length;
  while (known > 0 && entries[known - 1]!.heard >= until) known--;
  const gone = Math.min(dropped, removed);
  if (known === 0 || gone < after) return NOTHING;
  const latest = entries[known - 1]!;
  if (mode === 'snapshot') return gone < until ? NOTHING : [said(latest, 'changed')];
  const isOld = entries[0]!.heard < after;
  if (removed < until) return isOld ? [said(latest, 'removed')] : NOTHING;
  if (latest.heard < after) return corrected >= after && corrected < until ? [said(latest, 'changed', true)] : NOTHING;
  if (dates === null) return [said(latest, isOld ? 'changed' : 'new')];
  // Of several changes of one date the last says it all.
  return entries
    .slice(0, known)
    .filter(({ heard, since }, i) => heard >= after && (i + 1 === known || entries[i + 1]!.since !== since))
    .map((entry) => said(entry, isOld || entry !== entries[0] ? 'changed' : 'new'));
}

const said = ({ since, state }: Entry, operation: Statement['operation'], isCorrection = false): Statement => ({
  since,
  state,
  operation,
  isCorrection,
});
