import type { Day } from '../day.js';
import { Random } from '../random.js';
import {
  DUPLICATE_REMOVED,
  type Base,
  type Entry,
  type Mode,
  type Register,
  type RegisterRates,
  type RegisterRecord,
  type Statement,
} from './register.js';

const YEAR = 365;

/** A second record is made that many days after the first, on average. */
const SECOND_RECORD_AFTER = 300;

/** The records that a register has of a subject: none, one, or by mistake two. */
export function recordsOf<Subject extends { index: number }, State, R extends Register>(
  base: Base<Subject, State, R>,
  register: R,
  subject: Subject,
  seed: number,
  deliveries: { first: Day; last: Day },
): RegisterRecord<State>[] {
  const enrolment = base.enrolment(register, subject);
  if (!enrolment) return [];
  const random = new Random(seed, subject.index);
  const covered = random.chance(enrolment.share);
  const rates = base.rates(register);
  const copies = random.chance(rates.duplicate) ? 2 : 1;
  if (!covered) return [];
  return Array.from({ length: copies }, (_, copy) =>
    recordOf(base, register, subject, rates, enrolment, copy, new Random(seed, subject.index, copy), deliveries),
  );
}

function recordOf<Subject extends { index: number }, State, R extends Register>(
  base: Base<Subject, State, R>,
  register: R,
  subject: Subject,
  rates: RegisterRates,
  { from, after }: { from: Day; after: number },
  copy: number,
  random: Random,
  { first, last }: { first: Day; last: Day },
): RegisterRecord<State> {
  const later = copy === 0 ? 0 : random.wait(SECOND_RECORD_AFTER);
  const enrolled = from + Math.floor(random.wait(after) + later);
  const entries = entriesOf(base, register, subject, rates, copy, enrolled, random);
  const end = entries.find(({ state }) => base.hasEnded(state));
  const inDeliveries = (probability: number): Day => {
    const day = random.between(first, last);
    return random.chance(probability) ? day : Infinity;
  };
  const corrected = inDeliveries(rates.corrected);
  const removed = inDeliveries(DUPLICATE_REMOVED);
  return {
    key: base.keyOf(register, subject, copy),
    copy,
    seed: random.between(0, 0x7fff_ffff),
    entries,
    dropped: end ? end.heard + register.keepsEnded * YEAR : Infinity,
    removed: copy > 0 && register.tellsRemovals ? removed : Infinity,
    corrected,
  };
}

function entriesOf<Subject extends { index: number }, State, R extends Register>(
  base: Base<Subject, State, R>,
  register: R,
  subject: Subject,
  rates: RegisterRates,
  copy: number,
  enrolled: Day,
  random: Random,
): Entry<State>[] {
  let state = base.beginning(subject);
  let since = base.begins(subject);
  const changes = base.changes(subject);
  for (const change of changes) {
    if (change.day > enrolled) break;
    state = base.changed(state, change);
    since = change.day;
  }
  const ofChange = register.dates === 'change';
  const entries: Entry<State>[] = [{ heard: enrolled, since: ofChange ? since : enrolled, state }];
  let heard = enrolled;
  for (const change of changes) {
    const never = random.chance(rates.neverHeard);
    const after = 1 + Math.floor(random.wait(rates.hearsAfter));
    // A second record lies forgotten: what happens is entered in the first.
    if (change.day <= enrolled || never || copy > 0) continue;
    heard = Math.max(heard, change.day + after);
    state = base.changed(state, change);
    entries.push({ heard, since: ofChange ? change.day : heard, state });
  }
  return entries;
}

/** What is delivered of a record. @param after day of the delivery before @param until day of this one */
export function statementsOf<State>(
  { entries, dropped, removed, corrected }: RegisterRecord<State>,
  { dates }: Register,
  mode: Mode,
  after: Day,
  until: Day,
): readonly Statement<State>[] {
  let known = entries.length;
  while (known > 0 && entries[known - 1]!.heard >= until) known--;
  const gone = Math.min(dropped, removed);
  if (known === 0 || gone < after) return [];
  const latest = entries[known - 1]!;
  if (mode === 'snapshot') return gone < until ? [] : [said(latest, 'changed')];
  const isOld = entries[0]!.heard < after;
  if (removed < until) return isOld ? [said(latest, 'removed')] : [];
  if (latest.heard < after) return corrected >= after && corrected < until ? [said(latest, 'changed', true)] : [];
  if (dates === null) return [said(latest, isOld ? 'changed' : 'new')];
  // Of several changes of one date the last says it all.
  return entries
    .slice(0, known)
    .filter(({ heard, since }, i) => heard >= after && (i + 1 === known || entries[i + 1]!.since !== since))
    .map((entry) => said(entry, isOld || entry !== entries[0] ? 'changed' : 'new'));
}

const said = <State>(
  { since, state }: Entry<State>,
  operation: Statement<State>['operation'],
  isCorrection = false,
): Statement<State> => ({ since, state, operation, isCorrection });
