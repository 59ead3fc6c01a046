import { createHash } from 'node:crypto';
import { canonicalJson } from '@siku/platform';
import type { Principal } from '../principal/principal.js';

export type AuditOutcome = 'delivered' | 'done' | 'refused';

/** Who acted: a principal, `{ id: 'system' }` for the platform itself, null for a caller without valid credentials. */
export type AuditActor = Pick<Principal, 'id'> & Partial<Principal>;

/** What a caller of the audit log says. Ids and field names only: personal data does not belong here. */
export interface AuditEntry {
  readonly principal: AuditActor | null;
  /** `noun.verb`, such as `key.create` or `person.read`. */
  readonly action: string;
  readonly base?: string;
  /** Id of what was read or changed; one entry per subject. */
  readonly subject?: string;
  /** Names of the fields delivered, or asked for. */
  readonly fields?: readonly string[];
  readonly outcome: AuditOutcome;
  /** JSON-serialisable. */
  readonly detail?: object;
}

/** An entry as it will be stored, but for its place in the chain. */
export interface PendingEntry {
  readonly at: string;
  readonly principal: string;
  readonly department: string | null;
  readonly action: string;
  readonly base: string | null;
  readonly subject: string | null;
  readonly fields: readonly string[] | null;
  readonly outcome: AuditOutcome;
  readonly detail: unknown;
}

/** What is hashed. */
export interface NumberedEntry extends PendingEntry {
  readonly number: number;
}

/** `hash` is hex. */
export interface ChainedEntry extends NumberedEntry {
  readonly hash: string;
}

export interface ChainHead {
  readonly number: number;
  readonly hash: string;
}

/** Where the chain begins. */
export const GENESIS: ChainHead = { number: 0, hash: '0'.repeat(64) };

/** Refused requests carry text of the caller's choosing. */
const LONGEST_TEXT = 1000;

const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/**
 * PostgreSQL stores neither NUL nor half a surrogate pair; a text it changes would break the chain. An id in capitals is found by the
 * id: whoever wrote it so must not be missing from a person's log.
 */
function storable(text: string): string {
  if (UUID.test(text)) return text.toLowerCase();
  return Buffer.from(text.slice(0, LONGEST_TEXT)).toString().replaceAll('\0', '');
}

export function pendingEntry(entry: AuditEntry, at: Date): PendingEntry {
  return {
    at: at.toISOString(),
    principal: storable(entry.principal?.id ?? 'anonymous'),
    department: entry.principal?.department == null ? null : storable(entry.principal.department),
    action: storable(entry.action),
    base: entry.base === undefined ? null : storable(entry.base),
    subject: entry.subject === undefined ? null : storable(entry.subject),
    fields: entry.fields === undefined ? null : entry.fields.map(storable),
    outcome: entry.outcome,
    detail:
      entry.detail === undefined
        ? null
        : (JSON.parse(JSON.stringify(entry.detail), (_key, value: unknown) =>
            typeof value === 'string' ? storable(value) : value,
          ) as unknown),
  };
}

/** SHA-256 over the previous hash (32 bytes) and the entry's canonical JSON (UTF-8), hex. */
export function chainHash(previous: string, entry: NumberedEntry): string {
  const { number, at, principal, department, action, base, subject, fields, outcome, detail } = entry;
  const hashed = { number, at, principal, department, action, base, subject, fields, outcome, detail };
  return createHash('sha256').update(previous, 'hex').update(canonicalJson(hashed)).digest('hex');
}

/** Appends to the chain whose last entry is `head`; the last element is the new head. */
export function chain(head: ChainHead, entries: readonly PendingEntry[]): ChainedEntry[] {
  let { number, hash } = head;
  return entries.map((entry) => {
    number += 1;
    hash = chainHash(hash, { ...entry, number });
    return { ...entry, number, hash };
  });
}
