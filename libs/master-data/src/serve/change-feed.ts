import { Injectable } from '@nestjs/common';
import { badRequest, type Problem } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import { pause, type EventSource, type ServerSentEvent } from './event-stream.js';
import { MasterRepository, type StoredChange } from './master.repository.js';

const POLL_MS = 1000;

const PAGE = 500;

/** `<publication>.<ordinal>`, or `<publication>` for all of it. */
export const POSITION = /^\d{1,12}(\.\d{1,10})?$/;

/** The position after the last event of a publication: `12` means all of publication 12. */
const LAST_ORDINAL = 2_147_483_647;

export interface ChangeView extends Omit<StoredChange, 'publication' | 'ordinal'> {
  position: string;
}

/** What a reader may see of some changes, when not all of each. */
export type ChangeScreen = (changes: readonly StoredChange[]) => Promise<readonly StoredChange[]>;

const unscreened: ChangeScreen = (changes) => Promise.resolve(changes);

/** The ordered feed: every transition, at a position (publication, ordinal) that no late commit can overtake. */
@Injectable()
export class ChangeFeed {
  constructor(private readonly repository: MasterRepository) {}

  async page(
    base: Base,
    after: string | undefined,
    limit: number,
    screen = unscreened,
  ): Promise<{ items: ChangeView[]; next: string | null }> {
    const position = parsePosition(after);
    const changes = await this.repository.changes(base, position, limit + 1);
    if (changes.length === 0) await this.requireReached(base, position);
    const page = changes.slice(0, limit);
    const next = changes.length > limit ? positionOf(page.at(-1)!) : null;
    return { items: (await screen(page)).map(viewOf), next };
  }

  /** Everything after a position, and then whatever comes, until the signal. Throws 400 for what is no position. */
  async follow(base: Base, after: string | undefined, screen = unscreened): Promise<EventSource> {
    const position = parsePosition(after);
    await this.requireReached(base, position);
    return (signal) => this.events(base, position, screen, signal);
  }

  /** A reader who is ahead has followed a feed that is lost, and would miss what this one brings until it is there too. */
  private async requireReached(base: Base, [publication]: readonly [number, number]): Promise<void> {
    if (publication > (await this.repository.clock(base, null))) throw positionAhead();
  }

  private async *events(
    base: Base,
    from: readonly [number, number],
    screen: ChangeScreen,
    signal: AbortSignal,
  ): AsyncGenerator<ServerSentEvent | null> {
    let position = from;
    while (!signal.aborted) {
      const changes = await this.repository.changes(base, position, PAGE);
      for (const change of await screen(changes))
        yield { id: positionOf(change), type: change.kind, data: viewOf(change) };
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
  if (position === undefined) return [0, -1];
  if (!POSITION.test(position)) throw notAPosition();
  const [publication, ordinal = LAST_ORDINAL] = position.split('.').map(Number);
  return [publication!, Math.min(ordinal, LAST_ORDINAL)];
}

function notAPosition(): Problem {
  const message = { zh: '不是变更流中的位置', en: 'This is no position of the change feed' };
  return badRequest('invalid-position', message, [{ parameter: 'Last-Event-ID', code: 'invalid-position', message }]);
}

function positionAhead(): Problem {
  const message = {
    zh: '变更流尚未到达此位置（可能已从备份恢复），请重新导出全量后再续读',
    en: 'The feed has not come so far; it may have been restored from a backup: export everything anew and go on from there',
  };
  return badRequest('position-ahead', message, [{ parameter: 'after', code: 'position-ahead', message }]);
}
