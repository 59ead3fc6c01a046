import { expect } from '@jest/globals';
import { createTestDatabase, type TestDatabase } from '@siku/platform';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SikuClient, type BatchState } from '../../tools/src/demo/client.js';
import { SikuProcess } from '../../tools/src/process/siku-process.js';
import { csv, registry, taxpayers } from './departments.js';

export const ADMIN_KEY = 'crash-test-admin-key';

export const ROWS = 400;

/** Mulberry32: the same kills in every run. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS = ['甬江', '四明', '东钱', '天童', '阿育', '保国', '招宝', '溪口', '象山', '石浦', '慈城', '庄桥'];

/** The same organisations in two departments; a later month renames a third of them. */
export function deliveries(): { dataset: string; mode: string; effectiveDate: string; file: string }[] {
  const name = (i: number, month: number): string =>
    `宁波${WORDS[i % 12]!}${WORDS[(i * 7) % 11]!}${i}${month > 1 && i % 3 === 0 ? '科技' : '贸易'}有限公司`;
  const months = [1, 2, 3];
  return months.flatMap((month) => [
    {
      dataset: 'registry',
      mode: 'snapshot',
      effectiveDate: `2020-0${month}-01`,
      file: csv(
        '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态',
        ...Array.from(
          { length: ROWS },
          (_, i) => `R${i},${name(i, month)},,宁波市海曙区中山西路${i}号,王${WORDS[i % 12]!},2001-03-05,在业`,
        ),
      ),
    },
    {
      dataset: 'taxpayers',
      mode: 'delta',
      effectiveDate: `2020-0${month}-15`,
      file: csv(
        '纳税人识别号,纳税人名称,社会信用代码,生产经营地址,联系电话',
        ...Array.from(
          { length: ROWS },
          (_, i) => `T${i},${name(i, month)},,宁波市海曙区中山西路${i}号,0574-87${String(650000 + i)}`,
        ),
      ),
    },
  ]);
}

/** Where processes of one installation live: what they are started with, and how it is cleared away. */
export interface Home {
  environment: NodeJS.ProcessEnv;
  /** ends every connection to the database, as its restart would */
  cutOff(): Promise<void>;
  clear(): Promise<void>;
}

export async function homeOf(kind: 'embedded' | 'server'): Promise<Home> {
  const dataDirectory = mkdtempSync(join(tmpdir(), 'siku-crash-'));
  const environment = { SIKU_ADMIN_KEY: ADMIN_KEY, SIKU_DATA_DIR: dataDirectory, SIKU_LEASE_SECONDS: '1' };
  if (kind === 'embedded') {
    const clear = async (): Promise<void> => rmSync(dataDirectory, { recursive: true });
    return { environment, cutOff: () => Promise.reject(new Error('its one connection is its own')), clear };
  }
  const database: TestDatabase = await createTestDatabase('server');
  return {
    environment: { ...environment, DATABASE_URL: database.configuration.databaseUrl },
    cutOff: async () => {
      await database.dataSource.query(
        `SET ROLE NONE; SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      );
    },
    clear: async () => {
      await database.close();
      rmSync(dataDirectory, { recursive: true });
    },
  };
}

export async function onboardTwo(client: SikuClient): Promise<void> {
  await client.put('/v1/departments/industry-commerce', { title: { zh: '市工商局', en: 'Industry and Commerce' } });
  await client.put('/v1/departments/state-tax', { title: { zh: '市国税局', en: 'State Taxation' } });
  await client.put('/v1/datasets/registry', registry);
  await client.put('/v1/datasets/taxpayers', taxpayers);
}

export const send = (url: string, dataset: string, file: string, query: Record<string, string>): Promise<Response> =>
  fetch(`${url}/v1/datasets/${dataset}/batches?${new URLSearchParams(query).toString()}`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${ADMIN_KEY}`,
      'content-type': 'text/csv',
      'idempotency-key': JSON.stringify([dataset, query]),
    },
    body: file,
  });

/** Every record as a reader sees it, ids and instants aside. */
export async function finalState(url: string): Promise<string[]> {
  const answer = await fetch(`${url}/v1/legal-entities/export`, { headers: { authorization: `Bearer ${ADMIN_KEY}` } });
  const lines = (await answer.text()).trim().split('\n');
  return lines
    .map((line) => JSON.parse(line) as { version: number; validFrom: string; attributes: object })
    .map(({ version, validFrom, attributes }) => JSON.stringify([version, validFrom, attributes]))
    .sort();
}

/** The state that the same deliveries lead to when nothing happens on the way. */
export async function undisturbed(home: Home): Promise<string[]> {
  const siku = await SikuProcess.start(home.environment);
  const client = new SikuClient(siku.url, ADMIN_KEY);
  await onboardTwo(client);
  for (const { dataset, file, ...query } of deliveries()) {
    const { id } = (await (await send(siku.url, dataset, file, query)).json()) as BatchState;
    expect((await client.finished(id)).status).toBe('published');
  }
  const state = await finalState(siku.url);
  await siku.stop();
  return state;
}
