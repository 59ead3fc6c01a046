import { afterEach, describe, expect, it } from '@jest/globals';
import { createLogger } from '@siku/platform';
import type { AuditEntry, PendingEntry } from './audit-entry.js';
import { AuditLog } from './audit-log.js';
import type { AuditRepository } from './audit.repository.js';

/** Real: the log. Fake: the database, which writes when told to. */
class HeldRepository {
  readonly writes: string[][] = [];
  failures = 0;
  private gate: Promise<void> = Promise.resolve();

  hold(): () => void {
    let release = (): void => undefined;
    this.gate = new Promise((resolve) => (release = resolve));
    return release;
  }

  async append(entries: readonly PendingEntry[]): Promise<void> {
    this.writes.push(entries.map((entry) => entry.action));
    await this.gate;
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error('no database');
    }
  }
}

function act(action: string): AuditEntry {
  return { principal: null, action, outcome: 'done' };
}

describe('AuditLog', () => {
  let log: AuditLog;
  let repository: HeldRepository;
  function begin(): void {
    repository = new HeldRepository();
    log = new AuditLog(repository as unknown as AuditRepository, createLogger({ logLevel: 'silent' }, 'test'));
  }
  afterEach(() => log.onApplicationShutdown());

  it('writes what arrives during a write together in the next one', async () => {
    begin();
    const release = repository.hold();
    const records = ['a', 'b', 'c'].map((action) => log.record(act(action)));
    release();
    await Promise.all(records);
    expect(repository.writes).toEqual([['a'], ['b', 'c']]);
  });

  it('loses no entry enqueued in the moment a write ends', async () => {
    begin();
    await log.record(act('a')).then(() => log.record(act('b')));
    await Promise.resolve().then(() => log.record(act('c')));
    expect(repository.writes.flat()).toEqual(['a', 'b', 'c']);
  });

  it('writes what can wait after a moment, and at shutdown', async () => {
    begin();
    log.recordSoon(act('a'));
    expect(repository.writes).toEqual([]);
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(repository.writes).toEqual([['a']]);
    log.recordSoon(act('b'));
    await log.onApplicationShutdown();
    expect(repository.writes).toEqual([['a'], ['b']]);
  });

  it('tells those who wait that a write failed, and tries again for those who do not', async () => {
    begin();
    repository.failures = 2;
    await expect(log.record(act('now'))).rejects.toThrow('no database');
    log.recordSoon(act('soon'));
    await new Promise((resolve) => setTimeout(resolve, 150));
    await log.onApplicationShutdown();
    expect(repository.writes).toEqual([['now'], ['soon'], ['soon']]);
  });

  it('refuses when too much waits: what cannot be audited must not be delivered', async () => {
    begin();
    const release = repository.hold();
    const first = log.record(act('first'));
    const rest = log.recordMany(Array.from({ length: 20_000 }, () => act('x')));
    expect(() => log.recordSoon(act('y'))).toThrow(expect.objectContaining({ status: 503, code: 'audit-unavailable' }));
    release();
    await Promise.all([first, rest]);
  });
});
