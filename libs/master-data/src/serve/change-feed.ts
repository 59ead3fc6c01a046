import { Injectable } from '@nestjs/common';
import type { Base } from '../base/base-registry.js';
import { pause, type ServerSentEvent } from './event-stream.js';
import { MasterRepository, type StoredChange } from './master.repository.js';

const POLL_MS = 1000;

const PAGE = 500;

/** The position after the last event of a publication: `12` means all of publication 12. */
const LAST_ORDINAL = 2_147_483_647;

export interface ChangeView extends Omit<StoredChange, 'publication' | 'ordinal'> {
  position: string;
}

/** The ordered feed: every transition, at a position (publication, ordinal) that no late commit can overtake. */
@Injectable()
export class ChangeFeed {
  constructor(private readonly repository: MasterRepository) {}

  async page(
    base: Base,
    after: string | undefined,
    limit: number,
  ): Promise<{ items: ChangeView[]; next: string | null }> {
    const changes = await this.repository.changes(base, parsePosition(after), limit + 1);
    const items = changes.slice(0, limit).map(viewOf);
    return { items, next: changes.length > limit ? items.at(-1)!.position : null };
  }

  /** Everything after a position, and then whatever comes, until the signal. */
  async *follow(base: Base, after: string | undefined, signal: AbortSignal): AsyncGenerator<ServerSentEvent | null> {
    let position = parsePosition(after);
    while (!signal.aborted) {
      const changes = await this.repository.changes(base, position, PAGE);
      for (const change of changes) yield { id: positionOf(change), type: change.kind, data: viewOf(change) };
      const last = changes.at(-1);
      if (last) position = [last.publication, last.ordinal];
      if (changes.length === PAGE) continue;
      yield null;
      await pause(POLL_MS, signal);
    }
  }
}

const positionOf = ({ publication, ordinal }: StoredChange): string => `${publication}.${ordinal}`;

function viewOf(change: StoredChange): ChangeView {
  const { publication: _p, ordinal: _o, ...rest } = change;
  return { position: positionOf(change), ...rest };
}

function parsePosition(position: string | undefined): [number, number] {
  if (!position || !/^\d+(\.\d+)?$/.test(position)) return [0, -1];
  const [publication, ordinal] = position.split('.');
  return [Number(publication), ordinal === undefined ? LAST_ORDINAL : Number(ordinal)];
}
