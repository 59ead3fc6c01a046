import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { testDatabaseKinds } from '@siku/platform';
import { type Decided, REGISTRY, StewardsDesk, type Task, TAX, uscc } from '../support/stewards.js';
import { System } from '../support/system.js';

describe.each(testDatabaseKinds())('what stewards decide (%s)', (kind) => {
  let system: System;
  let desk: StewardsDesk;

  beforeAll(async () => {
    system = await System.start(kind);
    desk = await StewardsDesk.open(system);
  });

  afterAll(() => system.stop());

  it('answers again what was decided with a key, whatever has come of it', async () => {
    for (const [i, name] of ['镇海石化物流', '象山海产品'].entries()) {
      const row = `W${i},宁波${name}有限公司,${uscc(`7000000${i}`)},宁波市镇海区庄市街道${i}号,赵强,2001-02-03,在业`;
      await desk.deliver('registry', REGISTRY, row);
    }
    const [a, b] = [await desk.recordOf('registry', 'W0'), await desk.recordOf('registry', 'W1')];
    const authorization = `Bearer ${await system.key('steward')}`;
    const twice = async (path: string, body: object): Promise<void> => {
      const headers = { authorization, 'content-type': 'application/json', 'idempotency-key': path };
      const send = async (): Promise<unknown> =>
        (await fetch(system.url + path, { method: 'POST', headers, body: JSON.stringify(body) })).json();
      const first = await send();
      expect(first).toMatchObject({ status: 'done' });
      expect(await send()).toEqual(first);
    };
    await twice(`/v1/legal-entities/${a}/merge`, { with: [b], reason: '同一单位' });
    const left = await desk.recordOf('registry', 'W0');
    const groups = [[{ dataset: 'registry', sourceKey: 'W0' }], [{ dataset: 'registry', sourceKey: 'W1' }]];
    await twice(`/v1/legal-entities/${left}/split`, { groups, reason: '不同' });
  });

  it('merge: survives later deliveries, and is undone as if it had never been', async () => {
    await desk.deliver(
      'registry',
      REGISTRY,
      `M1,宁波海曙永丰纸业有限公司,${uscc('10000001')},海曙区长春路1号,李明,2001-02-03,在业`,
    );
    await desk.deliver(
      'taxpayers',
      TAX,
      `M2,余姚市梁弄果品专业合作社,${uscc('20000002')},余姚市梁弄镇1号,0574-11112222`,
    );
    const [a, b] = [await desk.recordOf('registry', 'M1'), await desk.recordOf('taxpayers', 'M2')];
    expect(a).not.toBe(b);
    const preview = await system.post(
      `/v1/legal-entities/${a}/merge`,
      { with: [b], reason: '同一单位' },
      { as: 'steward', query: { preview: 'true' } },
    );
    expect(preview.body).toMatchObject({ items: [{ id: a }], merged: [{ id: b, successor: a }] });
    expect(await desk.recordOf('taxpayers', 'M2')).toBe(b);
    const merged = await desk.decided(`/v1/legal-entities/${a}/merge`, { with: [b], reason: '同一单位' });
    expect(merged).toMatchObject({ kind: 'merge', status: 'done', publishedIn: expect.any(Number) as unknown });
    const foretold = (preview.body as { items: { attributes: object }[] }).items[0]!.attributes;
    expect(await desk.attributesOf(a)).toEqual(foretold);
    const gone = await system.get(`/v1/legal-entities/${b}`);
    expect([gone.status, (gone.body as { successor: string }).successor]).toEqual([410, a]);
    for (const part of ['history', 'sources', 'decisions', 'relations']) {
      const { status, body } = await system.get(`/v1/legal-entities/${b}/${part}`, { as: 'steward' });
      expect([part, status, (body as { successor: string }).successor]).toEqual([part, 410, a]);
    }
    expect((await system.get(`/v1/legal-entities/${b}/versions`)).status).toBe(200);
    await desk.deliver('taxpayers', TAX, `M2,余姚市梁弄果品合作社,${uscc('20000002')},余姚市梁弄镇2号,0574-11112222`);
    expect(await desk.recordOf('taxpayers', 'M2')).toBe(a);
    const { items } = (await system.get(`/v1/legal-entities/${a}/versions`)).body as {
      items: { cause: string; decision: string | null }[];
    };
    expect(items.map(({ cause, decision }) => [cause, decision])).toContainEqual(['decision', merged.decisionId]);
    expect(await desk.undo(merged.decisionId)).toMatchObject({
      status: 'undone',
      undoneIn: expect.any(Number) as unknown,
    });
    expect([await desk.recordOf('registry', 'M1'), await desk.recordOf('taxpayers', 'M2')]).toEqual([a, b]);
    expect(
      (await system.post(`/v1/decisions/${merged.decisionId}/undo`, { reason: '再次' }, { as: 'steward' })).status,
    ).toBe(409);
  });

  it('merge: once undone leaves each its own id, in whatever order they came and whatever was delivered since', async () => {
    const row = (phone: string) => `M4,象山县石浦水产专业合作社,${uscc('20000004')},象山县石浦镇1号,${phone}`;
    await desk.deliver('taxpayers', TAX, row('0574-11112224'));
    await desk.deliver(
      'registry',
      REGISTRY,
      `M3,宁波镇海永固建材有限公司,${uscc('10000003')},镇海区城河路1号,李刚,2001-02-03,在业`,
    );
    const ids = [await desk.recordOf('taxpayers', 'M4'), await desk.recordOf('registry', 'M3')] as const;
    const path = `/v1/legal-entities/${ids[0]}`;
    const merged = await desk.decided(`${path}/merge`, { with: [ids[1]], reason: '同一单位' });
    await desk.deliver('taxpayers', TAX, row('0574-11119999'));
    const { items } = (await system.get(`${path}/sources`, { as: 'steward' })).body as {
      items: { recordId: string; dataset: string }[];
    };
    const groups = ['taxpayers', 'registry'].map((dataset) =>
      items.filter((source) => source.dataset === dataset).map(({ recordId }) => recordId),
    );
    const preview = await system.post(
      `${path}/split`,
      { groups, reason: '两个单位' },
      { as: 'steward', query: { preview: 'true' } },
    );
    expect((preview.body as { items: { id: string }[] }).items.map(({ id }) => id)).toEqual(ids);
    await desk.undo(merged.decisionId);
    expect([await desk.recordOf('taxpayers', 'M4'), await desk.recordOf('registry', 'M3')]).toEqual(ids);
  });

  it('different: stays apart when stronger evidence arrives', async () => {
    await desk.deliver('registry', REGISTRY, `D1,宁波江北甬和五金有限公司,,江北区大庆南路8号,王伟,2003-04-05,在业`);
    await desk.deliver('taxpayers', TAX, `D2,宁波江北甬和五金厂,,江北区大庆南路8号,0574-33334444`);
    const a = await desk.recordOf('registry', 'D1');
    const [task] = await desk.tasksAbout(a);
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
    const answer = await desk.decided(`/v1/review-tasks/${task!.id}/decision`, {
      decision: 'different',
      reason: '两家单位',
    });
    expect(await desk.tasksAbout(a)).toEqual([]);
    // The same full name and one telephone are more than a resemblance.
    await desk.deliver('taxpayers', TAX, `D2,宁波江北甬和五金有限公司,,江北区大庆南路8号,0574-33334444`);
    expect(await desk.recordOf('taxpayers', 'D2')).not.toBe(a);
    expect(await desk.tasksAbout(a)).toEqual([]);
    await desk.undo(answer.decisionId);
    expect(await desk.recordOf('taxpayers', 'D2')).toBe(await desk.recordOf('registry', 'D1'));
  });

  it('same: two stewards on one task, and the first counts', async () => {
    await desk.deliver('registry', REGISTRY, `S1,宁波镇海宏大模具有限公司,,镇海区骆驼街道6号,周强,2006-07-08,在业`);
    await desk.deliver('taxpayers', TAX, `S2,宁波镇海宏大模具厂,,镇海区骆驼街道6号,0574-55556666`);
    const a = await desk.recordOf('registry', 'S1');
    const [task] = await desk.tasksAbout(a);
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
    const joined = (await desk.recordOf('taxpayers', 'S2')) === (await desk.recordOf('registry', 'S1'));
    expect(joined).toBe((won.body as Decided).kind === 'same');
  });

  it('same: whoever comes later is told who was faster, though the records are one by then', async () => {
    await desk.deliver('registry', REGISTRY, `S3,宁波镇海洪昌量具有限公司,,镇海区骆驼街道9号,周强,2006-07-08,在业`);
    await desk.deliver('taxpayers', TAX, `S4,宁波镇海洪昌量具厂,,镇海区骆驼街道9号,0574-55556667`);
    const [task] = await desk.tasksAbout(await desk.recordOf('registry', 'S3'));
    const path = `/v1/review-tasks/${task!.id}/decision`;
    const first = await desk.decided(path, { decision: 'same', reason: '实地核实' });
    expect(await desk.recordOf('taxpayers', 'S4')).toBe(await desk.recordOf('registry', 'S3'));
    const late = (decision: string, as: 'steward' | 'operator') =>
      system.post(path, { decision, reason: '迟' }, { as });
    for (const decision of ['same', 'different'])
      expect(await late(decision, 'operator')).toMatchObject({
        status: 409,
        body: { code: 'already-decided', decision: { decisionId: first.decisionId } },
      });
    expect((await late('same', 'steward')).body).toMatchObject({ decisionId: first.decisionId });
    const together = (decision: string, as: 'steward' | 'operator') =>
      system.post('/v1/review-tasks:decide', { ids: [task!.id], decision, reason: '迟' }, { as });
    expect(await together('same', 'steward')).toMatchObject({
      status: 202,
      body: { items: [{ decisionId: first.decisionId }] },
    });
    expect([await together('different', 'steward'), await together('same', 'operator')]).toMatchObject([
      { status: 409, body: { code: 'already-decided' } },
      { status: 409, body: { code: 'already-decided' } },
    ]);
  });

  it('split: stands through a delivery of everything', async () => {
    const code = uscc('30000003');
    const rows = [
      () =>
        desk.deliver('registry', REGISTRY, `P1,宁波鄞州东方物流有限公司,${code},鄞州区天童路3号,赵敏,2008-09-10,在业`),
      () => desk.deliver('taxpayers', TAX, `P2,宁波鄞州东方物流有限公司,${code},鄞州区天童路3号,0574-77778888`),
    ];
    for (const row of rows) await row();
    const id = await desk.recordOf('registry', 'P1');
    expect(await desk.recordOf('taxpayers', 'P2')).toBe(id);
    const wrong = await system.post(
      `/v1/legal-entities/${id}/split`,
      { groups: [[{ dataset: 'taxpayers', sourceKey: 'none' }]], reason: '号码被冒用' },
      { as: 'steward' },
    );
    expect([wrong.status, (wrong.body as { errors: { pointer: string }[] }).errors[0]!.pointer]).toEqual([
      422,
      '#/groups/0/0',
    ]);
    const { decisionId } = await desk.decided(`/v1/legal-entities/${id}/split`, {
      groups: [[{ dataset: 'taxpayers', sourceKey: 'P2' }]],
      reason: '号码被冒用',
    });
    const other = await desk.recordOf('taxpayers', 'P2');
    expect(other).not.toBe(await desk.recordOf('registry', 'P1'));
    for (const row of rows) await row();
    expect(await desk.recordOf('taxpayers', 'P2')).toBe(other);
    expect(await desk.tasksAbout(other)).toEqual([]);
    const { items } = (await system.get(`/v1/legal-entities/${other}/decisions`)).body as { items: Decided[] };
    expect(items).toEqual([expect.objectContaining({ decisionId, kind: 'split' })]);
    await desk.undo(decisionId);
    expect(await desk.recordOf('taxpayers', 'P2')).toBe(id);
  });

  it('split: what resembles both parts equally belongs to neither unasked', async () => {
    const row = (key: string) => `${key},宁波奉化雪窦茶业有限公司,${uscc('70000007')},奉化市溪口镇7号,0574-88880007`;
    for (const key of ['Q1', 'Q2']) await desk.deliver('taxpayers', TAX, row(key));
    const id = await desk.recordOf('taxpayers', 'Q1');
    expect(await desk.recordOf('taxpayers', 'Q2')).toBe(id);
    const groups = [[{ dataset: 'taxpayers', sourceKey: 'Q2' }]];
    await desk.decided(`/v1/legal-entities/${id}/split`, { groups, reason: '号码被冒用' });
    await desk.deliver('taxpayers', TAX, row('Q3'));
    const third = await desk.recordOf('taxpayers', 'Q3');
    for (const key of ['Q1', 'Q2']) expect(await desk.recordOf('taxpayers', key)).not.toBe(third);
    const tasks = await desk.tasksAbout(third);
    expect(tasks).toHaveLength(2);
    await desk.decided(`/v1/review-tasks/${tasks[0]!.id}/decision`, { decision: 'same', reason: '来电核实' });
    expect(await desk.tasksAbout(third)).toEqual([]);
  });

  it('four eyes: proposed by one, approved by another', async () => {
    const policy = { fourEyes: true, claimMinutes: 5, dueDays: 3 };
    expect((await system.put('/v1/review-policies/legal-entity', policy)).status).toBe(200);
    await desk.deliver('taxpayers', TAX, `F1,宁海县前童豆制品厂,${uscc('60000006')},宁海县前童镇1号,0574-65650001`);
    const id = await desk.recordOf('taxpayers', 'F1');
    const proposed = await system.post(
      `/v1/legal-entities/${id}/overrides`,
      { path: 'phone', value: '0574-65659999', reason: '来电更正' },
      { as: 'steward' },
    );
    expect([proposed.status, (proposed.body as Decided).status]).toEqual([200, 'waiting']);
    expect((await desk.attributesOf(id))['phone']).toContain('65650001');
    const { decisionId } = proposed.body as Decided;
    const own = await system.post(`/v1/decisions/${decisionId}/approve`, undefined, { as: 'steward' });
    expect([own.status, (own.body as { code: string }).code]).toEqual([403, 'four-eyes']);
    const approved = await system.post(`/v1/decisions/${decisionId}/approve`, undefined, { as: 'operator' });
    expect([approved.status, (approved.body as Decided).status]).toEqual([200, 'done']);
    expect((await desk.attributesOf(id))['phone']).toContain('65659999');
    await system.put('/v1/review-policies/legal-entity', { ...policy, fourEyes: false });
  });

  it('claims, pages and counts the queue; the same key decides once', async () => {
    for (const i of [1, 2, 3]) {
      await desk.deliver(
        'registry',
        REGISTRY,
        `C${i},慈溪市第${'一二三'[i - 1]}针织服装有限公司,,慈溪市浒山街道${i}${i}号,钱${'甲乙丙'[i - 1]},2011-0${i}-01,在业`,
      );
      await desk.deliver(
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
