import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DataSource } from 'typeorm';
import { createTestDatabase, testDatabaseKinds, type TestDatabase } from '../embedded/test-database.js';
import { connectionOptions } from './connection.js';
import { isDatabaseAway } from './database-away.js';
import { Database } from './database.js';
import type { ColumnType } from './sql.js';

describe.each(testDatabaseKinds())('Database (%s)', (kind) => {
  let test: TestDatabase;
  const columns: ColumnType[] = [
    { name: 'id', type: 'integer' },
    { name: 'day', type: 'date' },
    { name: 'words', type: 'text[]' },
    { name: 'body', type: 'jsonb' },
    { name: 'column', type: 'text' },
  ];

  beforeAll(async () => {
    test = await createTestDatabase(kind);
    await test.dataSource.query(
      `SET ROLE NONE;
       CREATE TABLE catalogue.trial (id integer PRIMARY KEY, day date, words text[], body jsonb, "column" text);
       GRANT ALL ON catalogue.trial TO siku_app;
       RESET ROLE`,
    );
  });
  afterAll(() => test.close());

  it('gives dates as the text they are, and never a day early', async () => {
    expect(await test.database.query(`SELECT date '2024-02-29' AS day, 9007199254740993::bigint AS big`)).toEqual([
      { day: '2024-02-29', big: '9007199254740993' },
    ]);
  });

  it('inserts rows of every kind in bulk, unharmed', async () => {
    const rows = [
      [1, '2024-02-29', ['a,b', 'c"d', '引号\\', null, ''], JSON.stringify({ 名: 'a\tb\nc\\d' }), 'tab\tline\nend\\.'],
      [2, null, [], null, ''],
      [3, 'infinity', ['NULL'], '"\\u00e9"', '\\N'],
    ];
    expect(await test.database.insertRows(test.database, 'catalogue.trial', columns, rows)).toBe(3);
    const back = await test.database.query<Record<string, unknown>>('SELECT * FROM catalogue.trial ORDER BY id');
    expect(back).toEqual([
      {
        id: 1,
        day: '2024-02-29',
        words: ['a,b', 'c"d', '引号\\', null, ''],
        body: { 名: 'a\tb\nc\\d' },
        column: 'tab\tline\nend\\.',
      },
      { id: 2, day: null, words: [], body: null, column: '' },
      { id: 3, day: 'infinity', words: ['NULL'], body: 'é', column: '\\N' },
    ]);
  });

  it('inserts all rows or none', async () => {
    const rows = Array.from({ length: 25_000 }, (_, i) => [100 + i, null, null, '{}', 'x']);
    rows.push([100, null, null, '{}', 'once more']);
    await expect(test.database.insertRows(test.database, 'catalogue.trial', columns, rows)).rejects.toMatchObject({
      code: '23505',
    });
    expect(await test.database.query('SELECT count(*)::int AS n FROM catalogue.trial WHERE id >= 100')).toEqual([
      { n: 0 },
    ]);
    expect(await test.database.insertRows(test.database, 'catalogue.trial', columns, rows.slice(0, -1))).toBe(25_000);
  });

  it('rolls everything of a failed transaction back, bulk rows too', async () => {
    const failing = test.database.transaction(async (tx) => {
      await tx.query('DELETE FROM catalogue.trial');
      await test.database.insertRows(tx, 'catalogue.trial', columns, [[900_000, null, null, null, null]]);
      throw new Error('changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await test.database.query('SELECT count(*)::int AS n FROM catalogue.trial')).toEqual([{ n: 25_003 }]);
  });

  it.each([null, 'raw-trial'])('hands values on as bytes, whatever they hold (statement %s)', async (name) => {
    const words = ['中文', '', `a"b'c\\d`, 'tab\tline\nend'];
    const statement = `SELECT w.word, CASE WHEN w.n > $2 THEN $3 || w.n END, decode('00ff5c78', 'hex')
       FROM unnest($1::text[]) WITH ORDINALITY AS w (word, n) WHERE $4::date IS NULL ORDER BY w.n`;
    for (let i = 0; i < 7; i++) {
      const rows = await test.database.queryRaw(name, statement, [words, 2, "it's ", null]);
      expect(words.map((_, row) => [rows.text(row, 0), rows.text(row, 1)])).toEqual([
        ['中文', null],
        ['', null],
        [`a"b'c\\d`, "it's 3"],
        ['tab\tline\nend', "it's 4"],
      ]);
      expect([rows.count, rows.bytes(3, 2)]).toEqual([4, Buffer.from([0, 255, 0x5c, 0x78])]);
      expect([rows.joined(0, 3).toString(), rows.joined(0, 0).length]).toEqual([`中文,,a"b'c\\d`, 0]);
    }
    const none = await test.database.queryRaw(null, 'SELECT id::text FROM catalogue.trial WHERE id < 0', []);
    expect([none.count, none.joined(0, 0).length]).toEqual([0, 0]);
  });

  it('hands many rows on, and goes on after ones that failed, on every connection', async () => {
    const many = (): Promise<number[]> =>
      Promise.all(
        Array.from({ length: 8 }, async (_, i) => {
          const rows = await test.database.queryRaw(
            'raw-many',
            `SELECT n::text, repeat('x', n * $1 % 777) FROM generate_series(1, 3000) n`,
            [i],
          );
          const right = (row: number): boolean =>
            rows.text(row, 0) === String(row + 1) && rows.bytes(row, 1)!.length === ((row + 1) * i) % 777;
          return Array.from({ length: rows.count }, (__, row) => row).filter(right).length;
        }),
      );
    expect(await many()).toEqual(Array(8).fill(3000));
    for (let i = 0; i < 6; i++) {
      const failing = test.database.queryRaw(
        'raw-failing',
        'SELECT 1 / (n - $1) FROM generate_series(1, 9999) n',
        [5000],
      );
      await expect(failing).rejects.toMatchObject({ code: '22012' });
      await expect(test.database.queryRaw(null, 'SELECT nothing', [])).rejects.toMatchObject({ code: '42703' });
    }
    expect(await many()).toEqual(Array(8).fill(3000));
    expect(await test.database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('streams in batches', async () => {
    const sizes: number[] = [];
    for await (const batch of test.database.stream('SELECT id FROM catalogue.trial WHERE id > $1', [1], 10_000)) {
      sizes.push(batch.length);
    }
    expect(sizes).toEqual([10_000, 10_000, 5_002]);
  });

  it('lets a reader go away in the middle, any number of times', async () => {
    for (let i = 0; i < 12; i++) {
      for await (const batch of test.database.stream('SELECT id FROM catalogue.trial', [], 10)) {
        expect(batch).toHaveLength(10);
        break;
      }
    }
    await expect(
      (async () => {
        for await (const _ of test.database.stream('SELECT 1/(id - 5) FROM catalogue.trial', [], 10));
      })(),
    ).resolves.toBeUndefined();
    await expect(
      (async () => {
        for await (const _ of test.database.stream('SELECT nothing', [], 10));
      })(),
    ).rejects.toMatchObject({ code: '42703' });
    expect(await test.database.query('SELECT 1 AS one')).toEqual([{ one: 1 }]);
  });

  it('outlives the end of a connection on which somebody works, the first one too', async () => {
    if (kind === 'embedded') return;
    const dataSource = await new DataSource(connectionOptions(test.server, 1)).initialize();
    const working = new Database(dataSource, test.server).transaction(async (tx) => {
      const [connection] = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      await test.dataSource.query(`SET ROLE NONE; SELECT pg_terminate_backend(${connection!.pid}); RESET ROLE`);
      await tx.query('SELECT pg_sleep(60)');
    });
    const error = await working.catch((thrown: unknown) => thrown);
    expect(isDatabaseAway(error)).toBe(true);
    await dataSource.destroy();
  });

  it('works as the application role on a server', async () => {
    if (kind === 'embedded') return;
    await expect(test.database.query('CREATE TABLE catalogue.more ()')).rejects.toMatchObject({ code: '42501' });
  });
});
