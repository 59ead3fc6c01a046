import { ADMIN, KeyService, type Role } from '@siku/access';
import request from 'supertest';
import { WANG } from './population.js';
import type { System } from './system.js';

/** What a grant is asked for with, unless told otherwise: all of the next ten years. */
export const TERMS = {
  base: 'population',
  legalBasis: '社会救助暂行办法第十一条',
  validTo: `${new Date().getFullYear() + 10}-01-01`,
};

export interface Grant {
  id: string;
  status: string;
}

/** Somebody with a key, who reads for a purpose. */
export class Reader {
  constructor(
    private readonly system: System,
    readonly key: string,
    private readonly purpose: string,
  ) {}

  /** Asks for a grant, and has it approved by a steward. */
  async granted(terms: object): Promise<Grant> {
    const asked = await this.post('/v1/grants', { ...TERMS, purpose: this.purpose, ...terms });
    if (asked.status !== 201) throw new Error(asked.text);
    const { id } = asked.body as Grant;
    const approved = await this.system.post(`/v1/grants/${id}/approve`, {}, { as: 'steward' });
    if (approved.status !== 200) throw new Error(approved.text);
    return approved.body as Grant;
  }

  get(
    path: string,
    query: Record<string, string> = {},
    headers: Record<string, string> = {},
  ): Promise<request.Response> {
    return this.send(request(this.system.url).get(path).query(query).set(headers));
  }

  post(
    path: string,
    body?: object,
    { query = {}, headers = {} }: { query?: Record<string, string>; headers?: Record<string, string> } = {},
  ): Promise<request.Response> {
    return this.send(request(this.system.url).post(path).query(query).set(headers), body);
  }

  private async send(test: request.Test, body?: object): Promise<request.Response> {
    return test.set('siku-purpose', this.purpose).auth(this.key, { type: 'bearer' }).send(body);
  }
}

/** What the office of social assistance may read of people. */
export const ASSISTANCE = {
  fields: {
    name: 'value',
    birthDate: 'value',
    'identifiers.residentId': 'masked',
    residenceAddress: 'value',
    registeredAddress: 'value',
    household: 'value',
    kin: 'value',
    phone: 'verify',
  },
  searchBy: ['name', 'identifiers.residentId', 'birthDate'],
};

export interface Person {
  id: string;
  version: number;
  validFrom: string;
  markers: Record<string, boolean>;
  attributes: Record<string, unknown> & { name?: string; identifiers?: Record<string, string> };
}

export interface LogItem {
  action: string;
  outcome: string;
  code: string | null;
  fields: string[] | null;
  purpose: string | null;
  legalBasis: string | null;
  case: string | null;
  reader: { id: string; name: string | null };
}

export async function readerFor(
  system: System,
  purpose: string,
  name = 'test',
  role: Role = 'application',
): Promise<Reader> {
  const { key } = await system.app.get(KeyService).create({ name, roles: [role] }, ADMIN);
  return new Reader(system, key, purpose);
}

/** The office of social assistance with its grant, and the id by which it knows Wang. */
export async function openAssistance(system: System): Promise<{ assistance: Reader; wang: string }> {
  const assistance = await readerFor(system, 'social-assistance', '民政救助系统');
  await assistance.granted(ASSISTANCE);
  const search = { identifiers: { residentId: WANG }, fields: ['name'] };
  return { assistance, wang: found(await assistance.post('/v1/persons/search', search))[0]!.id };
}

export const found = ({ body }: { body: unknown }): Person[] => (body as { items: Person[] }).items;

/** The access log of a person, as a steward sees it. */
export const logOf = async (system: System, id: string): Promise<LogItem[]> =>
  ((await system.get(`/v1/persons/${id}/access-log`, { as: 'steward' })).body as { items: LogItem[] }).items;
