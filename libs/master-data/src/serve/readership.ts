import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import type { Principal } from '@siku/access';
import { ReadershipRepository, type ReadingNote } from './readership.repository.js';

const FLUSH_MS = 30_000;

/** Notes held before they are written without waiting. */
const HELD = 5_000;

/**
 * Which applications read which records: how many depend on one decides how urgent a question about it is. Written now
 * and then: a stopped process loses its last notes. What must never be lost is in the audit log.
 */
@Injectable()
export class Readership implements BeforeApplicationShutdown {
  private notes = new Map<string, ReadingNote>();
  private readonly timer = setInterval(() => void this.flush(), FLUSH_MS).unref();

  constructor(private readonly repository: ReadershipRepository) {}

  note({ id: reader, roles }: Principal, masters: Iterable<string>): void {
    if (!roles.includes('application')) return;
    for (const master of masters) this.notes.set(`${master} ${reader}`, { master, reader });
    if (this.notes.size >= HELD) void this.flush();
  }

  async flush(): Promise<void> {
    const notes = [...this.notes.values()];
    this.notes = new Map();
    if (notes.length > 0) await this.repository.add(notes).catch(() => undefined);
  }

  async beforeApplicationShutdown(): Promise<void> {
    clearInterval(this.timer);
    await this.flush();
  }
}
