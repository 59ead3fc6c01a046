import type { ApiKey } from './api-key.entity.js';

/** A revocation made by another process takes effect after at most this long. */
export const KEY_TTL_MS = 10_000;
/** More keys than a city hands out; the least recently used goes first. */
const MOST_KEYS = 1000;

interface Cached {
  readonly key: Promise<ApiKey | null>;
  readonly until: number;
}

/** Keys by prefix, so that a point read does not pay a query for its key. Unknown prefixes are not kept: they could crowd out real ones. */
export class KeyCache {
  private readonly cached = new Map<string, Cached>();

  constructor(
    private readonly load: (prefix: string) => Promise<ApiKey | null>,
    private readonly now: () => number = Date.now,
    private readonly capacity = MOST_KEYS,
  ) {}

  /** Concurrent calls for one prefix share one load. */
  get(prefix: string): Promise<ApiKey | null> {
    const found = this.cached.get(prefix);
    this.cached.delete(prefix);
    if (found && this.now() < found.until) {
      this.cached.set(prefix, found);
      return found.key;
    }
    const entry: Cached = { key: this.loadKnown(prefix, () => entry), until: this.now() + KEY_TTL_MS };
    this.cached.set(prefix, entry);
    for (const oldest of this.cached.keys()) {
      if (this.cached.size <= this.capacity) break;
      this.cached.delete(oldest);
    }
    return entry.key;
  }

  forget(prefix: string): void {
    this.cached.delete(prefix);
  }

  private async loadKnown(prefix: string, entry: () => Cached): Promise<ApiKey | null> {
    let key: ApiKey | null = null;
    try {
      key = await this.load(prefix);
      return key;
    } finally {
      if (!key && this.cached.get(prefix) === entry()) this.cached.delete(prefix);
    }
  }
}
