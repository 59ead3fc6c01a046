import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLogger, createTestDatabase, testDatabaseKinds, type TestDatabase } from '@siku/platform';
import { Client } from 'pg';
import type { AuditEntry } from './audit-entry.js';
import { AuditLog } from './audit-log.js';
import { AuditRepository } from './audit.repository.js';
import { AuditVerifier } from './audit-verifier.js';

const logger = createLogger({ logLevel: 'silent' }, 'test');

function act(action: string, subject?: string): AuditEntry {
  return { principal: { id: 'system' }, action, subject, outcome: 'done' };
}

describe.each(testDatabaseKinds())('audit chain on the %s database', (kind) => {
  let test: TestDatabase;
  let owner: Client;
  let repository: AuditRepository;
  let verifier: AuditVerifier;
  let log: AuditLog;

  beforeAll(async () => {
    test = await createTestDatabase(kind);
    repository = new AuditRepository(test.database);
    verifier = new AuditVerifier(repository);
    log = new AuditLog(repository, logger);
    // Without the application's role, which could not do what is undone here.
    owner = new Client(test.server.url);
    await owner.connect();
  });

  afterAll(async () => {
    await log.onApplicationShutdown();
    await owner.end();
    await test.close();
  });

  async function lastEntries(count: number, filter: object = {}): Promise<object[]> {
    return repository.list(filter, null, count);
  }

  it('chains what several processes write at the same time, and nothing that was rolled back', async () => {
    const { database } = test;
    const logs = [
      log,
      new AuditLog(new AuditRepository(database), logger),
      new AuditLog(new AuditRepository(database), logger),
    ];
    const before = (await repository.head())?.number ?? 0;
    const works = Array.from({ length: 60 }, (_, i) => {
      const process = logs[i % 3]!;
      if (i % 5 === 0) return process.recordMany([act('test.many'), act('test.many'), act('test.many')]);
      if (i % 5 === 1) return database.transaction((tx) => process.record(act('test.within'), tx));
      if (i % 5 === 2) {
        const rolledBack = database.transaction(async (tx) => {
          await process.record(act('test.lost'), tx);
          throw new Error('rolled back');
        });
        return expect(rolledBack).rejects.toThrow('rolled back');
      }
      return process.record(act('test.one'));
    });
    await Promise.all(works);
    const head = await repository.head();
    expect(head?.number).toBe(before + 12 * 3 + 12 + 24);
    expect(await verifier.verify()).toEqual({ head, broken: null });
    expect(await lastEntries(1, { action: 'test.lost' })).toEqual([]);
  });

  it('appends in one statement to what the same process has left, and looks again after another one has appended', async () => {
    let transactions = 0;
    const counting = Object.create(test.database, {
      transaction: {
        value: (work: Parameters<typeof test.database.transaction>[0]) => {
          transactions++;
          return test.database.transaction(work);
        },
      },
    }) as typeof test.database;
    const own = new AuditLog(new AuditRepository(counting), logger);
    for (const [by, expected] of [
      [own, 1],
      [own, 1],
      [log, 1],
      [own, 2],
      [own, 2],
    ] as const) {
      await by.recordMany([act('test.turn'), act('test.turn')]);
      expect(transactions).toBe(expected);
    }
    expect(await lastEntries(20, { action: 'test.turn' })).toHaveLength(10);
    expect((await verifier.verify()).broken).toBeNull();
  });

  it('keeps hashes true for every kind of value', async () => {
    const detail = {
      b: 1e21,
      a: [0.1, -0, 5e-324, true, null],
      中文: '𠮷 "\\\n',
      nul: 'a\0b',
      half: '\ud800',
      when: new Date(0),
    };
    await log.record({
      ...act('test.values', '\ud800\0'),
      fields: ['name', 'a"b', 'NULL', ''],
      base: 'legal-entity',
      detail,
    });
    expect((await verifier.verify()).broken).toBeNull();
  });

  it('finds a subject among those of one entry', async () => {
    const subject = crypto.randomUUID();
    for (const id of ['a', subject, 'b']) log.recordSoon(act('test.soon', id));
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await lastEntries(2, { subject })).toMatchObject([
      { subject: null, detail: { subjects: ['a', subject, 'b'] } },
    ]);
  });

  it.each([
    'UPDATE access.audit_entry SET action = action',
    'DELETE FROM access.audit_entry',
    'TRUNCATE access.audit_entry',
    'DELETE FROM access.audit_head',
  ])('refuses %s, even to its owner', async (statement) => {
    await expect(owner.query(statement)).rejects.toMatchObject({
      code: '42501',
      message: expect.stringContaining('append-only'),
    });
  });

  it('grants the application SELECT and INSERT only', async () => {
    const { rows } = await owner.query<{ privilege: string }>(
      `SELECT privilege_type AS privilege FROM information_schema.role_table_grants
        WHERE grantee = 'siku_app' AND table_schema = 'access' AND table_name = 'audit_entry' ORDER BY 1`,
    );
    expect(rows.map((row) => row.privilege)).toEqual(['INSERT', 'SELECT']);
  });

  it('names the first broken entry', async () => {
    const start = (await verifier.verify()).head.number;
    await log.recordMany(Array.from({ length: 5 }, (_, i) => act('test.tamper', String(i))));
    const { head } = await verifier.verify();

    /** What somebody who owns the table could do, undone afterwards. */
    async function tampered(statement: string, anchor?: { number: number; hash: string }) {
      await owner.query('ALTER TABLE access.audit_entry DISABLE TRIGGER append_only');
      await owner.query('CREATE TABLE access.kept AS SELECT * FROM access.audit_entry');
      await owner.query(statement);
      const { broken } = await verifier.verify(anchor);
      await owner.query('DELETE FROM access.audit_entry');
      await owner.query('INSERT INTO access.audit_entry SELECT * FROM access.kept ORDER BY number');
      await owner.query('DROP TABLE access.kept');
      await owner.query('ALTER TABLE access.audit_entry ENABLE TRIGGER append_only');
      return broken;
    }

    const update = `UPDATE access.audit_entry SET`;
    const at = (offset: number) => `WHERE number = ${start + offset}`;
    expect(await tampered(`${update} principal = 'somebody' ${at(2)}`)).toEqual({
      number: start + 2,
      fault: 'altered',
    });
    expect(await tampered(`${update} at = at + interval '1 ms' ${at(3)}`)).toEqual({
      number: start + 3,
      fault: 'altered',
    });
    expect(await tampered(`${update} outcome = 'refused' ${at(5)}`)).toEqual({ number: start + 5, fault: 'altered' });
    expect(await tampered(`DELETE FROM access.audit_entry ${at(4)}`)).toEqual({
      number: start + 4,
      fault: 'missing',
    });
    expect(await tampered(`DELETE FROM access.audit_entry ${at(5)}`)).toEqual({
      number: start + 5,
      fault: 'missing',
    });
    expect(await tampered('SELECT', { number: start + 1, hash: '0'.repeat(64) })).toEqual({
      number: start + 1,
      fault: 'rewritten',
    });
    expect(await tampered('SELECT', { ...head, number: head.number + 1 })).toEqual({
      number: head.number + 1,
      fault: 'missing',
    });
    expect(await verifier.verify(head)).toEqual({ head, broken: null });
  });
});
