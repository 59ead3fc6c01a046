import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { KeyService, ADMIN, type Role } from '@siku/access';
import { createTestDatabase, type Configuration, type TestDatabase, type TestDatabaseKind } from '@siku/platform';
import { setTimeout as sleep } from 'node:timers/promises';
import request from 'supertest';
import { createApp, type RunningApp } from '../../apps/api/src/create-app.js';

/** What tests read of a batch. */
export interface BatchAnswer {
  id: string;
  status: string;
  counts: Record<string, number> & { masters: Record<string, number> };
  problem: { code: string } | null;
}

const FINAL = ['published', 'validated', 'held', 'rejected', 'failed', 'cancelled', 'rolled-back'];

export type Query = Record<string, string>;

/** The running system, as its users meet it: over HTTP. */
export class System {
  private readonly keys = new Map<string, string>();

  private constructor(
    readonly testDatabase: TestDatabase,
    private readonly running: RunningApp,
  ) {}

  static async start(kind: TestDatabaseKind, settings: Partial<Configuration> = {}): Promise<System> {
    const testDatabase = await createTestDatabase(kind, { port: 0, logLevel: 'error', rateLimit: 0, ...settings });
    const { configuration, server } = testDatabase;
    return new System(testDatabase, await createApp({ configuration, server }));
  }

  get app(): NestFastifyApplication {
    return this.running.app;
  }

  get url(): string {
    return this.running.url;
  }

  async stop(): Promise<void> {
    await this.running.close();
    await this.testDatabase.close();
  }

  /** A key with one role, made once. */
  async key(role: Role, department?: string): Promise<string> {
    const name = `${role} ${department ?? ''}`;
    let key = this.keys.get(name);
    if (!key) {
      const created = await this.app.get(KeyService).create({ name, roles: [role], department }, ADMIN);
      this.keys.set(name, (key = created.key));
    }
    return key;
  }

  async get(
    path: string,
    { as = 'operator', query = {}, accept = '*/*' }: { as?: Role; query?: Query; accept?: string } = {},
  ): Promise<request.Response> {
    return request(this.url)
      .get(path)
      .query(query)
      .accept(accept)
      .auth(await this.key(as, as === 'uploader' ? 'none' : undefined), { type: 'bearer' });
  }

  async post(
    path: string,
    body?: object,
    { as = 'operator', query = {} }: { as?: Role; query?: Query } = {},
  ): Promise<request.Response> {
    return request(this.url)
      .post(path)
      .query(query)
      .auth(await this.key(as), { type: 'bearer' })
      .send(body);
  }

  async put(path: string, body: object): Promise<request.Response> {
    return request(this.url)
      .put(path)
      .auth(await this.key('operator'), { type: 'bearer' })
      .send(body);
  }

  /** Uploads a file and answers the accepted batch. */
  async upload(dataset: string, file: string | Buffer, query: Query, headers: Query = {}): Promise<request.Response> {
    return request(this.url)
      .post(`/v1/datasets/${dataset}/batches`)
      .query(query)
      .set({ 'content-type': 'application/octet-stream', ...headers })
      .auth(await this.key('operator'), { type: 'bearer' })
      .send(Buffer.from(file));
  }

  /** Uploads a file and waits for the end of its batch. */
  async deliver(dataset: string, file: string | Buffer, query: Query): Promise<BatchAnswer> {
    const accepted = await this.upload(dataset, file, query);
    if (accepted.status !== 202) throw new Error(`${accepted.status} ${accepted.text}`);
    return this.finished((accepted.body as BatchAnswer).id);
  }

  async finished(id: string, statuses: readonly string[] = FINAL): Promise<BatchAnswer> {
    for (let waited = 0; waited < 60_000; waited += 25) {
      const batch = (await this.get(`/v1/batches/${id}`)).body as BatchAnswer & { requested: string | null };
      if (statuses.includes(batch.status) && !batch.requested) return batch;
      await sleep(25);
    }
    throw new Error(`batch ${id} did not finish`);
  }
}
