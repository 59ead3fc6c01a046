import type { Visitor } from '../visitor.js';

/** What stewards do with the first two records of a base, of which `attribute` is one that all have. */
export async function stewards(
  { ask, known, system }: Visitor,
  path: string,
  base: string,
  attribute: string,
): Promise<void> {
  const { text } = await ask('GET', `/v1/${path}/crosswalk`);
  const [first, second] = [
    ...new Set(
      text
        .trim()
        .split('\n')
        .map((line) => (JSON.parse(line) as { id: string }).id),
    ),
  ];
  const headers = { 'siku-purpose': 'census' };
  const reason = '核实';
  const body = { with: [second], reason };
  const foretold = (await ask('POST', `/v1/${path}/${first}/merge`, { body, query: { preview: 'true' } })).body as {
    items?: { id: string }[];
  };
  // Where identity is exact, nothing is merged.
  const record = `/v1/${path}/${foretold.items?.[0]!.id ?? first}`;
  const merged = (await ask('POST', `/v1/${path}/${first}/merge`, { body })).body as { decisionId?: string };
  const { items } = (await ask('GET', `${record}/sources`)).body as { items: { recordId: string }[] };
  const groups = [[items[0]!.recordId]];
  await ask('POST', `${record}/split`, { body: { groups, reason }, query: { preview: 'true' } });
  await ask('POST', `${record}/split`, { body: { groups: [['x']], reason } });
  const split = (await ask('POST', `${record}/split`, { body: { groups, reason } })).body as { decisionId?: string };
  if (split.decisionId) {
    await ask('GET', `/v1/decisions/${split.decisionId}`);
    await ask('POST', `/v1/decisions/${split.decisionId}/undo`, { body: { reason } });
    await ask('POST', `/v1/decisions/${split.decisionId}/undo`, { body: { reason } });
    await ask('POST', `/v1/decisions/${merged.decisionId}/undo`, { body: { reason } });
  }
  await ask('POST', `${record}/overrides`, { body: { path: attribute, reason }, query: { preview: 'true' } });
  await ask('POST', `${record}/overrides`, { body: { path: 'nmae', value: 'x', reason } });
  await ask('GET', `${record}/decisions`);
  const policy = `/v1/review-policies/${base}`;
  await ask('GET', policy);
  await ask('PUT', policy, { body: { fourEyes: true, claimMinutes: 5, dueDays: 3 } });
  const pinned = (await ask('POST', `${record}/overrides`, { body: { path: attribute, reason } })).body as {
    decisionId: string;
  };
  await ask('POST', `/v1/decisions/${pinned.decisionId}/approve`);
  await ask('POST', `/v1/decisions/${pinned.decisionId}/approve`, { key: await system.key('steward') });
  await ask('PUT', policy, { body: { fourEyes: false, claimMinutes: 5, dueDays: 3 } });
  await ask('GET', '/v1/decisions');
  await ask('GET', '/v1/decisions', { query: { limit: '1', base } });
  const { text: exported } = await ask('GET', '/v1/decisions/export', { query: { base } });
  await ask('POST', '/v1/decisions/import', { body: `${exported}no decision\n` });
  await ask('GET', `/v1/review-statistics/${base}`);
  const dispute = (await ask('POST', `${record}/disputes`, { body: { path: attribute, proposed: '甲', reason } }))
    .body as {
    id: string;
  };
  if (base === 'legal-entity') Object.assign(known, { dispute: dispute.id, decision: pinned.decisionId });
  await ask('GET', '/v1/disputes');
  await ask('GET', `/v1/disputes/${dispute.id}`);
  const task = `/v1/review-tasks/${dispute.id}`;
  await ask('GET', '/v1/review-tasks', { query: { base, division: '33' } });
  await ask('GET', '/v1/review-tasks', { query: { department: 'state-tax', limit: '1' } });
  await ask('GET', task, { headers });
  await ask('POST', `${task}/claim`);
  await ask('DELETE', `${task}/claim`);
  await ask('POST', `${task}/decision`, { body: { decision: 'same', reason } });
  await ask('POST', `${task}/decision`, { body: { decision: 'confirm', reason } });
  const other = (await ask('POST', `${record}/disputes`, { body: { path: 'name', reason } })).body as { id: string };
  const bulk = { ids: [other.id], decision: 'investigate', reason };
  await ask('POST', '/v1/review-tasks:decide', { body: bulk, query: { preview: 'true' } });
  await ask('POST', '/v1/review-tasks:decide', { body: bulk });
}
