import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database, testDatabaseKinds } from '@siku/platform';
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

const A = uscc('12345678');
const B = uscc('87654321');

interface Master {
  id: string;
  version: number;
  attributes: { name: string; phone?: string; identifiers: Record<string, string> };
}

describe.each(testDatabaseKinds())('departments know the same organisation (%s)', (kind) => {
  let system: System;

  beforeAll(async () => {
    system = await System.start(kind);
    await onboard(system);
  });

  afterAll(() => system.stop());

  const byCode = async (code: string): Promise<Master> =>
    (await system.get(`/v1/legal-entities/by-identifier/uscc/${code}`)).body as Master;

  it('merges by identifier and takes each value from whom it trusts most', async () => {
    await system.deliver(
      'registry',
      csv(REGISTRY, `R1,宁波甬江机械有限公司,${A},宁波市海曙区中山西路1号,王建国,2001-03-05,在业`),
      {
        mode: 'snapshot',
        effectiveDate: '2020-01-01',
      },
    );
    await system.deliver('taxpayers', csv(TAX, `${A},宁波甬江机械公司,${A},海曙区中山西路1号,0574-87654321`), {
      mode: 'snapshot',
      effectiveDate: '2020-02-01',
    });
    const master = await byCode(A);
    expect(master.attributes).toMatchObject({
      name: '宁波甬江机械有限公司',
      phone: expect.stringContaining('87654321') as unknown,
    });
    const { values, items } = (await system.get(`/v1/legal-entities/${master.id}/sources`)).body as {
      values: Record<string, { sources: { dataset: string }[] }>;
      items: { dataset: string; statements: { row: number }[] }[];
    };
    expect(values['name']!.sources[0]!.dataset).toBe('registry');
    expect(values['phone']!.sources[0]!.dataset).toBe('taxpayers');
    expect(items.map(({ dataset, statements }) => [dataset, statements[0]!.row])).toEqual([
      ['registry', 2],
      ['taxpayers', 2],
    ]);
  });

  it('merges by resemblance when there is no identifier, and keeps apart what has two', async () => {
    const address = '宁波市鄞州区天童北路100号';
    await system.deliver(
      'registry',
      csv(
        REGISTRY,
        `R1,宁波甬江机械有限公司,${A},宁波市海曙区中山西路1号,王建国,2001-03-05,在业`,
        `R2,宁波四明山食品有限公司,${B},${address},陈晓东,2005-06-07,在业`,
      ),
      {
        mode: 'snapshot',
        effectiveDate: '2020-03-01',
      },
    );
    const lookLike = {
      name: '宁波四明山食品有限公司',
      address: { text: address },
      legalRepresentative: { name: '陈晓东' },
    };
    const { items } = (await system.post('/v1/legal-entities/match', { attributes: lookLike })).body as {
      items: { id: string; decision: string; evidence: object[] }[];
    };
    expect(items[0]).toMatchObject({ id: (await byCode(B)).id, decision: 'link' });
    expect(items[0]!.evidence.length).toBeGreaterThan(2);
  });

  it('asks to try again while the keys that a match reads are written anew after an upgrade', async () => {
    const database = system.app.get(Database);
    const match = () => system.post('/v1/legal-entities/match', { attributes: { name: '宁波甬江机械有限公司' } });
    const before = await match();
    expect(before.status).toBe(200);
    await database.query(`UPDATE catalogue.base_clock SET keyed = false WHERE base = 'legal_entity'`);
    const { status, body } = await match();
    expect({ status, code: (body as { code: string }).code }).toEqual({
      status: 503,
      code: 'match-keys-being-written',
    });
    await database.query(`UPDATE catalogue.base_clock SET keyed = true WHERE base = 'legal_entity'`);
    expect((await match()).body).toEqual(before.body);
  });

  it('answers a merged id with 410 and its successor, and lists the transition in the feed', async () => {
    // Two records of the tax office without a code; a later delivery shows that one is the organisation above.
    const first = csv(TAX, `330203000000001,宁波小港五金厂,,宁波市北仑区小港路1号,0574-86123456`);
    await system.deliver(
      'taxpayers',
      csv(TAX, `${A},宁波甬江机械公司,${A},海曙区中山西路1号,0574-87654321`, first.split('\r\n')[1]!),
      { mode: 'snapshot', effectiveDate: '2020-03-01' },
    );
    const list = (await system.get('/v1/legal-entities', { query: { name: '小港五金' } })).body as { items: Master[] };
    const lone = list.items[0]!;
    await system.deliver(
      'taxpayers',
      csv(TAX, `330203000000001,宁波四明山食品有限公司,${B},宁波市鄞州区天童北路100号,0574-86123456`),
      { mode: 'delta', effectiveDate: '2020-04-01' },
    );
    const answer = await system.get(`/v1/legal-entities/${lone.id}`);
    expect(answer.status).toBe(410);
    const successor = (await byCode(B)).id;
    expect(answer.body).toMatchObject({ successor });
    const { items } = (await system.get('/v1/legal-entities/changes', { query: { limit: '1000' } })).body as {
      items: { id: string; kind: string; successor: string | null }[];
    };
    expect(items.at(-1)).toMatchObject({ kind: expect.stringMatching(/merged|updated/) as unknown });
    expect(items).toContainEqual(expect.objectContaining({ id: lone.id, kind: 'merged', successor }));
  });

  it('gives an id back when the delivery that merged it is taken back', async () => {
    const { items } = (await system.get('/v1/legal-entities/changes', { query: { limit: '1000' } })).body as {
      items: { id: string; kind: string }[];
    };
    const { id } = items.findLast((item) => item.kind === 'merged')!;
    const crosswalk = await system.get('/v1/legal-entities/crosswalk', { query: { dataset: 'taxpayers' } });
    expect(crosswalk.text).not.toContain(id);
    const batches = (await system.get('/v1/batches', { query: { limit: '1' } })).body as { items: { id: string }[] };
    await system.post(`/v1/batches/${batches.items[0]!.id}/rollback`);
    await system.finished(batches.items[0]!.id, ['rolled-back']);
    const back = await system.get(`/v1/legal-entities/${id}`);
    expect(back.status).toBe(200);
    expect((back.body as Master).attributes.name).toBe('宁波小港五金厂');
    const { items: after } = (await system.get('/v1/legal-entities/changes', { query: { limit: '1000' } })).body as {
      items: { id: string; kind: string }[];
    };
    expect(after).toContainEqual(expect.objectContaining({ id, kind: 'restored' }));
    const again = await system.deliver(
      'taxpayers',
      csv(TAX, `330203000000001,宁波四明山食品有限公司,${B},宁波市鄞州区天童北路100号,0574-86123456`),
      { mode: 'delta', effectiveDate: '2020-04-01' },
    );
    expect(again.counts.masters).toMatchObject({ merged: 1 });
    expect((await system.get(`/v1/legal-entities/${id}`)).status).toBe(410);
  });

  it('shows every version, what differs, and the record as it was known then', async () => {
    const { id } = await byCode(B);
    const { items } = (await system.get(`/v1/legal-entities/${id}/versions`)).body as {
      items: { version: number; cause: string; batch: string }[];
    };
    expect(items.length).toBeGreaterThanOrEqual(1);
    expect(items[0]).toMatchObject({ version: 1, cause: 'batch' });
    const first = (await system.get(`/v1/legal-entities/${id}/versions/1`)).body as Master;
    expect(first.attributes.phone).toBeUndefined();
    const last = `/v1/legal-entities/${id}/versions/${items.length}`;
    const part = (await system.get(last, { query: { fields: 'phone,address.text' } })).body as Master & {
      provenance: object;
      stretches: { attributes: object }[];
    };
    expect(Object.keys(part.attributes)).toEqual(['phone', 'address']);
    expect(Object.keys(part.provenance).sort()).toEqual(['address', 'phone']);
    for (const { attributes } of part.stretches) expect(attributes).not.toHaveProperty('name');
    expect((await system.get(last, { query: { fields: 'phon' } })).status).toBe(400);
    const { changes } = (
      await system.get(`/v1/legal-entities/${id}/diff`, { query: { from: '1', to: String(items.length) } })
    ).body as { changes: { path: string }[] };
    expect(changes.map(({ path }) => path)).toContain('phone');
  });

  it('answers 304 to a client that has the version, and 404 for a day before the organisation was known', async () => {
    const { id } = await byCode(A);
    const full = await system.get(`/v1/legal-entities/${id}`);
    const etag = full.headers['etag'] as string;
    const again = await fetch(`${system.url}/v1/legal-entities/${id}`, {
      headers: { authorization: `Bearer ${await system.key('operator')}`, 'if-none-match': etag },
    });
    expect(again.status).toBe(304);
    expect((await system.get(`/v1/legal-entities/${id}`, { query: { validAt: '2019-12-31' } })).status).toBe(404);
  });
});
