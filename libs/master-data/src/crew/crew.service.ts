import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { AskedThread, Configuration, Database, DatabaseServer, ThreadProgram, Vault } from '@siku/platform';
import type { PreparedCache } from '../match/prepared-cache.js';
import { type FrequentKey, MatchRepository } from '../match/match.repository.js';
import type { VersionCounts } from '../version/change.js';
import { termsOf, type CrewQuestion } from './crew-questions.js';
import { Hands, type DerivedChunk, type Hand } from './hands.js';
import { Workshop, type WorkOrder } from './workshop.service.js';

/** How long a thread without work is kept. */
const IDLE_MS = 60_000;

/** What a thread needs to open its own connections, and what is sealed. */
export interface CrewThreadData {
  url: string;
  role: string | undefined;
  vault: Vault['handedOver'];
  configuration: Partial<Configuration>;
}

/**
 * The threads that prepare large publications together: each has its own connections and works off whole chunks, so that
 * ids go from thread to thread and no rows. On the embedded database, whose one backend is the bottleneck, there is none.
 */
@Injectable()
export class PublicationCrew implements OnApplicationShutdown {
  private threads: AskedThread[] = [];
  private orders = 0;
  private open = 0;
  private idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly configuration: Configuration,
    private readonly server: DatabaseServer,
    private readonly program: ThreadProgram,
    private readonly matches: MatchRepository,
    private readonly workshop: Workshop,
    private readonly vault: Vault,
    private readonly database: Database,
  ) {}

  /** Works with the hands that so many touched records are worth. `prepared`: the profiles this thread came across. */
  async with<T>(order: WorkOrder, work: (hands: Hands, prepared: PreparedCache) => Promise<T>): Promise<T> {
    const local = this.workshop.take(order);
    const number = ++this.orders;
    const threads = await this.threadsFor(order);
    // Only now: if the threads cannot be had, nobody is there to count it down again.
    this.open++;
    clearTimeout(this.idle);
    try {
      const terms = termsOf(order, this.database.guard?.statements ?? null);
      await Promise.all(threads.map((thread) => ask(thread, { order: number, ask: 'take', terms })));
      return await work(new Hands([local, ...threads.map((thread) => threadHand(thread, number))]), local.prepared);
    } finally {
      const dismissals = threads.map((thread) => ask(thread, { order: number, ask: 'dismiss' }));
      await Promise.allSettled(dismissals);
      if (--this.open === 0) this.idle = setTimeout(() => void this.stop(), IDLE_MS).unref();
    }
  }

  private async threadsFor({ base }: WorkOrder): Promise<readonly AskedThread[]> {
    const { file } = this.program;
    const { threads: wanted, threadsFrom } = this.configuration;
    if (this.server.embedded || file === null || wanted === 0) return [];
    if ((await this.matches.countTouched(base)) < threadsFrom) return [];
    this.threads = this.threads.filter(({ isLost }) => !isLost);
    const { url, role } = this.server;
    while (this.threads.length < wanted) {
      const vault = this.vault.handedOver;
      const data: CrewThreadData = { url, role, vault, configuration: { ...this.configuration } };
      this.threads.push(new AskedThread(file, data));
    }
    return [...this.threads];
  }

  private async stop(): Promise<void> {
    const { threads } = this;
    this.threads = [];
    await Promise.all(threads.map((thread) => thread.stop()));
  }

  async onApplicationShutdown(): Promise<void> {
    clearTimeout(this.idle);
    await this.stop();
  }
}

const ask = <T>(thread: AskedThread, question: CrewQuestion): Promise<T> => thread.ask<T>(question);

const threadHand = (thread: AskedThread, order: number): Hand => ({
  profiles: (touched) => ask<number>(thread, { order, ask: 'profiles', touched }),
  pairs: (recordIds) => ask<FrequentKey[]>(thread, { order, ask: 'pairs', recordIds }),
  derive: (touched) => ask<DerivedChunk>(thread, { order, ask: 'derive', touched }),
  write: (chunk, firstOrdinal) => ask<VersionCounts>(thread, { order, ask: 'write', chunk, firstOrdinal }),
});
