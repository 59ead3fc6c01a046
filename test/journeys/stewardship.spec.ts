import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { organisationCodeCheckCharacter, usccCheckCharacter } from '@siku/standards';
import { csv, onboard } from '../support/departments.js';
import { System } from '../support/system.js';

const REGISTRY = '注册号,企业名称,统一社会信用代码,住所,法定代表人,成立日期,状态';
const TAX = '纳税人识别号,纳税人名称,社会信用代码,生产经营地址,联系电话';

/** A valid 18-character code with the given organisation code digits. */
function uscc(digits: string): string {
  const head = `91330203${digits}${organisationCodeCheckCharacter(digits)}`;
  return head + usccCheckCharacter(head);
}

interface Row {
  dataset: string;
  sourceKey: string;
  id: string;
}

interface Task {
  id: string;
  kind: string;
  status: string;
  records: string[];
  weight: number | null;
  attribute: string | null;
  etag: string;
  priority: string;
}

interface Decided {
  decisionId: string;
  kind: string;
  status: string;
  publishedIn: number | null;
  undoneIn: number | null;
}

describe.each(testDatabaseKinds())('what stewards decide (%s)', (kind) => {
  let system: System;
  let day = 0;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboard(system);
  });

  afterAll(() => system.stop());

  beforeEach(() => {
    day += 10;
  });

  const date = (): string => new Date(Date.UTC(2015, 0, ++day)).toISOString().slice(0, 10);

  async function deliver(dataset: string, header: string, ...rows: string[]): Promise<void> {
    const batch = await system.deliver(dataset, csv(header, ...rows), { mode: 'delta', effectiveDate: date() });
    expect(batch.status).toBe('published');
  }

  /** Record of a source record. */
  async function recordOf(dataset: string, sourceKey: string): Promise<string> {
    const { text } = await system.get('/v1/legal-entities/crosswalk', { query: { dataset } });
    const rows = text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as Row);
    return rows.find((row) => row.sourceKey === sourceKey)!.id;
  }

  const tasksAbout = async (record: string): Promise<Task[]> =>
    ((await system.get('/v1/review-tasks', { query: { record } })).body as { items: Task[] }).items;

  async function decided(path: string, body: object, as: 'steward' | 'operator' = 'steward'): Promise<Decided> {
    const answer = await system.post(path, body, { as });
    expect([answer.status, answer.text]).toEqual([200, expect.any(String)]);
    return answer.body as Decided;
  }

  const undo = (decisionId: string): Promise<Decided> =>
    decided(`/v1/decisions/${decisionId}/undo`, { reason: '误操作' });

  const attributesOf = async (id: string): Promise<Record<string, unknown>> =>
    ((await system.get(`/v1/legal-entities/${id}`)).body as { attributes: Record<string, unknown> }).attributes;

  it('merge: survives later deliveries, and is undone as if it had never been', async () => {
    await deliver(
      'registry',
      REGISTRY,
      `M1,宁波海曙永丰纸业有限公司,${uscc('10000001')},海曙区长春路1号,李明,2001-02-03,在业`,
    );
    await deliver('taxpayers', TAX, `M2,余姚市梁弄果品专业合作社,${uscc('20000002')},余姚市梁弄镇1号,0574-11112222`);
    const [a, b] = [await recordOf('registry', 'M1'), await recordOf('taxpayers', 'M2')];
    expect(a).not.toBe(b);
    const preview = await system.post(
      `/v1/legal-entities/${a}/merge`,
      { with: [b], reason: '同一单位' },
      { as: 'steward', query: { preview: 'true' } },
    );
    expect(preview.body).toMatchObject({ items: [{ id: a }], merged: [{ id: b, successor: a }] });
    expect(await recordOf('taxpayers', 'M2')).toBe(b);
    const merged = await decided(`/v1/legal-entities/${a}/merge`, { with: [b], reason: '同一单位' });
    expect(merged).toMatchObject({ kind: 'merge', status: 'done', publishedIn: expect.any(Number) as unknown });
    const foretold = (preview.body as { items: { attributes: object }[] }).items[0]!.attributes;
    expect(await attributesOf(a)).toEqual(foretold);
    const gone = await system.get(`/v1/legal-entities/${b}`);
    expect([gone.status, (gone.body as { successor: string }).successor]).toEqual([410, a]);
    for (const part of ['history', 'sources', 'decisions', 'relations']) {
      const { status, body } = await system.get(`/v1/legal-entities/${b}/${part}`, { as: 'steward' });
      expect([part, status, (body as { successor: string }).successor]).toEqual([part, 410, a]);
    }
    expect((await system.get(`/v1/legal-entities/${b}/versions`)).status).toBe(200);
    await deliver('taxpayers', TAX, `M2,余姚市梁弄果品合作社,${uscc('20000002')},余姚市梁弄镇2号,0574-11112222`);
    expect(await recordOf('taxpayers', 'M2')).toBe(a);
    const { items } = (await system.get(`/v1/legal-entities/${a}/versions`)).body as {
      items: { cause: string; decision: string | null }[];
    };
    expect(items.map(({ cause, decision }) => [cause, decision])).toContainEqual(['decision', merged.decisionId]);
    expect(await undo(merged.decisionId)).toMatchObject({ status: 'undone', undoneIn: expect.any(Number) as unknown });
    expect([await recordOf('registry', 'M1'), await recordOf('taxpayers', 'M2')]).toEqual([a, b]);
    expect(
      (await system.post(`/v1/decisions/${merged.decisionId}/undo`, { reason: '再次' }, { as: 'steward' })).status,
    ).toBe(409);
  });

  it('override: is refused what is no value, and a reason that is none', async () => {
    await deliver('registry', REGISTRY, `O1,宁波江东永和印务有限公司,,江东区百丈路3号,周红,2002-02-03,在业`);
    const path = `/v1/legal-entities/${await recordOf('registry', 'O1')}/overrides`;
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
    await decided(path, { path: 'registeredCapital', value: { amount: 500_000, currency: 'CNY' }, reason: '更正' });
  });

  it('different: stays apart when stronger evidence arrives', async () => {
    await deliver('registry', REGISTRY, `D1,宁波江北甬和五金有限公司,,江北区大庆南路8号,王伟,2003-04-05,在业`);
    await deliver('taxpayers', TAX, `D2,宁波江北甬和五金厂,,江北区大庆南路8号,0574-33334444`);
    const a = await recordOf('registry', 'D1');
    const [task] = await tasksAbout(a);
    expect(task).toMatchObject({ kind: 'possible-match', status: 'open', attribute: null });
    const screen = await system.get(`/v1/review-tasks/${task!.id}`, { as: 'steward' });
    expect(screen.status).toBe(200);
    expect(screen.body).toMatchObject({
      task: { id: task!.id },
      records: [{ sources: [{ dataset: expect.any(String) as unknown }] }, {}],
      evidence: {
        weight: expect.any(Number) as unknown,
        items: expect.arrayContaining([
          {
            comparison: 'prior',
            level: expect.any(String) as unknown,
            weight: expect.any(Number) as unknown,
            a: null,
            b: null,
          },
        ]) as unknown,
      },
      graph: { nodes: [{}, {}], links: [{ identifier: false }] },
      options: [
        { decision: 'same', items: [{}] },
        { decision: 'different', items: [{}, {}] },
      ],
      decisions: [],
    });
    const { conflicts } = screen.body as {
      conflicts: { path: string; difference: { in: string; text: string }[] | null }[];
    };
    expect(conflicts.find(({ path }) => path === 'name')!.difference).toContainEqual({
      in: 'both',
      text: expect.stringContaining('甬和五金') as unknown,
    });
    const answer = await decided(`/v1/review-tasks/${task!.id}/decision`, {
      decision: 'different',
      reason: '两家单位',
    });
    expect(await tasksAbout(a)).toEqual([]);
    // The same full name and one telephone are more than a resemblance.
    await deliver('taxpayers', TAX, `D2,宁波江北甬和五金有限公司,,江北区大庆南路8号,0574-33334444`);
    expect(await recordOf('taxpayers', 'D2')).not.toBe(a);
    expect(await tasksAbout(a)).toEqual([]);
    await undo(answer.decisionId);
    expect(await recordOf('taxpayers', 'D2')).toBe(await recordOf('registry', 'D1'));
  });

  it('same: two stewards on one task, and the first counts', async () => {
    await deliver('registry', REGISTRY, `S1,宁波镇海宏大模具有限公司,,镇海区骆驼街道6号,周强,2006-07-08,在业`);
    await deliver('taxpayers', TAX, `S2,宁波镇海宏大模具厂,,镇海区骆驼街道6号,0574-55556666`);
    const a = await recordOf('registry', 'S1');
    const [task] = await tasksAbout(a);
    const path = `/v1/review-tasks/${task!.id}/decision`;
    const [first, second] = await Promise.all([
      system.post(path, { decision: 'same', reason: '实地核实' }, { as: 'steward' }),
      system.post(path, { decision: 'different', reason: '看着不像' }, { as: 'operator' }),
    ]);
    const [won, lost] = first.status === 200 ? [first, second] : [second, first];
    expect([won.status, lost.status]).toEqual([200, 409]);
    expect(lost.body).toMatchObject({
      code: 'already-decided',
      decision: { decisionId: (won.body as Decided).decisionId, kind: (won.body as Decided).kind },
    });
    const joined = (await recordOf('taxpayers', 'S2')) === (await recordOf('registry', 'S1'));
    expect(joined).toBe((won.body as Decided).kind === 'same');
  });

  it('split: stands through a delivery of everything', async () => {
    const code = uscc('30000003');
    const rows = [
      () => deliver('registry', REGISTRY, `P1,宁波鄞州东方物流有限公司,${code},鄞州区天童路3号,赵敏,2008-09-10,在业`),
      () => deliver('taxpayers', TAX, `P2,宁波鄞州东方物流有限公司,${code},鄞州区天童路3号,0574-77778888`),
    ];
    for (const row of rows) await row();
    const id = await recordOf('registry', 'P1');
    expect(await recordOf('taxpayers', 'P2')).toBe(id);
    const wrong = await system.post(
      `/v1/legal-entities/${id}/split`,
      { groups: [[{ dataset: 'taxpayers', sourceKey: 'none' }]], reason: '号码被冒用' },
      { as: 'steward' },
    );
    expect([wrong.status, (wrong.body as { errors: { pointer: string }[] }).errors[0]!.pointer]).toEqual([
      422,
      '#/groups/0/0',
    ]);
    const { decisionId } = await decided(`/v1/legal-entities/${id}/split`, {
      groups: [[{ dataset: 'taxpayers', sourceKey: 'P2' }]],
      reason: '号码被冒用',
    });
    const other = await recordOf('taxpayers', 'P2');
    expect(other).not.toBe(await recordOf('registry', 'P1'));
    for (const row of rows) await row();
    expect(await recordOf('taxpayers', 'P2')).toBe(other);
    expect(await tasksAbout(other)).toEqual([]);
    const { items } = (await system.get(`/v1/legal-entities/${other}/decisions`)).body as { items: Decided[] };
    expect(items).toEqual([expect.objectContaining({ decisionId, kind: 'split' })]);
    await undo(decisionId);
    expect(await recordOf('taxpayers', 'P2')).toBe(id);
  });

  it('override: counts against every delivery until it expires or is undone', async () => {
    const row = (phone: string) => `O1,宁波北仑港湾饲料有限公司,${uscc('40000004')},北仑区明州路5号,${phone}`;
    await deliver('taxpayers', TAX, row('0574-86860001'));
    const id = await recordOf('taxpayers', 'O1');
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
    const { decisionId } = await decided(`/v1/legal-entities/${id}/overrides`, body);
    const phone = async (validAt: string): Promise<unknown> =>
      ((await system.get(`/v1/legal-entities/${id}`, { query: { validAt } })).body as { attributes: { phone: string } })
        .attributes.phone;
    const before = await phone('2017-12-31');
    expect([await phone('2018-01-01'), await phone('2018-12-31'), await phone('2019-01-01')]).toEqual([
      expect.stringContaining('86869999'),
      expect.stringContaining('86869999'),
      before,
    ]);
    await deliver('taxpayers', TAX, row('0574-86860002'));
    expect(await phone('2018-06-01')).toContain('86869999');
    const { values } = (await system.get(`/v1/legal-entities/${id}/sources`, { query: { validAt: '2018-06-01' } }))
      .body as { values: Record<string, { decision: string | null }> };
    expect(values['phone']!.decision).toBe(decisionId);
    await undo(decisionId);
    expect(await phone('2018-06-01')).toContain('86860002');
  });

  it('dispute: from the report to its resolution, marked meanwhile', async () => {
    await deliver(
      'registry',
      REGISTRY,
      `Q1,宁波象山海洋渔业有限公司,${uscc('50000005')},象山县石浦镇7号,孙丽,2010-11-12,在业`,
    );
    const id = await recordOf('registry', 'Q1');
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
    const [task] = await tasksAbout(id);
    expect(task).toMatchObject({
      id: dispute,
      kind: 'dispute',
      status: 'open',
      attribute: 'legalRepresentative.name',
      priority: 'high',
    });
    const path = `/v1/review-tasks/${dispute}/decision`;
    expect((await system.post(path, { decision: 'same', reason: '？' }, { as: 'steward' })).status).toBe(422);
    await decided(path, { decision: 'investigate', reason: '已去函' });
    expect([await status(), (await attributesOf(id))['underInvestigation']]).toEqual([
      'investigating',
      ['legalRepresentative.name'],
    ]);
    await decided(path, { decision: 'return', reason: '请工商局核对', department: 'industry-commerce' });
    expect(await status()).toBe('returned');
    const answer = await decided(path, { decision: 'override', value: '孙力', reason: '工商局确认' });
    expect([await status(), await tasksAbout(id)]).toEqual(['corrected', []]);
    expect(await attributesOf(id)).toMatchObject({ legalRepresentative: { name: '孙力' } });
    expect(await attributesOf(id)).not.toHaveProperty('underInvestigation');
    await undo(answer.decisionId);
    expect(await attributesOf(id)).toMatchObject({ legalRepresentative: { name: '孙丽' } });
  });

  it('four eyes: proposed by one, approved by another', async () => {
    const policy = { fourEyes: true, claimMinutes: 5, dueDays: 3 };
    expect((await system.put('/v1/review-policies/legal-entity', policy)).status).toBe(200);
    await deliver('taxpayers', TAX, `F1,宁海县前童豆制品厂,${uscc('60000006')},宁海县前童镇1号,0574-65650001`);
    const id = await recordOf('taxpayers', 'F1');
    const proposed = await system.post(
      `/v1/legal-entities/${id}/overrides`,
      { path: 'phone', value: '0574-65659999', reason: '来电更正' },
      { as: 'steward' },
    );
    expect([proposed.status, (proposed.body as Decided).status]).toEqual([200, 'waiting']);
    expect((await attributesOf(id))['phone']).toContain('65650001');
    const { decisionId } = proposed.body as Decided;
    const own = await system.post(`/v1/decisions/${decisionId}/approve`, undefined, { as: 'steward' });
    expect([own.status, (own.body as { code: string }).code]).toEqual([403, 'four-eyes']);
    const approved = await system.post(`/v1/decisions/${decisionId}/approve`, undefined, { as: 'operator' });
    expect([approved.status, (approved.body as Decided).status]).toEqual([200, 'done']);
    expect((await attributesOf(id))['phone']).toContain('65659999');
    await system.put('/v1/review-policies/legal-entity', { ...policy, fourEyes: false });
  });

  it('claims, pages and counts the queue; the same key decides once', async () => {
    for (const i of [1, 2, 3]) {
      await deliver(
        'registry',
        REGISTRY,
        `C${i},慈溪市第${'一二三'[i - 1]}针织服装有限公司,,慈溪市浒山街道${i}${i}号,钱${'甲乙丙'[i - 1]},2011-0${i}-01,在业`,
      );
      await deliver(
        'taxpayers',
        TAX,
        `C${i},慈溪市第${'一二三'[i - 1]}针织服装厂,,慈溪市浒山街道${i}${i}号,0574-6300000${i}`,
      );
    }
    const { items, next, counts } = (
      await system.get('/v1/review-tasks', { query: { limit: '1', kind: 'possible-match' } })
    ).body as { items: Task[]; next: string; counts: { kind: Record<string, number> } };
    expect([items.length, counts.kind['possible-match']! >= 3]).toEqual([1, true]);
    const second = (
      await system.get('/v1/review-tasks', { query: { limit: '1', kind: 'possible-match', after: next } })
    ).body as { items: Task[] };
    expect(second.items[0]!.id).not.toBe(items[0]!.id);
    const { id } = items[0]!;
    expect((await system.post(`/v1/review-tasks/${id}/claim`, undefined, { as: 'steward' })).body).toMatchObject({
      status: 'claimed',
    });
    const other = await system.post(`/v1/review-tasks/${id}/claim`, undefined, { as: 'operator' });
    expect([other.status, (other.body as { code: string }).code]).toEqual([409, 'claimed-by-another']);
    expect(
      (
        await system.post(
          `/v1/review-tasks/${id}/decision`,
          { decision: 'different', reason: '不同' },
          { as: 'operator' },
        )
      ).status,
    ).toBe(409);
    const key = {
      authorization: `Bearer ${await system.key('steward')}`,
      'content-type': 'application/json',
      'idempotency-key': 'once',
    };
    const send = async (): Promise<Decided> =>
      (await (
        await fetch(`${system.url}/v1/review-tasks/${id}/decision`, {
          method: 'POST',
          headers: key,
          body: JSON.stringify({ decision: 'different', reason: '不同' }),
        })
      ).json()) as Decided;
    const once = await send();
    expect((await send()).decisionId).toBe(once.decisionId);
    const rest = (await system.get('/v1/review-tasks', { query: { kind: 'possible-match', status: 'open' } })).body as {
      items: Task[];
    };
    const foretold = await system.post(
      '/v1/review-tasks:decide',
      { ids: rest.items.map((task) => task.id), decision: 'same', reason: '批量' },
      { as: 'steward', query: { preview: 'true' } },
    );
    expect([foretold.status, foretold.body]).toEqual([
      200,
      {
        items: rest.items.map((task) => ({
          task: task.id,
          items: [expect.objectContaining({ attributes: expect.anything() as unknown })],
          merged: [{ id: expect.any(String), successor: expect.any(String) }],
        })),
      },
    ]);
    const ids = rest.items.map((task) => task.id);
    const inBulk = (decision: string, as: 'steward' | 'operator') =>
      system.post('/v1/review-tasks:decide', { ids, decision, reason: '批量' }, { as });
    const decisionsOf = (answer: { body: unknown }) =>
      (answer.body as { items: Decided[] }).items.map((item) => item.decisionId);
    const bulk = await inBulk('different', 'steward');
    expect([bulk.status, decisionsOf(bulk).length]).toEqual([202, ids.length]);
    const repeated = await inBulk('different', 'steward');
    expect([repeated.status, decisionsOf(repeated)]).toEqual([202, decisionsOf(bulk)]);
    expect((await inBulk('same', 'steward')).status).toBe(409);
    expect((await inBulk('different', 'operator')).status).toBe(409);
    expect((await system.get('/v1/review-tasks', { query: { kindd: 'x' } })).status).toBe(400);
  });
});
