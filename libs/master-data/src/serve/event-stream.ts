import { StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readable } from 'node:stream';

/** Proxies give up connections on which nothing happens. */
const HEARTBEAT_MS = 15_000;

const COMMENT = ':\n\n';

export interface ServerSentEvent {
  /** where to go on after it */
  id?: string;
  type: string;
  data: unknown;
}

/** Events as they come; null when there is none at the moment. Ends soon after the signal. */
export type EventSource = (signal: AbortSignal) => AsyncIterable<ServerSentEvent | null>;

/**
 * An answer of server-sent events. Nest's own `@Sse` sends its headers before the handler has looked anything up, and what
 * is refused then is a 200; and it has no way to tell a source that waits that its reader is gone.
 */
export function eventStream(reply: FastifyReply, source: EventSource): StreamableFile {
  const gone = new AbortController();
  // Nest and Fastify together wait for the end of an answer with as many listeners as Node takes for a leak.
  reply.raw.setMaxListeners(reply.raw.getMaxListeners() + 1).once('close', () => gone.abort());
  void reply.headers({ 'Cache-Control': 'no-cache', 'X-Accel-Buffering': 'no' });
  return new StreamableFile(Readable.from(eventLines(source(gone.signal))), { type: 'text/event-stream' });
}

/** Text of the stream. It begins with a comment, so that the headers are on their way before the first event. */
export async function* eventLines(
  events: AsyncIterable<ServerSentEvent | null>,
  now: () => number = Date.now,
): AsyncGenerator<string> {
  yield COMMENT;
  let last = now();
  for await (const event of events) {
    if (!event && now() - last < HEARTBEAT_MS) continue;
    last = now();
    yield event ? textOf(event) : COMMENT;
  }
}

const textOf = ({ id, type, data }: ServerSentEvent): string =>
  `${id === undefined ? '' : `id: ${id}\n`}event: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

/** Waits, but not beyond the signal. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
}
