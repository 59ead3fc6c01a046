import type { Attributes } from '../base/base-definition.js';
import type { ChangeView } from './change-feed.js';
import type { DiffSides, differences, MasterService } from './master.service.js';
import type { MasterRecord } from './master.repository.js';

interface Times {
  validAt?: string;
  knownAt?: string;
}

interface Asked extends Times {
  /** comma-separated paths */
  fields?: string;
}

/** A record's attributes as they were true from one day to another. */
export interface HistoryItem {
  validFrom: string;
  validTo: string | null;
  attributes: Attributes;
}

/**
 * The reads that all bases have in common, as one caller may make them: by role alone, or within a grant. What it answers
 * may leave the platform.
 */
export interface Reader {
  get(id: string, query: Asked): Promise<{ text: string; etag: string }>;
  /** Records as of now with all that may be shown of them; those that may not be seen, or are no more, are left out. */
  whole(ids: readonly string[]): Promise<MasterRecord[]>;
  /** Records read elsewhere, as far as they may be shown; those that may not be seen at all are left out. */
  show(records: readonly MasterRecord[]): Promise<MasterRecord[]>;
  many(ids: readonly string[], query: Asked): Promise<{ items: MasterRecord[]; missing: string[] }>;
  match(attributes: Attributes, candidate?: string): ReturnType<MasterService['match']>;
  versions(id: string): ReturnType<MasterService['versions']>;
  version(id: string, n: number, fields?: string): ReturnType<MasterService['version']>;
  diff(id: string, from: string, to: string): Promise<ReturnType<typeof differences>>;
  history(id: string, query: { fields?: string; knownAt?: string }): Promise<{ items: HistoryItem[]; next: null }>;
  sources(id: string, query: Times): ReturnType<MasterService['sources']>;
  changes(after: string | undefined, limit: number): Promise<{ items: ChangeView[]; next: string | null }>;
}

/** Neighbouring stretches that say the same of the attributes asked for are one. */
export function joinStretches(stretches: readonly HistoryItem[]): HistoryItem[] {
  const items: HistoryItem[] = [];
  for (const { validFrom, validTo, attributes } of stretches) {
    const last = items.at(-1);
    if (last?.validTo === validFrom && JSON.stringify(last.attributes) === JSON.stringify(attributes)) {
      last.validTo = validTo;
    } else items.push({ validFrom, validTo, attributes });
  }
  return items;
}

export type { DiffSides };
