import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import { AnyQuery, refuseQueryBeside } from '@siku/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { geospatialBase } from '../definition.js';
import { collectionView } from './collections.js';
import { CONFORMANCE } from './conformance.js';
import type { Layer } from '../layer/layer.js';
import { formatOf } from './format.js';
import { Anchor, escaped, htmlPage, list, PAGE_POLICY, table } from './html-page.js';
import { HTML_TYPE, JSON_TYPE, OPENAPI_TYPE, representations, SCHEMA_TYPE, type Link } from './links.js';
import { OgcService } from './ogc.service.js';
import { mapOfLayer } from './page-map.js';
import { openApi } from './open-api.js';
import { queryableSchema } from './queryables.js';
import { collectionUrl, rootOf } from './root.js';
import { servedCrs } from './served-crs.js';
import { timeForms } from './time-travel.js';

const TILING_SCHEMES = 'http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes';

type QueryText = Record<string, string>;
type Asked = [root: string, format: 'json' | 'html'];

/** OGC API – Features: what there is. It describes itself, at /ogc/api. */
@ApiExcludeController()
@Controller('ogc')
@Allow('application', 'steward', 'operator')
@ReadsBase(geospatialBase.code)
export class OgcController {
  constructor(private readonly service: OgcService) {}

  @Get()
  @AnyQuery()
  async landing(
    @Query() query: QueryText,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const [root, format] = this.asked(query, request, reply);
    const links: Link[] = [
      ...representations(root, format),
      { href: `${root}/api`, rel: 'service-desc', type: OPENAPI_TYPE, title: 'API definition' },
      { href: `${root}/api?f=html`, rel: 'service-doc', type: HTML_TYPE, title: 'API documentation' },
      { href: `${root}/conformance`, rel: 'conformance', type: JSON_TYPE, title: 'Conformance classes' },
      { href: `${root}/collections`, rel: 'data', type: JSON_TYPE, title: 'Collections' },
      { href: `${root}/tileMatrixSets`, rel: TILING_SCHEMES, type: JSON_TYPE, title: 'Tile matrix sets' },
    ];
    const title = '四库 · 地理空间 Siku geospatial';
    const description = 'Features of the layers of the city, as of validAt and knownAt';
    if (format === 'json') return send(reply, JSON_TYPE, JSON.stringify({ title, description, links }));
    const map = mapOfLayer(collectionUrl(root, GROUND), await this.service.extent(GROUND));
    const body = `<p>${description}</p>${map.body}${layerList(root, await this.service.all())}`;
    return page(reply, htmlPage({ title, body, links, foot: map.foot }));
  }

  @Get('api')
  @AnyQuery()
  async api(
    @Query() query: QueryText,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const [root, format] = this.asked(query, request, reply);
    const document = openApi(root, await this.service.all());
    // GDAL wants the version without the quotes that Fastify would put when it adds the charset.
    if (format === 'json') return send(reply, `${OPENAPI_TYPE}; charset=utf-8`, JSON.stringify(document));
    const rows = Object.keys(document.paths).map((path) => ({ path }));
    const links = [{ href: `${root}/api?f=json`, rel: 'alternate', type: OPENAPI_TYPE, title: 'OpenAPI 3.0' }];
    return page(reply, htmlPage({ title: 'API', body: table(rows), links }));
  }

  @Get('conformance')
  @AnyQuery()
  conformance(
    @Query() query: QueryText,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): string {
    const [root, format] = this.asked(query, request, reply);
    const links = representations(`${root}/conformance`, format);
    const body = `<ul>${CONFORMANCE.map((uri) => `<li>${escaped(uri)}</li>`).join('')}</ul>`;
    return answer(reply, format, { conformsTo: CONFORMANCE, links }, { title: 'Conformance', body, links });
  }

  @Get('collections')
  @AnyQuery()
  async collections(
    @Query() query: QueryText,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const [root, format] = this.asked(query, request, reply);
    const links = representations(`${root}/collections`, format);
    const layers = await this.service.all();
    const collections: object[] = [];
    for (const layer of layers) collections.push(collectionView(layer, root, await this.service.extent(layer.code)));
    const json = { links, crs: servedCrs.map(({ uri }) => uri), collections };
    return answer(reply, format, json, { title: '图层 Collections', body: layerList(root, layers), links });
  }

  @Get('collections/:collection')
  @AnyQuery()
  async collection(
    @Param('collection') code: string,
    @Query() query: QueryText,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    const [root, format] = this.asked(query, request, reply);
    const layer = await this.service.layer(code);
    const extent = await this.service.extent(code);
    const view = collectionView(layer, root, extent) as { links: Link[]; description: string };
    const map = mapOfLayer(collectionUrl(root, code), extent);
    const times = timeForms(`${collectionUrl(root, code)}/items`, {});
    const body = `<p>${escaped(view.description)}</p>${map.body}${times}`;
    return answer(reply, format, view, { title: layer.title.zh, body, links: view.links, foot: map.foot });
  }

  @Get('collections/:collection/queryables')
  @AnyQuery()
  queryables(
    @Param('collection') code: string,
    @Query() query: QueryText,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.schema(code, 'queryables', this.asked(query, request, reply), reply);
  }

  @Get('collections/:collection/sortables')
  @AnyQuery()
  sortables(
    @Param('collection') code: string,
    @Query() query: QueryText,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return this.schema(code, 'sortables', this.asked(query, request, reply), reply);
  }

  private async schema(
    code: string,
    kind: 'queryables' | 'sortables',
    [root, format]: Asked,
    reply: FastifyReply,
  ): Promise<string> {
    const url = `${collectionUrl(root, code)}/${kind}`;
    const schema = queryableSchema(await this.service.layer(code), url, kind === 'sortables') as { properties: object };
    if (format === 'json') return send(reply, SCHEMA_TYPE, JSON.stringify(schema));
    const rows = Object.entries(schema.properties).map(([name, spec]) => ({ name, ...(spec as object) }));
    const links = representations(url, format, SCHEMA_TYPE);
    return page(reply, htmlPage({ title: `${code} ${kind}`, body: table(rows), links }));
  }

  private asked(query: QueryText, request: FastifyRequest, reply: FastifyReply): Asked {
    refuseQueryBeside(['f'], query);
    return [rootOf(request), formatOf(query['f'], request, reply)];
  }
}

/** The layer that the whole city is shown by. */
const GROUND = 'divisions';

const layerList = (root: string, layers: readonly Layer[]): string =>
  list(layers.map(({ code, title: { zh, en } }) => new Anchor(`${zh} ${en}`, `${collectionUrl(root, code)}?f=html`)));

type Content = Parameters<typeof htmlPage>[0];

const answer = (reply: FastifyReply, format: 'json' | 'html', json: object, content: Content): string =>
  format === 'json' ? send(reply, JSON_TYPE, JSON.stringify(json)) : page(reply, htmlPage(content));

function send(reply: FastifyReply, type: string, text: string): string {
  void reply.header('content-type', type);
  return text;
}

function page(reply: FastifyReply, text: string): string {
  void reply.header('content-security-policy', PAGE_POLICY);
  return send(reply, 'text/html; charset=utf-8', text);
}
