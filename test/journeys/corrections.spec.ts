import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { REGISTRY, StewardsDesk, TAX, uscc } from '../support/stewards.js';
import { System } from '../support/system.js';

describe.each(testDatabaseKinds())('what stewards correct (%s)', (kind) => {
  let system: System;
  let desk: StewardsDesk;

  beforeAll(async () => {
    system = await System.start(kind);
    desk = await StewardsDesk.open(system);
  });

  afterAll(() => system.stop());

  it('override: is refused what is no value, and a reason that is none', async () => {
    await desk.deliver('registry', REGISTRY, `O1,宁波江东永和印务有限公司,,江东区百丈路3号,周红,2002-02-03,在业`);
    const path = `/v1/legal-entities/${await desk.recordOf('registry', 'O1')}/overrides`;
    const refusal = async (body: object): Promise<unknown> => {
      const { status, body: problem } = await system.post(path, { reason: '更正', ...body }, { as: 'steward' });
      return [status, (problem as { code: string }).code];
    };
    expect(await refusal({ path: 'name', value: 5 })).toEqual([422, 'invalid-value']);
    expect(await refusal({ path: 'name', value: null })).toEqual([422, 'required']);
    expect(await refusal({ path: 'formerNames', value: '永和' })).toEqual([422, 'invalid-value']);
    expect(await refusal({ path: 'employees', value: -5 })).toEqual([422, 'number-negative']);
    expect(await refusal({ path: 'registeredCapital', value: { amount: '多' } })).toEqual([422, 'invalid-value']);
    expect(await refusal({ path: 'employees', value: 5, reason: '  ' })).toEqual([400, 'invalid-body']);
    const days = { path: 'employees', value: 5, validFrom: '1999-01-01', validTo: '2000-01-01' };
    expect(await refusal(days)).toEqual([422, 'outside-of-record']);
    const { body: outside } = await system.post(path, { reason: '更正', ...days }, { as: 'steward' });
    expect(outside).toMatchObject({
      errors: [{ pointer: '#/validTo', message: { en: expect.stringContaining('2015-01-01') } }],
    });
    await desk.decided(path, {
      path: 'registeredCapital',
      value: { amount: 500_000, currency: 'CNY' },
      reason: '更正',
    });
  });

  it('override: counts against every delivery until it expires or is undone', async () => {
    const row = (phone: string) => `O1,宁波北仑港湾饲料有限公司,${uscc('40000004')},北仑区明州路5号,${phone}`;
    await desk.deliver('taxpayers', TAX, row('0574-86860001'));
    const id = await desk.recordOf('taxpayers', 'O1');
    const { headers } = await system.get(`/v1/legal-entities/${id}`);
    const body = {
      path: 'phone',
      value: '0574-86869999',
      validFrom: '2018-01-01',
      validTo: '2019-01-01',
      reason: '电话核实',
    };
    const stale = await fetch(`${system.url}/v1/legal-entities/${id}/overrides`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${await system.key('steward')}`,
        'content-type': 'application/json',
        'if-match': '"99.2001-01-01"',
      },
      body: JSON.stringify(body),
    });
    expect(stale.status).toBe(412);
    expect(headers['etag']).toBeDefined();
    const invalid = await system.post(
      `/v1/legal-entities/${id}/overrides`,
      { ...body, value: '不知道' },
      { as: 'steward' },
    );
    expect([invalid.status, (invalid.body as { errors: { pointer: string }[] }).errors[0]!.pointer]).toEqual([
      422,
      '#/value',
    ]);
    const { decisionId } = await desk.decided(`/v1/legal-entities/${id}/overrides`, body);
    const phone = async (validAt: string): Promise<unknown> =>
      ((await system.get(`/v1/legal-entities/${id}`, { query: { validAt } })).body as { attributes: { phone: string } })
        .attributes.phone;
    const before = await phone('2017-12-31');
    expect([await phone('2018-01-01'), await phone('2018-12-31'), await phone('2019-01-01')]).toEqual([
      expect.stringContaining('86869999'),
      expect.stringContaining('86869999'),
      before,
    ]);
    await desk.deliver('taxpayers', TAX, row('0574-86860002'));
    expect(await phone('2018-06-01')).toContain('86869999');
    const { values } = (await system.get(`/v1/legal-entities/${id}/sources`, { query: { validAt: '2018-06-01' } }))
      .body as { values: Record<string, { decision: string | null }> };
    expect(values['phone']!.decision).toBe(decisionId);
    await desk.undo(decisionId);
    expect(await phone('2018-06-01')).toContain('86860002');
  });

  it('dispute: from the report to its resolution, marked meanwhile', async () => {
    await desk.deliver(
      'registry',
      REGISTRY,
      `Q1,宁波象山海洋渔业有限公司,${uscc('50000005')},象山县石浦镇7号,孙丽,2010-11-12,在业`,
    );
    const id = await desk.recordOf('registry', 'Q1');
    const reported = await system.post(
      `/v1/legal-entities/${id}/disputes`,
      { path: 'legalRepresentative.name', proposed: '孙力', reason: '与执照不符' },
      { as: 'application' },
    );
    expect([reported.status, reported.body]).toEqual([
      201,
      expect.objectContaining({ status: 'open', record: id, version: 1 }),
    ]);
    const dispute = (reported.body as { id: string }).id;
    const status = async (): Promise<string> =>
      ((await system.get(`/v1/disputes/${dispute}`, { as: 'application' })).body as { status: string }).status;
    const [task] = await desk.tasksAbout(id);
    expect(task).toMatchObject({
      id: dispute,
      kind: 'dispute',
      status: 'open',
      attribute: 'legalRepresentative.name',
      priority: 'high',
    });
    const path = `/v1/review-tasks/${dispute}/decision`;
    expect((await system.post(path, { decision: 'same', reason: '？' }, { as: 'steward' })).status).toBe(422);
    await desk.decided(path, { decision: 'investigate', reason: '已去函' });
    expect([await status(), (await desk.attributesOf(id))['underInvestigation']]).toEqual([
      'investigating',
      ['legalRepresentative.name'],
    ]);
    await desk.decided(path, { decision: 'return', reason: '请工商局核对', department: 'industry-commerce' });
    expect(await status()).toBe('returned');
    const answer = await desk.decided(path, { decision: 'override', value: '孙力', reason: '工商局确认' });
    expect([await status(), await desk.tasksAbout(id)]).toEqual(['corrected', []]);
    expect(await desk.attributesOf(id)).toMatchObject({ legalRepresentative: { name: '孙力' } });
    expect(await desk.attributesOf(id)).not.toHaveProperty('underInvestigation');
    await desk.undo(answer.decisionId);
    expect(await desk.attributesOf(id)).toMatchObject({ legalRepresentative: { name: '孙丽' } });
  });
});
