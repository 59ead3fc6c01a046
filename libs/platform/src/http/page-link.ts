import type { FastifyInstance } from 'fastify';

/** The address of the page after a page, as a `Link` header (RFC 8288). */
export function nextPageLink(url: string, cursor: string): string {
  const [path, query] = url.split('?');
  const parameters = new URLSearchParams(query);
  parameters.set('after', cursor);
  return `<${path}?${parameters.toString()}>; rel="next"`;
}

/** Lists are `{items, next}`; where there is a next page, its address is in the head of the answer too. */
export function linkPages(fastify: FastifyInstance): void {
  fastify.addHook('preSerialization', (request, reply, answer, done) => {
    if (request.method === 'GET' && isPage(answer)) void reply.header('Link', nextPageLink(request.url, answer.next));
    done(null, answer);
  });
}

const isPage = (answer: unknown): answer is { items: unknown[]; next: string } =>
  typeof answer === 'object' &&
  answer !== null &&
  Array.isArray((answer as { items?: unknown }).items) &&
  typeof (answer as { next?: unknown }).next === 'string';
