import { Injectable } from '@nestjs/common';
import { ahead, Database } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import type { Hands } from '../crew/hands.js';
import { BEFORE_ALL, nameBasedId } from '../stage/record-id.js';
import { addCounts, noVersions, type Derived, type VersionCounts } from './change.js';
import { VersionChunkService } from './version-chunk.service.js';
import { VersionRepository, type TouchedMaster } from './version.repository.js';

/** Masters a statement: each may have dozens of source rows. */
const CHUNK = 500;

/** Chunks under way for each hand at each of the two steps. */
const AHEAD = 2;

/** One publication's writing of versions. */
export interface VersionRun {
  next: number;
  signal: AbortSignal;
  onProgress(masters: number): void;
}

/** Changes of a chunk that are to be written. */
interface Unwritten {
  masters: number;
  events: number;
  write(firstOrdinal: number): Promise<VersionCounts>;
}

/**
 * survive and version: derives the golden values of every touched master over all of valid time, and appends what
 * differs from what is recorded.
 */
@Injectable()
export class VersionService {
  constructor(
    private readonly database: Database,
    private readonly repository: VersionRepository,
    private readonly work: VersionChunkService,
  ) {}

  /** Of the masters that were resolved anew. */
  async version(base: Base, hands: Hands, run: VersionRun): Promise<VersionCounts> {
    const chunks = (): AsyncGenerator<TouchedMaster[]> => this.chunks(base, run.signal);
    const limit = AHEAD * hands.size;
    const derived = ahead(chunks(), limit, (touched) =>
      hands.give(async (hand): Promise<Unwritten> => {
        const { id, ...size } = await hand.derive(touched);
        return { ...size, write: (firstOrdinal) => hand.write(id, firstOrdinal) };
      }),
    );
    const masters = async function* (): AsyncGenerator<string[]> {
      for await (const touched of chunks()) yield touched.map(({ master }) => master);
    };
    return this.append(base, run, numbered(derived, 0), limit, masters);
  }

  /**
   * Records what follows of masters in chunks; `masters` are all of them once more.
   * @param firstEvent position in the feed of its first event
   */
  async record(
    base: Base,
    run: VersionRun,
    derived: AsyncIterable<Derived[]>,
    masters: () => AsyncIterable<string[]>,
    firstEvent: number,
  ): Promise<VersionCounts> {
    const tolerances = await base.tolerances?.(this.database);
    const unwritten = ahead(derived, AHEAD, async (chunk): Promise<Unwritten> => {
      const changes = await this.work.changesOf(base, tolerances, run.next, chunk);
      const events = changes.filter(({ event }) => event !== null).length;
      const write = (firstOrdinal: number): Promise<VersionCounts> =>
        this.work.write(base, run.next, changes, firstOrdinal);
      return { masters: changes.length, events, write };
    });
    return this.append(base, run, numbered(unwritten, firstEvent), AHEAD, masters);
  }

  private async append(
    base: Base,
    { next, signal, onProgress }: VersionRun,
    unwritten: AsyncIterable<[Unwritten, number]>,
    limit: number,
    masters: () => AsyncIterable<string[]>,
  ): Promise<VersionCounts> {
    const counts = noVersions();
    const write = async ([chunk, firstOrdinal]: [Unwritten, number]): Promise<number> => {
      addCounts(counts, await chunk.write(firstOrdinal));
      return chunk.masters;
    };
    let done = 0;
    for await (const written of ahead(unwritten, limit, write)) {
      signal.throwIfAborted();
      onProgress((done += written));
    }
    if (base.violations) counts.reviewTasks += await this.check(base, base.violations, next, masters());
    return counts;
  }

  /** Asks for the rules of the base when every version is written: one may be broken by two records. */
  private async check(
    base: Base,
    violations: NonNullable<Base['violations']>,
    next: number,
    chunks: AsyncIterable<string[]>,
  ): Promise<number> {
    let opened = 0;
    for await (const masters of chunks) {
      const { checked, found } = await violations(this.database, masters);
      const questions = found.map(({ rule, masters: about, detail }) => ({
        // Another difference is another question, whatever was said of the first.
        taskId: nameBasedId('violation', rule, ...about, JSON.stringify(detail)),
        masters: about,
        detail: { rule, ...detail },
      }));
      const concerned = [...new Set([...masters, ...checked])];
      opened += await this.repository.replaceTasks(base, next, 'violation', concerned, questions);
    }
    return opened;
  }

  private async *chunks(base: Base, signal: AbortSignal): AsyncGenerator<TouchedMaster[]> {
    for (let after = BEFORE_ALL; ;) {
      signal.throwIfAborted();
      const touched = await this.repository.touched(base, after, CHUNK);
      if (touched.length === 0) return;
      yield touched;
      after = touched.at(-1)!.master;
    }
  }
}

/** Events are numbered in the order of the masters, whichever is written first. */
async function* numbered(chunks: AsyncIterable<Unwritten>, first: number): AsyncGenerator<[Unwritten, number]> {
  let ordinal = first;
  for await (const chunk of chunks) {
    yield [chunk, ordinal];
    ordinal += chunk.events;
  }
}
