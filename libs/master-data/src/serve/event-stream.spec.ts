import { describe, expect, it } from '@jest/globals';
import { fastify } from 'fastify';
import { EventEmitter } from 'node:events';
import { get } from 'node:http';
import { eventLines, eventStream, pause, type ServerSentEvent } from './event-stream.js';

async function textOf(events: (ServerSentEvent | null)[], now?: () => number): Promise<string[]> {
  async function* source(): AsyncGenerator<ServerSentEvent | null> {
    yield* events;
  }
  const lines: string[] = [];
  for await (const line of eventLines(source(), now)) lines.push(line);
  return lines;
}

describe('server-sent events', () => {
  it('begin with a comment, so that the reader knows at once that it is connected', async () => {
    expect(await textOf([])).toEqual([':\n\n']);
  });

  it('carry id, type and data; line breaks of the data are within its JSON', async () => {
    expect(
      await textOf([
        { id: '3.1', type: 'created', data: { name: 'a\nb' } },
        { type: 'end', data: null },
      ]),
    ).toEqual([':\n\n', 'id: 3.1\nevent: created\ndata: {"name":"a\\nb"}\n\n', 'event: end\ndata: null\n\n']);
  });

  it('keep a quiet connection alive', async () => {
    let time = 0;
    const lines = await textOf(
      Array.from({ length: 40 }, () => null),
      () => (time += 1000),
    );
    expect(lines).toEqual([':\n\n', ':\n\n', ':\n\n']);
  });

  it('end when the reader is gone, also in the middle of a pause', async () => {
    const gone = new AbortController();
    const waiting = pause(60_000, gone.signal);
    gone.abort();
    await waiting;
    await pause(60_000, gone.signal);
    expect(gone.signal.aborted).toBe(true);
  });

  it('stop their source when the connection is closed', async () => {
    const server = fastify();
    let stopped = (): void => undefined;
    const end = new Promise<void>((resolve) => (stopped = resolve));
    server.get('/', (_, reply) =>
      reply.type('text/event-stream').send(
        eventStream(reply, async function* (signal) {
          while (!signal.aborted) {
            yield null;
            await pause(60_000, signal);
          }
          stopped();
        }).getStream(),
      ),
    );
    const address = await server.listen({ port: 0 });
    const request = get(address, (answer) => answer.once('data', () => request.destroy()));
    request.on('error', () => undefined);
    await end;
    await server.close();
  });

  it('are not taken for a leak by Node, whatever else waits for the end of the answer', async () => {
    const server = fastify();
    const listeners = new Promise<[number, number]>((resolve) =>
      server.get('/', (_, reply) => {
        const before = reply.raw.listenerCount('close');
        const stream = eventStream(reply, async function* () {}).getStream();
        resolve([reply.raw.listenerCount('close') - before, reply.raw.getMaxListeners()]);
        return reply.send(stream);
      }),
    );
    const address = await server.listen({ port: 0 });
    get(address, { headers: { connection: 'close' } }, (answer) => answer.resume());
    const [added, most] = await listeners;
    expect(most).toBe(EventEmitter.defaultMaxListeners + added);
    await server.close();
  });
});
