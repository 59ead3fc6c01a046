import { expect } from '@jest/globals';
import { onboardPopulation, WANG } from '../../support/population.js';
import { TERMS } from '../../support/readers.js';
import type { Visitor } from '../visitor.js';

export async function grants({ ask, known, system }: Visitor): Promise<void> {
  const fields = {
    ...{ name: 'value', birthDate: 'value', household: 'value', kin: 'value', sourceKeys: 'value' },
    registeredAddress: 'value',
  };
  const terms = { ...TERMS, purpose: 'census', fields, searchBy: ['name', 'identifiers', 'birthDate'] };
  const decide = (id: string, act: string, body: object) =>
    system.post(`/v1/grants/${id}/${act}`, body, { as: 'steward' });
  const asking = async (): Promise<string> =>
    ((await ask('POST', '/v1/grants', { body: terms })).body as { id: string }).id;
  known.grant = await asking();
  const [other, third] = [await asking(), await asking()];
  expect((await decide(known.grant, 'approve', {})).status).toBe(200);
  const steward = await system.key('steward');
  await ask('POST', `/v1/grants/${other}/refuse`, { body: { reason: '依据不足' }, key: steward });
  await ask('POST', `/v1/grants/${third}/approve`, { body: {}, key: steward });
  await ask('POST', `/v1/grants/${third}/revoke`, { body: { reason: '目的已达成' } });
  await ask('POST', '/v1/grants', { body: { ...terms, fields: { nmae: 'value' } } });
  await ask('GET', '/v1/grants');
  await ask('GET', '/v1/grants', { query: { limit: '1' } });
  await ask('GET', `/v1/grants/${known.grant}`);
}

export async function persons({ ask, known, system }: Visitor): Promise<void> {
  await onboardPopulation(system);
  const search = { identifiers: { residentId: WANG }, fields: ['name', 'age'] };
  const { body } = await ask('POST', '/v1/persons/search', { body: search });
  known.person = (body as { items: { id: string }[] }).items[0]!.id;
  const path = `/v1/persons/${known.person}`;
  const query = { fields: 'name' };
  await ask('GET', path, { query });
  await ask('GET', path, { query: { fields: 'phone' } });
  const household = (await ask('GET', `${path}/household`, { query })).body as { id: string };
  known.household = household.id;
  await ask('GET', `/v1/households/${household.id}`, { query });
  await ask('GET', `/v1/households/${household.id}/history`);
  await ask('POST', '/v1/households/search', { body: { member: known.person, fields: ['name'] } });
  await ask('GET', `${path}/kin`);
  await ask('GET', `${path}/moves`);
  await ask('GET', `${path}/history`, { query });
  await ask('GET', `/v1/legal-entities/${known.record}/history`);
  await ask('GET', `${path}/versions`);
  await ask('GET', `${path}/versions/1`);
  await ask('GET', `${path}/diff`, { query: { from: '1', to: '2' } });
  await ask('GET', `${path}/sources`);
  await ask('GET', `${path}/access-log`, { key: await system.key('steward') });
  await ask('POST', '/v1/persons/verify', { body: { id: known.person, attributes: { name: '王建国' } } });
  await ask('POST', '/v1/persons/match', { body: { attributes: { name: '王建国', birthDate: '1980-05-01' } } });
  await ask('POST', '/v1/persons/lookup', { body: { ids: [known.person] }, query });
  await ask('GET', '/v1/persons/changes');
  await ask('GET', '/v1/persons/export');
  await ask('GET', '/v1/persons/crosswalk');
}
