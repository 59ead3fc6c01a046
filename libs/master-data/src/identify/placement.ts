import type { Base } from '../base/base-registry.js';
import type { ExactIdentity } from '../base/identity.js';
import { neighbouringId } from '../stage/record-id.js';
import type { SourceHistory } from '../timeline/source-history.js';

export type State = 'active' | 'retired';

/** A source record that an identity concerns, and where it is at present. */
export interface Concerned {
  recordId: string;
  /** of a record that was seen before */
  seen: boolean;
  master: string | null;
}

/** A source record with its identity; null when nothing is known of it any more. */
export interface Placed {
  recordId: string;
  dataset: string;
  sourceKey: string;
  identity: string | null;
}

/** What has to be recorded so that every record is at the master of its identity. */
export interface Placement {
  /** source records never seen before */
  fresh: Placed[];
  /** records that leave the master they are at */
  left: string[];
  /** records that come to one */
  moved: (Placed & { master: string })[];
  /** masters with their first record, with one again, and without any now */
  created: string[];
  restored: string[];
  retired: string[];
}

/** The master of an identity, on every installation and whatever was delivered first. */
export const masterIdOf = ({ code }: Base, identity: ExactIdentity, one: string): string =>
  neighbouringId(['master', code, identity.neighbourhood(one)], ['master', code, one]);

export const placedOf = (
  identity: ExactIdentity,
  { recordId, dataset, sourceKey, history }: SourceHistory,
): Placed => ({ recordId, dataset, sourceKey, identity: history[0] ? identity.of(history[0]) : null });

/**
 * Where the records of the given identities belong. A record whose identity is not among them any more is left to the one it has
 * now; one that has none any more, to the one it had.
 * @param masters master → its state, of those there ever were
 */
export function placementOf(
  masterOf: ReadonlyMap<string, string>,
  concerned: readonly Concerned[],
  now: ReadonlyMap<string, Placed>,
  states: ReadonlyMap<string, State>,
): Placement {
  const placement: Placement = { fresh: [], left: [], moved: [], created: [], restored: [], retired: [] };
  const inhabited = new Set<string>();
  const listed = new Set(masterOf.values());
  for (const { recordId, seen, master: at } of concerned) {
    const placed = now.get(recordId);
    const identity = placed?.identity ?? null;
    const master = identity === null ? null : masterOf.get(identity);
    if (master === undefined || (master === null && !listed.has(at ?? ''))) continue;
    if (!seen && placed) placement.fresh.push(placed);
    if (master !== null) inhabited.add(master);
    if (master === at) continue;
    if (at !== null) placement.left.push(recordId);
    if (master !== null) placement.moved.push({ ...placed!, master });
  }
  for (const master of listed) {
    const state = states.get(master);
    if (inhabited.has(master)) {
      if (state === undefined) placement.created.push(master);
      else if (state === 'retired') placement.restored.push(master);
    } else if (state === 'active') placement.retired.push(master);
  }
  return placement;
}
