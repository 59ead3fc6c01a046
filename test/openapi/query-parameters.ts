import { beforeAll, describe, expect, it } from '@jest/globals';
import { concretePath } from './concrete-path.js';
import type { Answer } from './described-api.js';
import { RELEASE, SERIES, SOURCE, type Call, type Visitor } from './visitor.js';

/** Asks every route that reads, once it is known what there is, with and without the parameters it describes. */
export function describeQueryParameters(theVisitor: () => Visitor): void {
  const get = (path: string, call: Call): Promise<Answer> =>
    theVisitor().send('GET', concretePath(path, theVisitor().known), call);

  describe('query parameters', () => {
    // Stewards and models have merged records meanwhile: which of them survives is the platform's to say.
    beforeAll(async () => {
      for (const [path, name] of [
        ['persons', 'person'],
        ['features', 'feature'],
        ['legal-entities', 'record'],
      ] as const) {
        const query = { fields: 'name' };
        const { known, send } = theVisitor();
        const { status, body } = await send('GET', `/v1/${path}/${known[name]}`, { query });
        if (status === 410) known[name] = (body as { successor?: string }).successor ?? known[name];
      }
    });

    // The access log is no operator's.
    const reads = () =>
      theVisitor().api.operations.filter(({ method, path }) => method === 'GET' && !path.endsWith('access-log'));
    /** What the required ones are given. */
    const SAMPLE: Record<string, string> = {
      ...{ from: '1', to: '1', fields: 'name', series_id: SERIES, search_text: 'GDP', category_id: '0' },
      ...{ release_id: RELEASE, source_id: SOURCE, tag_names: 'gdp', series_search_text: 'GDP' },
    };

    it('refuses one it does not describe, by name, on every GET route', async () => {
      for (const { path } of reads()) {
        const { status, body } = await get(path, {
          query: { surprise: '1' },
        });
        expect([path, status, (body as { errors: object[] }).errors]).toEqual([
          path,
          400,
          expect.arrayContaining([expect.objectContaining({ parameter: 'surprise', code: 'unknown-parameter' })]),
        ]);
      }
    });

    it('gives nothing to whoever takes none of what a route answers', async () => {
      // /health and the like have one form, whatever is asked for.
      for (const { path, parameters = [] } of reads().filter((operation) => operation.path.lastIndexOf('/') > 0)) {
        const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
        const query = Object.fromEntries(required.map(({ name }) => [name, SAMPLE[name]!]));
        const { status, text } = await get(path, {
          query,
          headers: { accept: 'audio/mpeg' },
        });
        expect([path, status, text.includes('"not-acceptable"')]).toEqual([path, 406, true]);
      }
      const match = { attributes: { name: '宁波甬江机械有限公司' } };
      const call = { body: match, headers: { accept: 'audio/mpeg' } };
      expect((await theVisitor().send('POST', '/v1/legal-entities/match', call)).status).toBe(406);
    });

    it('knows every one it describes', async () => {
      for (const { path, parameters = [] } of reads()) {
        for (const { name } of parameters.filter((parameter) => parameter.in === 'query')) {
          // A value that no parameter with a form accepts: what is asked is only whether the name is known.
          const { status, text } = await get(path, {
            query: { [name]: '\u0001' },
          });
          expect([path, name, status < 500, text.includes('unknown-parameter')]).toEqual([path, name, true, false]);
        }
      }
    });

    it('can do without those it calls optional', async () => {
      for (const { path, parameters = [] } of reads().filter((operation) => !operation.path.endsWith('/events'))) {
        const required = parameters.filter((parameter) => parameter.in === 'query' && parameter.required);
        const query = Object.fromEntries(required.map(({ name }) => [name, SAMPLE[name]!]));
        const { status, text } = await get(path, { query });
        expect([path, status < 300 || text]).toEqual([path, true]);
        for (const { name } of required) {
          const without = Object.fromEntries(Object.entries(query).filter(([other]) => other !== name));
          expect([path, (await get(path, { query: without })).status]).toEqual([path, 400]);
        }
      }
    });
  });
}
