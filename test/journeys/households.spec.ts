import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { CHEN, deliverChanges, onboardPopulation } from '../support/population.js';
import { found, logOf, openAssistance, type Person, type Reader, readerFor } from '../support/readers.js';
import { System } from '../support/system.js';

describe.each(testDatabaseKinds())('households, kin and moves (%s)', (kind) => {
  let system: System;
  let assistance: Reader;
  let wang: string;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboardPopulation(system);
    ({ assistance, wang } = await openAssistance(system));
  });

  afterAll(() => system.stop());

  it('shows the household and the kin, and writes it into every log', async () => {
    const household = await assistance.get(`/v1/persons/${wang}/household`, { fields: 'name,household.role' });
    expect(household.body).toMatchObject({ number: 'H100', head: wang });
    const members = found(household);
    expect(members.map(({ attributes }) => attributes.name).sort()).toEqual(['李秀英', '王小明', '王建国']);
    const li = members.find(({ attributes }) => attributes.name === '李秀英')!.id;
    const son = members.find(({ attributes }) => attributes.name === '王小明')!.id;
    expect((await logOf(system, son))[0]).toMatchObject({ action: 'record.household', outcome: 'delivered' });
    expect((await assistance.get(`/v1/persons/${li}/kin`)).body).toEqual({
      items: expect.arrayContaining([
        { type: 'spouse', direction: 'incoming', id: wang, name: '王建国' },
        // The certificate of birth has no number, and is not joined to the boy of the register by likeness alone.
        { type: 'child', direction: 'incoming', id: expect.any(String) as unknown, name: '王小明' },
      ]) as unknown,
      next: null,
    });
    expect((await assistance.get(`/v1/persons/${wang}/kin`)).body).toMatchObject({
      items: [{ type: 'spouse', direction: 'outgoing', id: li, name: '李秀英' }],
    });
    const registry = await readerFor(system, 'marriage-registry');
    await registry.granted({ fields: { name: 'value', kin: 'masked' } });
    expect((await registry.get(`/v1/persons/${wang}/kin`)).body).toEqual({
      items: [{ type: '*', direction: 'outgoing', id: null, name: '李**' }],
      next: null,
    });
  });

  it('tells a change of name and a move from each other by when they were true', async () => {
    await deliverChanges(system);
    const nameAt = async (validAt: string): Promise<unknown> =>
      found(
        await assistance.post('/v1/persons/search', { identifiers: { residentId: CHEN }, fields: ['name'], validAt }),
      )[0]!.attributes.name;
    expect([await nameAt('2015-06-30'), await nameAt('2015-07-01')]).toEqual(['陈志强', '陈致远']);
    // Who once bore it is found by it.
    expect(found(await assistance.post('/v1/persons/search', { name: '陈志强', fields: ['name'] }))).toHaveLength(1);

    const history = await assistance.get(`/v1/persons/${wang}/history`, { fields: 'residenceAddress.division' });
    const divisions = (history.body as { items: { validFrom: string; validTo: string | null; attributes: object }[] })
      .items;
    expect(divisions.slice(-2)).toEqual([
      expect.objectContaining({ validTo: '2015-08-01', attributes: { residenceAddress: { division: '330203' } } }),
      { validFrom: '2015-08-01', validTo: null, attributes: { residenceAddress: { division: '330205' } } },
    ]);
    const before = await assistance.get(`/v1/persons/${wang}/household`, { fields: 'name', validAt: '2015-06-30' });
    const after = await assistance.get(`/v1/persons/${wang}/household`, { fields: 'name', validAt: '2015-07-01' });
    expect([found(before).length, found(after).length]).toEqual([3, 1]);
    expect((await assistance.get(`/v1/persons/${wang}/moves`)).body).toEqual({
      items: [
        expect.objectContaining({ on: '2015-07-01', address: 'registered', within: 'prefecture' }),
        expect.objectContaining({ on: '2015-08-01', address: 'residence', within: 'prefecture' }),
      ],
      next: null,
    });
  });

  it('knows a household by itself: who belonged to it, who was its head and where, over its life', async () => {
    const household = (await assistance.get(`/v1/persons/${wang}/household`, { fields: 'name', validAt: '2015-06-30' }))
      .body as { id: string; items: Person[] };
    // The number of a household stands in no address.
    expect(household.id).not.toContain('H100');
    const path = `/v1/households/${household.id}`;
    const query = { fields: 'name,household.role', validAt: '2015-06-30' };
    expect((await assistance.get(path, query)).body).toMatchObject({
      id: household.id,
      number: 'H100',
      head: wang,
      address: { division: '330203' },
      next: null,
    });
    const son = household.items.find(({ attributes }) => attributes.name === '王小明')!.id;
    const search = { member: son, fields: ['name'], validAt: '2015-07-01' };
    const today = (await assistance.post('/v1/households/search', search)).body as { items: { head: string | null }[] };
    // He has gone, and is head of a household of his own; who is left has no head.
    expect(today.items).toEqual([expect.objectContaining({ id: household.id, head: null })]);
    const history = (await assistance.get(`${path}/history`)).body as {
      items: {
        validFrom: string;
        validTo: string | null;
        head: string | null;
        members: { id: string; role: string }[];
      }[];
    };
    expect(history.items.map(({ validFrom, head, members }) => [validFrom, head, members.length])).toEqual([
      ['2010-01-01', wang, 3],
      ['2015-07-01', null, 2],
    ]);
    expect(history.items[0]!.members).toContainEqual({ id: son, role: 'child' });
    expect((await logOf(system, son))[0]).toMatchObject({ action: 'record.household-history', outcome: 'delivered' });
    for (const id of ['H100', `${household.id.slice(0, -4)}AAAA`, 'x'.repeat(64)]) {
      expect(await assistance.get(`/v1/households/${id}`, query)).toMatchObject({
        status: 404,
        body: { code: 'household-not-found' },
      });
    }
    const empty = await assistance.post('/v1/households/search', { division: '3302', fields: ['name'] });
    expect(empty).toMatchObject({ status: 400, body: { code: 'search-too-wide' } });
    const byNumber = await assistance.post('/v1/households/search', { number: 'H100', fields: ['name'] });
    expect(byNumber).toMatchObject({ status: 403, body: { code: 'no-right-to-search-by' } });
  });

  it('tells of a household no more than its sources are granted', async () => {
    const registry = await readerFor(system, 'household-count');
    await registry.granted({ fields: { 'household.number': 'masked' }, searchBy: ['household.number'] });
    const search = { number: 'H100', fields: ['household.number'], validAt: '2015-06-30' };
    const { items } = (await registry.post('/v1/households/search', search)).body as { items: object[] };
    expect(items).toEqual([expect.objectContaining({ number: 'H**0', head: null, address: null })]);
    expect(JSON.stringify(items)).not.toMatch(/王|李|中山西路|H100/);
    const names = { memberName: '王小明', fields: ['household.number'] };
    expect((await registry.post('/v1/households/search', names)).status).toBe(403);
    expect((await registry.get(`/v1/persons/${wang}/moves`)).body).toMatchObject({ code: 'no-right-to-field' });
  });
});
