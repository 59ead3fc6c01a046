import type { Visitor } from '../visitor.js';

export async function keysAndCallers({ ask, known }: Visitor): Promise<void> {
  const body = { name: 'test', roles: ['application'], scopes: ['legal-entity:read'] };
  const created = (await ask('POST', '/v1/keys', { body })).body as { id: string; key: string };
  known.key = created.id;
  await ask('GET', '/v1/keys');
  await ask('GET', `/v1/keys/${created.id}`);
  await ask('POST', `/v1/keys/${created.id}/rotate`, { body: { overlapMinutes: 5 } });
  await ask('GET', '/v1/me');
  await ask('GET', '/v1/me', { key: created.key });
  await ask('GET', '/v1/audit', { query: { limit: '1' } });
  await ask('GET', '/v1/audit');
  await ask('DELETE', `/v1/keys/${created.id}`);
  await ask('GET', '/v1/me', { key: created.key });
}
