import { openAsBlob } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';

/** What this client reads of a batch. */
export interface BatchState {
  id: string;
  status: string;
  /** it waits until then */
  publishAt?: string | null;
  counts: { read: number; accepted: number; rejected: number; masters: { created: number; updated: number } };
  problem: { code: string; message: { zh: string; en: string } } | null;
}

const FINAL = new Set(['published', 'validated', 'held', 'rejected', 'failed', 'cancelled', 'rolled-back']);

const POLL_MS = 50;

/** A client of Siku's API, as a department would write one. */
export class SikuClient {
  constructor(
    private readonly address: string,
    private readonly key: string,
    private readonly headers: Readonly<Record<string, string>> = {},
  ) {}

  get<T>(path: string): Promise<T> {
    return this.send<T>('GET', path);
  }

  put<T>(path: string, body: unknown): Promise<T> {
    return this.send<T>('PUT', path, JSON.stringify(body));
  }

  post<T>(path: string, body?: unknown): Promise<T> {
    return this.send<T>('POST', path, body === undefined ? undefined : JSON.stringify(body));
  }

  /** Uploads a file and waits until its batch is finished, held, or known to be under embargo. */
  async deliver(dataset: string, file: string, query: Record<string, string>): Promise<BatchState> {
    const path = `/v1/datasets/${dataset}/batches?${new URLSearchParams(query).toString()}`;
    const batch = await this.send<BatchState>('POST', path, await openAsBlob(file), 'application/octet-stream');
    return this.finished(batch.id);
  }

  async finished(id: string): Promise<BatchState> {
    for (;;) {
      const batch = await this.get<BatchState>(`/v1/batches/${id}`);
      if (FINAL.has(batch.status) || isEmbargoed(batch)) return batch;
      await sleep(POLL_MS);
    }
  }

  private async send<T>(method: string, path: string, body?: string | Blob, type = 'application/json'): Promise<T> {
    const headers = {
      ...this.headers,
      authorization: `Bearer ${this.key}`,
      ...(body === undefined ? {} : { 'content-type': type }),
    };
    const answer = await fetch(this.address + path, { method, headers, body });
    if (!answer.ok) throw new Error(`${method} ${path.split('?')[0]}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }
}

const isEmbargoed = ({ publishAt }: BatchState): boolean => Boolean(publishAt) && Date.parse(publishAt!) > Date.now();
