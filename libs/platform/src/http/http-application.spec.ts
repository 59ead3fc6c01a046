import { once } from 'node:events';
import { request as rawRequest } from 'node:http';
import { connect } from 'node:net';
import { text as textOf } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { Body, Controller, Get, Module, Param, Post, Query, Req } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, ValidateNested } from 'class-validator';
import type { FastifyRequest } from 'fastify';
import { pino } from 'pino';
import { createTestDatabase, type TestDatabase } from '../embedded/test-database.js';
import { PlatformModule } from '../platform.module.js';
import { notFound } from '../problem/problem.js';
import { createHttpApplication } from './http-application.js';
import { IntegerPipe, UuidPipe } from './path.pipe.js';
import { StreamedBody, uploadOf } from './streamed-body.js';

class PageQuery {
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Max(100)
  limit?: number;
}
class Inner {
  @IsString()
  name!: string;
}
class Thing {
  @ValidateNested()
  @Type(() => Inner)
  inner!: Inner;
}

@Controller('v1/things')
class ThingController {
  @Get()
  list(@Query() query: PageQuery): unknown {
    return { items: [], next: query.limit === 7 ? 'a b' : null, limit: query.limit };
  }
  @Get('by-id/:id/:number')
  byId(@Param('id', UuidPipe) id: string, @Param('number', IntegerPipe) number: number): unknown {
    return { id, number };
  }
  @Get(':id')
  one(@Param('id') id: string): unknown {
    if (id === 'broken') throw new Error('a secret: 330201');
    if (id === 'full') throw Object.assign(new Error('no space left on device'), { code: 'ENOSPC' });
    throw notFound({ zh: '物', en: 'thing' });
  }
  @Post()
  make(@Body() thing: Thing): unknown {
    return thing;
  }
  @Post(':id/act')
  act(): unknown {
    return { done: true };
  }
  @Post('file')
  @StreamedBody()
  async file(@Req() request: FastifyRequest): Promise<unknown> {
    const { stream, filename, mediaType } = await uploadOf(request);
    let size = 0;
    for await (const chunk of stream) size += (chunk as Buffer).length;
    return { size, filename, mediaType };
  }
}

describe('an HTTP application', () => {
  let test: TestDatabase;
  let app: NestFastifyApplication;
  let url: string;
  const lines: string[] = [];

  beforeAll(async () => {
    test = await createTestDatabase(undefined, { bodyLimit: 2_048, rateLimit: 1_000 });
    const { configuration } = test;
    const logger = pino({ level: 'info' }, { write: (line: string) => void lines.push(line) });
    @Module({
      imports: [PlatformModule.forRoot({ configuration, server: test.server, logger })],
      controllers: [ThingController],
    })
    class TestModule {}
    app = await createHttpApplication(TestModule, configuration, logger);
    await app.listen(0, '127.0.0.1');
    url = await app.getUrl();
  });
  afterAll(async () => {
    await app.close();
    await test.close();
  });

  async function ask(path: string, init: RequestInit = {}) {
    const response = await fetch(url + path, init);
    const text = await response.text();
    const json = response.headers.get('content-type')?.includes('json')
      ? (JSON.parse(text) as Record<string, unknown>)
      : {};
    return { status: response.status, headers: response.headers, json, text };
  }
  const post = (path: string, body: string | Buffer, type = 'application/json') =>
    ask(path, { method: 'POST', body, headers: { 'content-type': type } });

  it('refuses an unknown parameter by its name, whether or not the handler reads any', async () => {
    for (const path of ['/v1/things?limt=3', '/v1/things/1?limt=3', '/health?limt=3', '/openapi.json?limt=3']) {
      const { status, json, headers } = await ask(path);
      expect({ path, status, code: json['code'] }).toEqual({ path, status: 400, code: 'unknown-parameter' });
      expect(headers.get('content-type')).toBe('application/problem+json; charset=utf-8');
      expect(json['errors']).toMatchObject([{ parameter: 'limt', code: 'unknown-parameter' }]);
    }
  });

  it('refuses what is no id and no number in a path by the name of the parameter', async () => {
    const id = '00000000-0000-4000-8000-000000000000';
    expect((await ask(`/v1/things/by-id/${id}/-3`)).json).toEqual({ id, number: -3 });
    for (const [path, parameter] of [
      ['nobody/1', 'id'],
      [`${id}/1.5`, 'number'],
      [`${id}/99999999999`, 'number'],
    ]) {
      const { status, json } = await ask(`/v1/things/by-id/${path}`);
      expect(status).toBe(400);
      expect(json).toMatchObject({ code: 'invalid-parameter', errors: [{ parameter }] });
    }
  });

  it('tells the address of the next page in the head of a page', async () => {
    const { headers } = await ask('/v1/things?limit=7');
    expect(headers.get('link')).toBe('</v1/things?limit=7&after=a+b>; rel="next"');
    expect((await ask('/v1/things?limit=8')).headers.get('link')).toBeNull();
  });

  it('says of what is missing that it is missing, and no more', async () => {
    const { json } = await post('/v1/things', '{"inner":{}}');
    expect(json['errors']).toMatchObject([{ pointer: '#/inner/name', code: 'required' }]);
  });

  it('refuses a wrong value in the language asked for', async () => {
    const chinese = await ask('/v1/things?limit=500', { headers: { 'accept-language': 'zh-CN,en;q=0.5' } });
    expect(chinese.json).toMatchObject({
      code: 'invalid-parameter',
      title: '请求有误',
      errors: [{ parameter: 'limit', code: 'max', detail: 'limit 不得大于 100' }],
    });
    const english = await ask('/v1/things?limit=500', { headers: { 'accept-language': 'en-GB' } });
    expect(english.json).toMatchObject({
      title: 'Bad Request',
      errors: [{ detail: 'limit must not be greater than 100' }],
    });
    expect(english.headers.get('content-language')).toBe('en');
    const twice = await ask('/v1/things?limit=5&limit=6', { headers: { 'accept-language': 'en' } });
    expect(twice.json).toMatchObject({
      errors: [{ parameter: 'limit', code: 'repeated-parameter', detail: 'limit is given more than once' }],
    });
  });

  it('refuses unknown and wrong members by pointer', async () => {
    const { status, json } = await post('/v1/things', JSON.stringify({ inner: { name: 'a', nmae: 'b' }, otuer: 1 }));
    expect(status).toBe(400);
    expect(json['code']).toBe('unknown-member');
    expect((json['errors'] as { pointer: string }[]).map(({ pointer }) => pointer).sort()).toEqual([
      '#/inner/nmae',
      '#/otuer',
    ]);
    expect((await post('/v1/things', '{"inner":{"name":3}}')).json).toMatchObject({
      code: 'invalid-body',
      errors: [{ pointer: '#/inner/name' }],
    });
    expect((await post('/v1/things/1/act', '{"reason":"x"}')).json).toMatchObject({
      code: 'unknown-member',
      errors: [{ pointer: '#/reason' }],
    });
    expect((await post('/v1/things/1/act', '{}')).status).toBe(201);
  });

  it('tells what it cannot read', async () => {
    expect(await post('/v1/things', '{"secret": x}')).toMatchObject({ status: 400, json: { code: 'malformed-json' } });
    expect((await post('/v1/things', '{"secret": x}')).text).not.toContain('secret');
    expect(await post('/v1/things', Buffer.from([0x7b, 0xff, 0x7d]))).toMatchObject({
      status: 400,
      json: { code: 'malformed-json' },
    });
    expect(await post('/v1/things', '{"__proto__": {"a": 1}}')).toMatchObject({
      status: 400,
      json: { code: 'malformed-json' },
    });
    const twice = ['{"inner": {"name": "a", "n\\u0061me" : "b"}}', '[{"a": {"a": 1}, "b": ["a", "a"], "a": 2}]'];
    for (const text of twice) {
      expect(await post('/v1/things', text)).toMatchObject({ status: 400, json: { code: 'malformed-json' } });
    }
    expect(await post('/v1/things', '[{"a": {"a": "\\"a\\":"}, "b": ["a", "a"]}]')).not.toMatchObject({
      json: { code: 'malformed-json' },
    });
    const deep = (levels: number): string => `${'['.repeat(levels)}"[[{\\"["${']'.repeat(levels)}`;
    const tooDeep = { status: 400, json: { code: 'malformed-json' } };
    expect(await post('/v1/things', deep(201))).toMatchObject(tooDeep);
    expect(await post('/v1/things', deep(200))).not.toMatchObject(tooDeep);
    expect(await post('/v1/things', '<a/>', 'application/xml')).toMatchObject({
      status: 415,
      json: { code: 'unsupported-media-type' },
    });
    expect(await post('/v1/things', JSON.stringify('x'.repeat(5_000)))).toMatchObject({
      status: 413,
      json: { code: 'too-large' },
    });
    for (const path of ['/v1/things/%zz', '/v1/things?size=%ff', '/v1/things?size=a%00b', '/v1/things/a%00b']) {
      expect([path, await ask(path)]).toMatchObject([path, { status: 400, json: { code: 'malformed-url' } }]);
    }
    for (const text of [String.raw`"a\u0000b"`, String.raw`"\ud800"`, String.raw`{"\udfff": 1}`]) {
      expect(await post('/v1/things', `{"inner": {"name": ${text}}}`)).toMatchObject({
        status: 400,
        json: { code: 'malformed-text' },
      });
    }
  });

  it('bounds a body that does not say its length', async () => {
    const status = await new Promise<number | undefined>((done, fail) => {
      const sending = rawRequest(
        `${url}/v1/things`,
        { method: 'POST', headers: { 'content-type': 'application/json' } },
        (answer) => {
          answer.resume();
          done(answer.statusCode);
        },
      );
      sending.on('error', fail);
      sending.write('"');
      sending.end(`${'x'.repeat(10_000)}"`);
    });
    expect(status).toBe(413);
  });

  it('tells a wrong address from a wrong method', async () => {
    expect(await ask('/v1/nothing')).toMatchObject({ status: 404, json: { code: 'no-such-route' } });
    const wrong = await ask('/v1/things/1/act', { method: 'DELETE' });
    expect(wrong).toMatchObject({ status: 405, json: { code: 'method-not-allowed' } });
    expect(wrong.headers.get('allow')).toBe('POST');
    expect((await ask('/v1/things/1')).json).toMatchObject({ status: 404, code: 'not-found' });
  });

  it('takes the name of an address for no parameter', async () => {
    for (const path of ['/v1/things/file', '/v1/things/file/?fields=name']) {
      const read = await ask(path);
      expect([path, read]).toMatchObject([path, { status: 405, json: { code: 'method-not-allowed' } }]);
      expect(read.headers.get('allow')).toBe('POST');
    }
    expect((await post('/v1/things/file', 'a', 'text/csv')).json).toMatchObject({ size: 1 });
  });

  it('answers what is no HTTP, and an address as it was typed', async () => {
    const answer = (sent: string): Promise<string> =>
      new Promise((done) => {
        const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(sent));
        let text = '';
        socket.on('data', (chunk) => (text += String(chunk)));
        socket.on('close', () => done(text));
      });
    const malformed = /^HTTP\/1\.1 400 [\s\S]*"code":"malformed-request"/;
    expect(await answer('GET / HTTP/1.1\r\nbad header\r\n\r\n')).toMatch(malformed);
    const typed = await answer('GET /v1/things?name=甬江 HTTP/1.1\r\n\r\n');
    expect(typed).toMatch(malformed);
    expect(typed).toContain('percent-encoded');
  });

  it('says nothing of an inner error but its id', async () => {
    const { status, json, text } = await ask('/v1/things/broken');
    expect({ status, code: json['code'] }).toEqual({ status: 500, code: 'internal-error' });
    expect(text).not.toContain('secret');
    expect(lines.join('')).toContain(String(json['requestId']));
  });

  it('says that there is no room for a file, and tells the operator', async () => {
    const { status, json } = await ask('/v1/things/full', { headers: { 'accept-language': 'en' } });
    expect({ status, ...json }).toMatchObject({ status: 507, code: 'storage-full', title: 'Insufficient Storage' });
    expect(lines.filter((line) => line.includes('"request failed"')).join('')).toContain('ENOSPC');
  });

  it('streams uploads of any type, as a body or as a form', async () => {
    expect((await post('/v1/things/file', Buffer.alloc(50_000), 'application/json')).json).toMatchObject({
      size: 50_000,
    });
    expect((await post('/v1/things/file', 'a,b', 'text/csv; charset=gbk')).json).toEqual({
      size: 3,
      filename: null,
      mediaType: 'text/csv',
    });
    const form = new FormData();
    form.append('file', new Blob(['a,b\n']), '企业.csv');
    expect((await ask('/v1/things/file', { method: 'POST', body: form })).json).toMatchObject({
      size: 4,
      filename: '企业.csv',
    });
    form.delete('file');
    form.append('other', new Blob(['a']), 'x');
    expect(await ask('/v1/things/file', { method: 'POST', body: form })).toMatchObject({
      status: 400,
      json: { code: 'file-missing' },
    });
  });

  it('tells a form that is cut off, or has no boundary', async () => {
    const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n';
    for (const [body, type] of [
      ['--b\r\nContent-Disposition: form-data; name="fi', 'multipart/form-data; boundary=b'],
      [`${head}a,b\n`, 'multipart/form-data; boundary=b'],
      ['a,b', 'multipart/form-data'],
    ] as const) {
      expect([body, await post('/v1/things/file', body, type)]).toMatchObject([
        body,
        { status: 400, json: { code: 'malformed-form' } },
      ]);
    }
  });

  it('sets security and rate limit headers and no CORS header', async () => {
    const { headers } = await ask('/v1/things', {
      headers: { origin: 'https://elsewhere.example', 'x-request-id': 'my-own-id-1' },
    });
    expect(headers.get('content-security-policy')).toBe("default-src 'none';frame-ancestors 'none'");
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('ratelimit-limit')).toBe('1000');
    expect(headers.get('access-control-allow-origin')).toBeNull();
    expect(headers.get('x-request-id')).toBe('my-own-id-1');
  });

  it('counts a key by itself, and refuses what is too much', async () => {
    const bearer = { headers: { authorization: 'Bearer greedy' } };
    for (let i = 0; i < 1_000; i += 50) await Promise.all(Array.from({ length: 50 }, () => ask('/v1/things', bearer)));
    const refused = await ask('/v1/things', bearer);
    expect(refused).toMatchObject({ status: 429, json: { code: 'too-many-requests' } });
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await ask('/v1/things')).status).toBe(200);
    expect((await ask('/health', bearer)).status).toBe(200);
  });

  it('logs neither paths nor queries nor values', async () => {
    await ask('/v1/things/91330200MA2817NNXQ?name=张三');
    const text = lines.join('');
    expect(text).toContain('/v1/things/:id');
    expect(text).not.toMatch(/91330200|张三|%E5|330201\b.*name/);
  });

  it('tells of its health', async () => {
    expect(await ask('/health')).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect((await ask('/ready')).json).toEqual({ status: 'ok', checks: { database: 'up', queue: 'up' } });
    expect((await ask('/metrics')).text).toMatch(
      /siku_http_request_duration_seconds_count\{method="GET",route="\/v1\/things"/,
    );
  });

  it('describes itself, with a page that loads nothing from elsewhere', async () => {
    const { json } = await ask('/openapi.json');
    expect(json).toMatchObject({
      openapi: '3.1.0',
      paths: { '/v1/things': { get: { responses: { default: {} } } }, '/health': {} },
    });
    const page = await ask('/docs');
    expect(page.headers.get('content-security-policy')).toContain("script-src 'self'");
    for (const [, path] of page.text.matchAll(/(?:src|href)="(?!data:)([^"]+)"/g)) {
      expect(path).toMatch(/^\/docs\//);
      expect((await ask(path as string)).status).toBe(200);
    }
  });

  it('tells whoever asks while it ends, over a connection that was open, by a problem too', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const head = 'Host: x\r\nContent-Type: a/b\r\nContent-Length: 4\r\nExpect: 100-continue';
    socket.write(`POST /v1/things/file HTTP/1.1\r\n${head}\r\n\r\nha`);
    await once(socket, 'data');
    const closed = app.close();
    while (app.getHttpServer().listening) await sleep(10);
    socket.write('lfGET /v1/things HTTP/1.1\r\nHost: x\r\n\r\n');
    const [file, list] = (await textOf(socket)).split(/(?<=\})(?=HTTP)/);
    await closed;
    expect(file).toMatch(/^HTTP\/1.1 201 [^]*"size":4/);
    expect(list).toMatch(/^HTTP\/1.1 503 [^]*content-type: application\/problem\+json[^]*"code":"ending"/);
  });
});
