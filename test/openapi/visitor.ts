import { expect } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { System } from '../support/system.js';
import { DescribedApi, type Answer, type ApiDocument } from './described-api.js';

export const NOBODY = '00000000-0000-4000-8000-000000000000';

/** The series that is asked about. */
export const SERIES = 'Q.GDP.330200.N';
/** What FRED calls the dataset gdp-release, and the department statistics. */
export const [RELEASE, SOURCE] = ['1537212013', '1805514531'] as const;

export interface Call {
  query?: Record<string, string>;
  body?: unknown;
  headers?: Record<string, string>;
  key?: string | null;
}

/** ids of what the routes are asked about */
export interface Known {
  record: string;
  merged: string;
  batch: string;
  key: string;
  person: string;
  household: string;
  grant: string;
  feature: string;
  dispute: string;
  decision: string;
  observation: string;
}

/** Goes through the routes of a running system as an operator and holds what they answer against their description. */
export class Visitor {
  readonly known: Known = {
    ...{ record: '', merged: '', batch: '', key: '', person: '', household: '', grant: '' },
    ...{ feature: '', dispute: '', decision: '', observation: '' },
  };

  private constructor(
    readonly system: System,
    readonly operator: string,
    readonly api: DescribedApi,
  ) {}

  static async start(): Promise<Visitor> {
    const system = await System.start('embedded');
    const document = (await system.get('/openapi.json')).body as ApiDocument;
    return new Visitor(system, await system.key('operator'), new DescribedApi(document));
  }

  /** Asks, and holds the answer against the document. */
  readonly ask = async (method: string, path: string, call: Call = {}): Promise<Answer> => {
    const answer = await this.send(method, path, call);
    expect([method, path, answer.status]).not.toEqual([method, path, 500]);
    expect(this.api.untruths(method, path, answer)).toEqual([]);
    return answer;
  };

  readonly send = async (
    method: string,
    path: string,
    { query, body, headers, key = this.operator }: Call = {},
  ): Promise<Answer> => {
    const search = query ? `?${new URLSearchParams(query).toString()}` : '';
    const raw = typeof body === 'string';
    const answer = await fetch(this.system.url + path + search, {
      method,
      headers: {
        ...(key && { authorization: `Bearer ${key}` }),
        ...(body !== undefined && { 'content-type': raw ? 'application/octet-stream' : 'application/json' }),
        ...(/^\/v1\/(persons|households)/.test(path) && { 'siku-purpose': 'census' }),
        ...headers,
      },
      body: body === undefined || raw ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    const type = text === '' ? '' : (answer.headers.get('content-type') ?? '');
    return {
      status: answer.status,
      type,
      text,
      body: /[/+]json\b/.test(type) ? (JSON.parse(text) as unknown) : undefined,
    };
  };

  /** Sends a file and waits for its end. */
  readonly deliver = async (dataset: string, file: string, query: Record<string, string>): Promise<string> => {
    const { body } = await this.ask('POST', `/v1/datasets/${dataset}/batches`, { query, body: file });
    const { id } = body as { id: string };
    await this.system.finished(id);
    return id;
  };

  /** Reads so many events and leaves. */
  readonly eventsOf = async (path: string, headers: Record<string, string>, count: number): Promise<object[]> => {
    const leave = new AbortController();
    const answer = await fetch(this.system.url + path, {
      headers: { authorization: `Bearer ${this.operator}`, ...headers },
      signal: leave.signal,
    });
    const [, route = ''] = /^([^?]*)/.exec(path) ?? [];
    const type = answer.headers.get('content-type') ?? '';
    expect(this.api.untruths('GET', route, { status: answer.status, type, text: '', body: undefined })).toEqual([]);
    let text = '';
    for await (const chunk of answer.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk;
      if (text.split('\nevent: ').length > count && text.endsWith('\n\n')) break;
    }
    leave.abort();
    return text
      .split('\n\n')
      .filter((block) => block.startsWith('id: '))
      .slice(0, count)
      .map((block) => {
        const { id, event, data } = Object.fromEntries(
          block.split('\n').map((line) => line.split(/: (.*)/s, 2)),
        ) as Record<string, string>;
        return { id, event, data: JSON.parse(data!) as unknown };
      });
  };

  /** Waits until a match model has a status. */
  readonly modelIs = async (path: string, status: string): Promise<void> => {
    for (let tries = 0; tries < 1000; tries++) {
      const { body } = await this.ask('GET', path);
      if ((body as { status: string }).status === status) return;
      await sleep(25);
    }
    throw new Error(`${path} did not become ${status}: ${JSON.stringify((await this.ask('GET', path)).body)}`);
  };
}
