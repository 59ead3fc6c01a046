import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import request from 'supertest';
import { csv, onboard, registry } from '../support/departments.js';
import { CHEN, INSURED, LI, onboardPopulation, residentId, SON, WANG } from '../support/population.js';
import { Reader } from '../support/readers.js';
import { System } from '../support/system.js';

const REPRESENTATIVE = residentId('330206', '1969-02-14', '518');
const WRONG = `${WANG.slice(0, 17)}${WANG.endsWith('X') ? '1' : 'X'}`;
const PHONES = ['13812341234', '13987654321', '13711112222'];

/** What must not be found anywhere: with the last digit cut off, however it was written. */
const SECRETS = [WANG, LI, SON, CHEN, REPRESENTATIVE, WRONG].map((number) => number.slice(0, 17)).concat(PHONES);

const found = (text: string): string[] => SECRETS.filter((secret) => text.includes(secret));

describe.each(testDatabaseKinds())('what is sealed at rest (%s)', (kind) => {
  let system: System;
  let faulty: string;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboardPopulation(system);
    const rows = csv(
      INSURED,
      `S7,王建国,${WRONG},13711112222,宁波甬江机械有限公司,,330203`,
      `S8,王建国,${LI},13711112222,,,330203`,
      `S8,王建国,${SON},13711112222,,,330203`,
    );
    faulty = (await system.deliver('insured', rows, { mode: 'delta', effectiveDate: '2013-01-01' })).id;
    await onboard(system);
    const mapping = { ...registry.mapping, 'legalRepresentative.identifiers.residentId': '法人身份证' };
    const declared = await system.put('/v1/datasets/licences', { ...registry, mapping });
    if (declared.status !== 201) throw new Error(declared.text);
    const register = csv(
      '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态,法人身份证',
      `330200000000001,宁波甬江机械有限公司,,宁波市江北区人民路1号,周国平,2001-05-01,在业,${REPRESENTATIVE}`,
    );
    await system.deliver('licences', register, { mode: 'snapshot', effectiveDate: '2014-01-01' });
  });

  afterAll(() => system.stop());

  it('stands in no table', async () => {
    const { database } = system.testDatabase;
    const tables = await database.query<{ name: string }>(
      `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname IN ('access', 'catalogue', 'legal_entity', 'population')`,
    );
    expect(tables.length).toBeGreaterThan(30);
    const leaks: object[] = [];
    let filled = 0;
    for (const { name } of tables) {
      const [row] = await database.query<{ text: string | null }>(
        `SELECT string_agg(t::text, E'\\n') AS text FROM ${name} t`,
      );
      if (row?.text) filled++;
      const secrets = found(row?.text ?? '');
      if (secrets.length > 0) leaks.push({ name, secrets });
    }
    expect(filled).toBeGreaterThan(15);
    expect(leaks).toEqual([]);
  });

  it('stands in no file, be it of the deliveries or of the embedded database', () => {
    const { dataDirectory, fileDirectory } = system.testDatabase.configuration;
    const files = [dataDirectory, fileDirectory].flatMap((directory) =>
      readdirSync(directory, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name)),
    );
    expect(files.length).toBeGreaterThan(8);
    expect(files.filter((file) => found(readFileSync(file, 'latin1')).length > 0)).toEqual([]);
  });

  it('is open to the department that delivered it', async () => {
    const { items } = (await system.get(`/v1/batches/${faulty}/issues`)).body as { items: { value: string }[] };
    expect(items.map(({ value }) => value)).toContain(WRONG);
    const report = await request(system.url)
      .get(`/v1/batches/${faulty}/issues`)
      .query({ format: 'csv' })
      .auth(await system.key('operator'), { type: 'bearer' });
    expect(report.text).toContain(WRONG);
    expect(report.text).toContain(SON);
  });

  it('is open to those who may read the record and its sources', async () => {
    const { items } = (await system.get('/v1/legal-entities', { as: 'application' })).body as {
      items: { id: string }[];
    };
    const sources = await system.get(`/v1/legal-entities/${items[0]!.id}/sources`, { as: 'steward' });
    expect(sources.text).toContain(REPRESENTATIVE);
    const reader = new Reader(system, await system.key('application'), 'check');
    await reader.granted({ fields: { name: 'value', phone: 'value', identifiers: 'value', sourceKeys: 'value' } });
    const crosswalk = await reader.get('/v1/persons/crosswalk', { dataset: 'personal-taxpayers' });
    const { sourceKey, id } = JSON.parse(crosswalk.text) as { sourceKey: string; id: string };
    expect(sourceKey).toBe(WANG);
    for (const path of [id, `${id}/versions`, `${id}/history`, 'export']) {
      const answer = await reader.get(
        `/v1/persons/${path}`,
        path === id || path.endsWith('history') ? { fields: 'identifiers' } : {},
      );
      expect([path, answer.status, answer.text.includes(WANG), answer.text.includes('~1.')]).toEqual([
        path,
        200,
        true,
        false,
      ]);
    }
  });

  it('keeps a second delivery of the same rows unchanged', async () => {
    const rows = csv(INSURED, `S7,王建国,${LI},13711112222,,,330203`);
    const query = { mode: 'delta', effectiveDate: '2013-02-01' };
    await system.deliver('insured', rows, query);
    expect((await system.deliver('insured', rows, query)).counts).toMatchObject({ read: 1, unchanged: 1 });
  });
});
