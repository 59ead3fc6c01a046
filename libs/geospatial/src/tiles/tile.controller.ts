import { Controller, Get, Headers, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ReadsBase, TimeQuery } from '@siku/master-data';
import { AnyQuery, IntegerPipe, refuseQueryBeside, takesGzip } from '@siku/platform';
import type { Box } from '@siku/standards';
import { IsIn, IsOptional } from 'class-validator';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import { geospatialBase } from '../definition.js';
import { badParameter } from '../ogc/ogc-errors.js';
import { OgcService } from '../ogc/ogc.service.js';
import { collectionUrl, rootOf } from '../ogc/root.js';
import { mapStyle } from './map-style.js';
import { DEEPEST_ZOOM, GRIDS, matrixLimits, matrixSet, type TileGrid } from './tile-grid.js';
import { MOST_FEATURES } from './tile.repository.js';
import { TileService } from './tile.service.js';

const MVT = 'application/vnd.mapbox-vector-tile';

/** Beside the thread that answers: a large tile takes some milliseconds. */
const compressed = promisify<Uint8Array, { level: number }, Buffer>(gzip);

/** Bytes from which compressing pays. */
const WORTH_COMPRESSING = 512;

class TileQuery extends TimeQuery {
  @IsOptional()
  @IsIn(['mvt'])
  f?: 'mvt';
}

type QueryText = Record<string, string>;

/** OGC API – Tiles of the collections. */
@ApiExcludeController()
@Controller('ogc')
@Allow('application', 'steward', 'operator')
@ReadsBase(geospatialBase.code)
export class TileController {
  constructor(
    private readonly service: TileService,
    private readonly collections: OgcService,
  ) {}

  @Get('tileMatrixSets')
  @AnyQuery()
  grids(@Query() query: QueryText, @Req() request: FastifyRequest): object {
    onlyJson(query);
    const link = ({ id, title }: TileGrid): object => ({
      id,
      title,
      links: [{ href: `${rootOf(request)}/tileMatrixSets/${id}`, rel: 'self', type: 'application/json' }],
    });
    return { tileMatrixSets: GRIDS.map(link) };
  }

  @Get('tileMatrixSets/:grid')
  @AnyQuery()
  gridOf(@Param('grid') grid: string, @Query() query: QueryText): object {
    onlyJson(query);
    return matrixSet(this.service.grid(grid));
  }

  @Get('collections/:collection/tiles')
  @AnyQuery()
  async tilesets(
    @Param('collection') code: string,
    @Query() query: QueryText,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    onlyJson(query);
    await this.collections.layer(code);
    const url = `${collectionUrl(rootOf(request), code)}/tiles`;
    return {
      links: [{ href: url, rel: 'self', type: 'application/json' }],
      tilesets: GRIDS.map((grid) => tileset(grid, url, rootOf(request))),
    };
  }

  @Get('collections/:collection/style')
  @AnyQuery()
  async style(
    @Param('collection') code: string,
    @Query() query: QueryText,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    onlyJson(query);
    return mapStyle(await this.collections.layer(code), rootOf(request));
  }

  @Get('collections/:collection/tiles/:grid')
  @AnyQuery()
  async tilesetOf(
    @Param('collection') code: string,
    @Param('grid') id: string,
    @Query() query: QueryText,
    @Req() request: FastifyRequest,
  ): Promise<object> {
    refuseQueryBeside(['f'], query);
    const grid = this.service.grid(id);
    const layer = await this.collections.layer(code);
    const url = `${collectionUrl(rootOf(request), code)}/tiles`;
    if (query['f'] !== 'tilejson') onlyJson(query);
    const bounds = await this.collections.extent(code);
    if (query['f'] !== 'tilejson')
      return {
        ...tileset(grid, url, rootOf(request)),
        ...(bounds && { tileMatrixSetLimits: matrixLimits(grid, bounds), boundingBox: boundingBox(bounds) }),
      };
    const fields = { id: 'String', name: 'String', class: 'String', code: 'String' };
    return {
      tilejson: '3.0.0',
      name: layer.title.zh,
      tiles: [`${url}/${id}/{z}/{y}/{x}?f=mvt`],
      minzoom: 0,
      maxzoom: DEEPEST_ZOOM,
      ...(bounds && { bounds }),
      vector_layers: [{ id: code, fields }],
    };
  }

  @Get('collections/:collection/tiles/:grid/:zoom/:row/:column')
  async tile(
    @Param('collection') code: string,
    @Param('grid') grid: string,
    @Param('zoom', IntegerPipe) zoom: number,
    @Param('row', IntegerPipe) row: number,
    @Param('column', IntegerPipe) column: number,
    @Query() { validAt, knownAt }: TileQuery,
    @Headers() headers: Record<string, string | undefined>,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Buffer | undefined> {
    const asked = { zoom, row, column, validAt, knownAt };
    const { bytes, etag, complete } = await this.service.tile(
      code,
      this.service.grid(grid),
      asked,
      headers['if-none-match'],
    );
    void reply.header('etag', etag).header('cache-control', 'private, no-cache').header('vary', 'accept-encoding');
    // What the tile has is right, but it is not all there is: a client that counts features has to know.
    if (!complete) void reply.header('siku-tile-features', `first ${MOST_FEATURES}`);
    if (bytes === null || bytes.length === 0) {
      void reply.status(bytes === null ? 304 : 204);
      return undefined;
    }
    const compress = bytes.length >= WORTH_COMPRESSING && takesGzip(headers['accept-encoding']);
    if (compress) void reply.header('content-encoding', 'gzip');
    void reply.header('content-type', MVT);
    return compress ? compressed(bytes, { level: 4 }) : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
}

function onlyJson(query: QueryText): void {
  refuseQueryBeside(['f'], query);
  if (query['f'] !== undefined && query['f'] !== 'json') throw badParameter('f', '应为 json', 'json');
}

const boundingBox = ([west, south, east, north]: Box): object => ({
  lowerLeft: [west, south],
  upperRight: [east, north],
  crs: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
});

function tileset({ id, title, crs }: TileGrid, url: string, root: string): object {
  return {
    title,
    dataType: 'vector',
    crs,
    tileMatrixSetURI: `http://www.opengis.net/def/tilematrixset/OGC/1.0/${id}`,
    links: [
      { href: `${url}/${id}`, rel: 'self', type: 'application/json' },
      {
        href: `${root}/tileMatrixSets/${id}`,
        rel: 'http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme',
        type: 'application/json',
      },
      { href: `${url}/${id}/{tileMatrix}/{tileRow}/{tileCol}`, rel: 'item', type: MVT, templated: true },
    ],
  };
}
