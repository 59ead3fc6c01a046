import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import request from 'supertest';
import { SikuClient } from '../../tools/src/demo/client.js';
import { onboardCity } from '../../tools/src/demo/load-demo-city.js';
import { generateLegalEntities, type Manifest } from '../../tools/src/generate/legal-entities.js';
import { generatePopulation } from '../../tools/src/generate/population.js';
import { forgetDeliveries, masterState } from '../support/master-state.js';
import { RandomSteps, type BaseNames } from '../support/random-steps.js';
import { random } from '../support/rough-road.js';
import { System } from '../support/system.js';

const ORGANISATIONS: BaseNames = { code: 'legal-entity', path: '/v1/legal-entities', schema: 'legal_entity' };
const PEOPLE: BaseNames = { code: 'population', path: '/v1/persons', schema: 'population' };

const DAYS = ['2010-01-01', '2015-06-15', '2030-01-01'];

// Nothing here depends on the database.
const [kind] = testDatabaseKinds().slice(-1);

/**
 * Deliveries of a generated city in any order, some taken back or sent twice, with stewards who decide and undo between
 * them: what comes of it depends on what counts in the end, and on nothing else.
 */
describe(`a road of chance (${kind})`, () => {
  let folder: string;
  let system: System;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'siku-chance-'));
    system = await System.start(kind!);
  });

  afterEach(async () => {
    await system.stop();
    rmSync(folder, { recursive: true });
  });

  async function travel(
    base: BaseNames,
    manifest: Manifest,
    seed: number,
    look: () => Promise<void>,
  ): Promise<RandomSteps> {
    await onboardCity(new SikuClient(system.url, await system.key('operator')), folder, manifest);
    const steps = new RandomSteps(system, base, folder, random(seed));
    const deliveries = steps.shuffled(manifest.deliveries);
    for (const delivery of deliveries) {
      await steps.deliver(delivery);
      while (steps.chance(0.45)) await steps.decide();
      if (steps.chance(0.25)) await steps.rollBack();
      if (steps.chance(0.15)) await steps.undo();
      if (steps.chance(0.1)) await steps.redeliver();
      await look();
    }
    return steps;
  }

  /** Begins anew with the decisions made elsewhere and what still counts, in another order. */
  async function again(base: BaseNames, steps: RandomSteps): Promise<void> {
    const archive = (await system.get('/v1/decisions/export', { query: { base: base.code } })).text;
    const { database } = system.testDatabase;
    await forgetDeliveries(database, base.schema);
    await database.query(`TRUNCATE ${base.schema}.decided_record, ${base.schema}.decided_value, catalogue.decision`);
    const deliveries = steps.shuffled(steps.delivered);
    const early = deliveries.splice(0, deliveries.length / 2);
    for (const { delivery } of early) await steps.deliver(delivery);
    const answer = await request(system.url)
      .post('/v1/decisions/import')
      .auth(await system.key('operator'), { type: 'bearer' })
      .set('content-type', 'application/x-ndjson')
      .send(archive);
    expect(answer.body).toMatchObject({ refused: 0, present: 0 });
    for (const { delivery } of deliveries) await steps.deliver(delivery);
  }

  it.each([2, 17])(
    'of organisations leads to one state, and leaves every past as it was read (%i)',
    async (seed) => {
      const manifest = await generateLegalEntities({ entities: 14, months: 3, seed, out: folder });
      const past: { knownAt: string; states: string[][] }[] = [];
      const read = (query: Record<string, string>): Promise<string[][]> =>
        Promise.all(
          DAYS.map(async (validAt) => {
            const { text } = await system.get(`${ORGANISATIONS.path}/export`, { query: { ...query, validAt } });
            return text
              .replaceAll(/"knownTo" : [^,]+, /g, '')
              .split('\n')
              .sort();
          }),
        );
      const steps = await travel(ORGANISATIONS, manifest, seed, async () => {
        past.push({ knownAt: new Date().toISOString(), states: await read({}) });
      });
      for (const { knownAt, states } of past) expect(await read({ knownAt })).toEqual(states);
      const { database } = system.testDatabase;
      const state = await masterState(database);
      expect(state.length).toBeGreaterThan(5);
      await again(ORGANISATIONS, steps);
      expect(await masterState(database)).toEqual(state);
    },
    120_000,
  );

  it.each([6, 14])(
    'of people leads to one state (%i)',
    async (seed) => {
      const manifest = await generatePopulation({ persons: 12, months: 3, seed, out: folder });
      const steps = await travel(PEOPLE, manifest, seed, () => Promise.resolve());
      const { database } = system.testDatabase;
      const state = await masterState(database, PEOPLE.schema);
      expect(state.length).toBeGreaterThan(5);
      await again(PEOPLE, steps);
      expect(await masterState(database, PEOPLE.schema)).toEqual(state);
    },
    120_000,
  );
});
