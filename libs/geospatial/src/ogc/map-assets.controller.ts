import { Controller, Get, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Open } from '@siku/access';
import { AnyQuery, notFound, refuseQueryBeside } from '@siku/platform';
import type { FastifyReply } from 'fastify';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { MAP_SCRIPT } from './map-script.js';

const SCRIPT = 'text/javascript; charset=utf-8';

const FOLDER = join(dirname(createRequire(import.meta.url).resolve('maplibre-gl/package.json')), 'dist');

const ASSETS: ReadonlyMap<string, string> = new Map([
  ['maplibre-gl.mjs', SCRIPT],
  ['maplibre-gl-shared.mjs', SCRIPT],
  ['maplibre-gl-worker.mjs', SCRIPT],
  ['maplibre-gl.css', 'text/css; charset=utf-8'],
]);

/** What the pages draw their maps with, from the installed package: no page loads anything from elsewhere. */
@ApiExcludeController()
@Controller('ogc/map')
@Open()
export class MapAssetsController {
  @Get(':file')
  @AnyQuery()
  async asset(
    @Param('file') file: string,
    @Query() query: Record<string, string>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | Buffer> {
    // MapLibre asks for its worker by version.
    refuseQueryBeside(['v'], query);
    const type = file === 'map.js' ? SCRIPT : ASSETS.get(file);
    if (type === undefined) throw notFound({ zh: '文件', en: 'file' });
    // A worker is held to the policy it is delivered with, not to its page's.
    void reply
      .header('content-type', type)
      .header('cache-control', 'public, max-age=3600')
      .header(
        'content-security-policy',
        "default-src 'none'; script-src 'self'; connect-src 'self'; worker-src 'self'",
      );
    return file === 'map.js' ? MAP_SCRIPT : readFile(join(FOLDER, file));
  }
}
