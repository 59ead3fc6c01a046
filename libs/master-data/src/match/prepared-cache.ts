import type { Profile } from '@siku/matching';
import type { Base } from '../base/base-registry.js';
import { Comparable } from './comparable.js';

/** Prepared profiles kept at once: about 3 KB each. */
const CAPACITY = 50_000;

/**
 * Profiles prepared for comparison: those of one publication. It is gone through in the order of ids and in that of neighbours; what has
 * found room stays, since whoever gave up the first ones for the last would never find one again in a large publication.
 */
export class PreparedCache {
  private readonly entries = new Map<string, Comparable>();

  constructor(
    private readonly base: Base,
    private readonly fetch: (recordIds: readonly string[]) => Promise<Map<string, Profile>>,
  ) {}

  /** Records without a profile are left out. */
  async load(recordIds: readonly string[]): Promise<Map<string, Comparable>> {
    const found = new Map<string, Comparable>();
    const missing: string[] = [];
    for (const id of recordIds) {
      const entry = this.entries.get(id);
      if (entry) found.set(id, entry);
      else missing.push(id);
    }
    if (missing.length === 0) return found;
    for (const [id, profile] of await this.fetch(missing)) found.set(id, this.keep(id, profile));
    return found;
  }

  /** Keeps it for later, where there is room. */
  offer(recordId: string, profile: Profile): void {
    if (this.entries.size < CAPACITY) this.keep(recordId, profile);
  }

  private keep(recordId: string, profile: Profile): Comparable {
    const entry = new Comparable(this.base, profile);
    if (this.entries.size < CAPACITY) this.entries.set(recordId, entry);
    return entry;
  }
}
