import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { csv } from '../support/departments.js';
import { deliverChanges, LI, onboardPopulation, REGISTER, SON, WANG } from '../support/population.js';
import { found, logOf, openAssistance, type Person, type Reader, readerFor } from '../support/readers.js';
import { System } from '../support/system.js';

describe.each(testDatabaseKinds())('every way to read people goes by the grant (%s)', (kind) => {
  let system: System;
  let assistance: Reader;
  let wang: string;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboardPopulation(system);
    await deliverChanges(system);
    ({ assistance, wang } = await openAssistance(system));
  });

  afterAll(() => system.stop());

  it('shows every version as far as the grant goes', async () => {
    const versions = (await assistance.get(`/v1/persons/${wang}/versions`)).body as {
      items: { version: number; stretches: Person[] }[];
    };
    expect(versions.items.length).toBeGreaterThan(2);
    const shown = versions.items.flatMap(({ stretches }) => stretches.map(({ attributes }) => attributes));
    expect(JSON.stringify(shown)).not.toMatch(new RegExp(`${WANG}|13812341234|甬江`));
    const last = String(versions.items.length);
    const diff = (await assistance.get(`/v1/persons/${wang}/diff`, { from: '2015-06-30', to: '2016-01-01' })).body as {
      changes: { path: string }[];
    };
    expect(diff.changes.map(({ path }) => path).sort()).toEqual(['household', 'registeredAddress', 'residenceAddress']);
    const one = (await assistance.get(`/v1/persons/${wang}/versions/${last}`)).body as { provenance: object };
    expect(Object.keys(one.provenance)).not.toContain('employer');
    const asked = (fields: string) => assistance.get(`/v1/persons/${wang}/versions/${last}`, { fields });
    const { attributes } = (await asked('name')).body as { attributes: object };
    expect(attributes).toEqual({ name: '王建国' });
    expect(await asked('employer')).toMatchObject({ status: 403, body: { code: 'no-right-to-field' } });
    expect((await logOf(system, wang)).map(({ action }) => action)).toEqual(
      expect.arrayContaining(['record.versions', 'record.version', 'record.diff']),
    );
  });

  it('filters match, lookup, feed, export and sources by the grant', async () => {
    const match = await assistance.post('/v1/persons/match', {
      attributes: { name: '王建国', identifiers: { residentId: WANG }, birthDate: '1980-05-01' },
    });
    const [candidate] = (
      match.body as { items: { id: string; decision: string; record: Person; evidence: object[] }[] }
    ).items;
    expect(candidate).toMatchObject({ id: wang, decision: 'link', record: { attributes: { name: '王建国' } } });
    expect(JSON.stringify(match.body)).not.toMatch(new RegExp(`${WANG}|13812341234`));
    const likeness = { attributes: { name: '王建国', birthDate: '1980-05-01' }, candidate: wang };
    const picture = await assistance.post('/v1/persons/match', likeness, { headers: { accept: 'image/svg+xml' } });
    expect(String(picture.body)).toContain('<svg');
    expect(String(picture.body)).not.toMatch(/王|1980/);
    const refused = await assistance.post('/v1/persons/match', { attributes: { phone: '13812341234' } });
    expect(refused).toMatchObject({ status: 403, body: { code: 'no-right-to-search-by' } });
    expect((await assistance.post('/v1/persons/match', { attributes: { nmae: 'x' } })).status).toBe(400);

    const lookup = await assistance.post('/v1/persons/lookup', { ids: [wang] }, { query: { fields: 'name' } });
    expect(found(lookup)).toMatchObject([{ id: wang, attributes: { name: '王建国' } }]);

    const feed = (await assistance.get('/v1/persons/changes', { limit: '1000' })).body as {
      items: { kind: string; fields: string[] }[];
    };
    expect(feed.items.length).toBeGreaterThan(4);
    for (const { fields } of feed.items) {
      for (const hidden of ['phone', 'employer', 'maritalStatus', 'sex']) expect(fields).not.toContain(hidden);
    }

    const people = (await assistance.get('/v1/persons/export')).text.trim().split('\n');
    // A newborn without a number stays apart from the boy of the register until a steward or the matcher says otherwise.
    expect(new Set(people.map((line) => (JSON.parse(line) as Person).attributes.name))).toEqual(
      new Set(['李秀英', '王小明', '王建国', '陈致远']),
    );
    expect(people.join('')).not.toMatch(new RegExp(`${WANG}|${LI}|${SON}|13812341234|甬江`));
    const [header, ...rows] = (await assistance.get('/v1/persons/export', { format: 'csv' })).text.trim().split('\r\n');
    expect(header).toMatch(/knownTo,deceased,underInvestigation,confidential,name,/);
    expect(header).not.toContain('employer');
    expect(rows.find((row) => row.includes('陈致远'))).toContain(',false,false,true,陈致远,');
    expect((await assistance.get('/v1/persons/crosswalk')).status).toBe(403);

    const steward = await readerFor(system, 'data-quality', 'steward', 'steward');
    await steward.granted({ fields: { name: 'value', 'identifiers.residentId': 'masked' } }).catch(() => undefined);
    const inspector = await readerFor(system, 'data-quality', 'inspector', 'operator');
    await inspector.granted({ fields: { name: 'value', 'identifiers.residentId': 'masked' } });
    const sources = await inspector.get(`/v1/persons/${wang}/sources`);
    expect(sources.status).toBe(200);
    expect(sources.text).toContain('王建国');
    // The marriage register's key is an identity number.
    expect(sources.text).not.toMatch(new RegExp(`${WANG}|13812341234|${LI}`));
  });

  it('delivers nobody outside the divisions granted', async () => {
    const haishu = await readerFor(system, 'district-office');
    await haishu.granted({ fields: { name: 'value' }, searchBy: ['name'], divisions: ['330212'] });
    const search = async (name: string): Promise<number> =>
      found(await haishu.post('/v1/persons/search', { name, fields: ['name'] })).length;
    expect([await search('王建国'), await search('陈致远')]).toEqual([0, 1]);
    const read = await haishu.get(`/v1/persons/${wang}`, { fields: 'name' });
    expect(read).toMatchObject({ status: 403, body: { code: 'outside-granted-divisions' } });
    expect((await haishu.post('/v1/persons/lookup', { ids: [wang] }, { query: { fields: 'name' } })).body).toEqual({
      items: [],
      missing: [wang],
    });
    expect((await haishu.get('/v1/persons/export')).text.trim().split('\n')).toHaveLength(1);
    const feed = (await haishu.get('/v1/persons/changes')).body as { items: { id: string }[] };
    expect(feed.items.length).toBeGreaterThan(0);
    expect(feed.items.map(({ id }) => id)).not.toContain(wang);
    expect((await logOf(system, wang)).slice(0, 2)).toEqual([
      expect.objectContaining({
        action: 'record.lookup',
        outcome: 'refused',
        code: 'outside-granted-divisions',
        fields: ['name'],
      }),
      expect.objectContaining({ outcome: 'refused', code: 'outside-granted-divisions', fields: ['name'] }),
    ]);
  });

  it('hides the count of a search that finds too many', async () => {
    const rows = Array.from({ length: 11 }, (_, i) => `T${i},张伟,,,男,19${60 + i}-01-02,,汉,,330203,,,,,`);
    const batch = await system.deliver('household-register', csv(REGISTER, ...rows), {
      mode: 'delta',
      effectiveDate: '2016-01-01',
    });
    expect(batch).toMatchObject({ status: 'published' });
    const many = await assistance.post('/v1/persons/search', { name: '张伟', fields: ['name'] });
    expect(many).toMatchObject({ status: 400, body: { code: 'too-many-hits' } });
    expect(JSON.stringify({ ...many.body, requestId: null })).not.toContain('11');
    const one = await assistance.post('/v1/persons/search', {
      name: '张伟',
      birthDate: '1963-01-02',
      fields: ['name'],
    });
    expect(found(one)).toHaveLength(1);
    await system.post(`/v1/batches/${batch.id}/rollback`);
    await system.finished(batch.id, ['rolled-back']);
    expect(found(await assistance.post('/v1/persons/search', { name: '张伟', fields: ['name'] }))).toEqual([]);
  });

  it('marks the dead, and gives them no age', async () => {
    await system.deliver(
      'household-register',
      csv(REGISTER, `P2,李秀英,,${LI},女,1982-08-12,2018-02-03,汉,浙江省宁波市海曙区中山西路1号,330203,H100,妻,,,`),
      { mode: 'delta', effectiveDate: '2018-02-03' },
    );
    const read = async (validAt: string): Promise<Person> =>
      found(
        await assistance.post('/v1/persons/search', { identifiers: { residentId: LI }, fields: ['age'], validAt }),
      )[0]!;
    expect(await read('2018-01-01')).toMatchObject({ attributes: { age: 35 }, markers: { deceased: false } });
    const after = await read('2018-03-01');
    expect(after).toMatchObject({ attributes: {}, markers: { deceased: true } });
  });
});
