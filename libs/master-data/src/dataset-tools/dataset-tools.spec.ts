import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AccessModule } from '@siku/access';
import { BaseCatalogue, CatalogueModule } from '@siku/catalogue';
import {
  createHttpApplication,
  createLogger,
  createTestDatabase,
  PlatformModule,
  type TestDatabase,
} from '@siku/platform';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { DatasetToolsController } from './dataset-tools.controller.js';

const ADMIN_KEY = 'an-administrator-of-the-tests';
const title = (zh: string) => ({ zh, en: zh });

@Module({ imports: [AccessModule, CatalogueModule], controllers: [DatasetToolsController] })
class TestModule {}

describe('dataset tools', () => {
  let app: NestFastifyApplication;
  let test: TestDatabase;
  let address: string;

  beforeAll(async () => {
    test = await createTestDatabase('embedded', { adminKey: ADMIN_KEY });
    const { configuration, server } = test;
    const logger = createLogger({ logLevel: 'silent' }, 'test');
    const platform = PlatformModule.forRoot({ configuration, server, logger });
    app = await createHttpApplication({ module: TestModule, imports: [platform] }, configuration, logger);
    app.get(BaseCatalogue).register({
      code: 'legal-entity',
      schema: 'legal_entity',
      path: 'legal-entities',
      attributes: {
        name: { type: 'name', title: title('单位名称'), required: true },
        establishedOn: { type: 'date', title: title('成立日期') },
        'identifiers.uscc': { type: 'identifier', scheme: 'uscc', title: title('统一社会信用代码') },
      },
    });
    await app.listen(0, '127.0.0.1');
    address = await app.getUrl();
  });

  afterAll(async () => {
    await app?.close();
    await test?.close();
  });

  const call = (method: string, url: string, body?: RequestInit['body']): Promise<Response> =>
    fetch(address + url, {
      method,
      body,
      headers: {
        authorization: `Bearer ${ADMIN_KEY}`,
        ...(typeof body === 'string' && { 'content-type': 'application/json' }),
      },
    });

  const sample = iconv.encode('信用代码,单位名称,成立日期\r\n91110000600037341L,中国某公司,2007-03-05\r\n', 'gb18030');

  it('proposes a definition that can be put as it is, and a template for it', async () => {
    const form = new FormData();
    form.set('file', new Blob([new Uint8Array(sample)]), 'sample.csv');
    const infer = '/v1/datasets:infer?base=legal-entity&department=civil-affairs';
    const answers = [await call('POST', infer, new Uint8Array(sample)), await call('POST', infer, form)];
    for (const answer of answers) expect(answer.status).toBe(200);
    const [direct, multipart] = (await Promise.all(answers.map((answer) => answer.json()))) as { definition: object }[];
    expect(multipart).toEqual(direct);
    expect(direct!.definition).toMatchObject({
      key: ['信用代码'],
      mapping: { name: '单位名称', 'identifiers.uscc': '信用代码', establishedOn: '成立日期' },
    });

    expect(
      (await call('PUT', '/v1/departments/civil-affairs', JSON.stringify({ title: title('民政局') }))).status,
    ).toBe(201);
    expect((await call('PUT', '/v1/datasets/proposed', JSON.stringify(direct!.definition))).status).toBe(201);
    const csv = await call('GET', '/v1/datasets/proposed/template?format=csv');
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="proposed.csv"');
    expect(await csv.text()).toContain('信用代码,单位名称,成立日期');
    const xlsx = await call('GET', '/v1/datasets/proposed/template');
    expect(
      Buffer.from(await xlsx.arrayBuffer())
        .subarray(0, 2)
        .toString(),
    ).toBe('PK');
  });

  it('proposes the worksheet behind a cover', async () => {
    const book = new ExcelJS.Workbook();
    book.addWorksheet('封面').addRows([['说明'], ['本表由民政局提供']]);
    book.addWorksheet('数据').addRows([
      ['单位名称', '成立日期'],
      ['宁波甲社', '2024-01-05'],
    ]);
    const behindCover = await call(
      'POST',
      '/v1/datasets:infer?base=legal-entity',
      new Uint8Array(await book.xlsx.writeBuffer()),
    );
    expect(await behindCover.json()).toMatchObject({
      definition: { file: { sheet: '数据' }, mapping: { name: '单位名称' } },
    });
  });

  it('refuses what it cannot use', async () => {
    expect((await call('POST', '/v1/datasets:infer?base=none', new Uint8Array(sample))).status).toBe(400);
    expect((await call('POST', '/v1/datasets:infer?bse=legal-entity', new Uint8Array(sample))).status).toBe(400);
    expect(
      (await call('POST', '/v1/datasets:infer?base=legal-entity', new Uint8Array([0x50, 0x4b, 3, 4]))).status,
    ).toBe(422);
    expect((await call('GET', '/v1/datasets/none/template')).status).toBe(404);
    expect((await call('GET', '/v1/datasets/proposed/template?format=pdf')).status).toBe(400);
  });
});
