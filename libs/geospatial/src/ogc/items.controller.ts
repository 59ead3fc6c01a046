import { Controller, Get, Param, Query, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import { AnyQuery, refuseQueryBeside, UuidPipe } from '@siku/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { geospatialBase } from '../definition.js';
import { formatOf } from './format.js';
import { Anchor, htmlPage, PAGE_POLICY, table } from './html-page.js';
import { GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, representations, type Link } from './links.js';
import { OgcService } from './ogc.service.js';
import { mapOfFeatures, type Listed } from './page-map.js';
import { collectionUrl, rootOf } from './root.js';
import { historyTable, timeForms } from './time-travel.js';

type QueryText = Record<string, string>;

/** OGC API – Features: the features of a collection. */
@ApiExcludeController()
@Controller('ogc/collections/:collection/items')
@Allow('application', 'steward', 'operator')
@ReadsBase(geospatialBase.code)
export class ItemsController {
  constructor(private readonly service: OgcService) {}

  @Get()
  @AnyQuery()
  async items(
    @Param('collection') code: string,
    @Query() query: QueryText,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | Buffer> {
    const format = formatOf(query['f'], request, reply);
    const { features, count, next, matched, query: asked } = await this.service.items(code, query);
    const url = withQuery(`${collectionUrl(rootOf(request), code)}/items`, query);
    const links: Link[] = [
      ...representations(url, format, GEOJSON_TYPE),
      { href: collectionUrl(rootOf(request), code), rel: 'collection', type: JSON_TYPE, title: 'The collection' },
    ];
    if (next !== null) {
      const type = format === 'html' ? HTML_TYPE : GEOJSON_TYPE;
      links.push({ href: withQuery(url, { ...query, after: next }), rel: 'next', type, title: 'Next page' });
    }
    void reply.header('content-crs', `<${asked.crs.uri}>`);
    if (format === 'html') {
      const listed = JSON.parse(`[${features.toString()}]`) as Listed[];
      const { f, validAt, knownAt } = query;
      const as = { f: f ?? 'html', ...(validAt && { validAt }), ...(knownAt && { knownAt }) };
      const own = `${collectionUrl(rootOf(request), code)}/items`;
      const rows = listed.map(({ id, properties }) => ({
        id: new Anchor(id, withQuery(`${own}/${id}`, as)),
        ...properties,
      }));
      const drawn = asked.crs.srid === 4490 && !asked.crs.northFirst;
      const map = mapOfFeatures(drawn ? listed : [], own, query);
      const { title } = await this.service.layer(code);
      return page(
        reply,
        htmlPage({ title: title.zh, body: timeForms(own, query) + map.body + table(rows), links, foot: map.foot }),
      );
    }
    void reply.header('content-type', GEOJSON_TYPE);
    // RFC 8288, so that a program can page without reading the body.
    void reply.header('link', links.map(({ href, rel, type }) => `<${href}>; rel="${rel}"; type="${type}"`).join(', '));
    const matching = matched === null ? '' : `"numberMatched":${matched},`;
    const head =
      `{"type":"FeatureCollection",${matching}"numberReturned":${count},"timeStamp":"${new Date().toISOString()}",` +
      `"links":${JSON.stringify(links)},"features":[`;
    return Buffer.concat([Buffer.from(head), features, Buffer.from(']}')]);
  }

  @Get(':id')
  @AnyQuery()
  async item(
    @Param('collection') code: string,
    @Param('id', UuidPipe) id: string,
    @Query() query: QueryText,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    refuseQueryBeside(['f', 'crs', 'validAt', 'datetime', 'knownAt'], query);
    const format = formatOf(query['f'], request, reply);
    const { text, query: asked } = await this.service.item(code, id, query);
    const root = collectionUrl(rootOf(request), code);
    const links: Link[] = [
      ...representations(withQuery(`${root}/items/${id}`, query), format, GEOJSON_TYPE),
      { href: root, rel: 'collection', type: JSON_TYPE, title: 'The collection' },
      {
        href: `${rootOf(request).replace(/\/ogc$/, '')}/v1/features/${id}/versions`,
        rel: 'version-history',
        type: JSON_TYPE,
        title: 'Versions',
      },
    ];
    void reply.header('content-crs', `<${asked.crs.uri}>`);
    const feature = JSON.parse(text) as Listed;
    if (format === 'html') {
      const rows = Object.entries(feature.properties).map(([name, value]) => ({ name, value }));
      const drawn = asked.crs.srid === 4490 && !asked.crs.northFirst;
      const map = mapOfFeatures(drawn ? [feature] : [], `${root}/items`, query);
      const title = feature.properties.name ?? id;
      const own = `${root}/items/${id}`;
      const history = historyTable(await this.service.stretches(id), (times) =>
        withQuery(own, { f: 'html', ...times }),
      );
      const body = timeForms(own, query) + map.body + table(rows) + history;
      return page(reply, htmlPage({ title, body, links, foot: map.foot }));
    }
    void reply.header('content-type', GEOJSON_TYPE);
    return `${text.slice(0, -1)},"links":${JSON.stringify(links)}}`;
  }
}

function withQuery(url: string, query: QueryText): string {
  const address = new URL(url);
  address.search = new URLSearchParams(query).toString();
  return address.href;
}

function page(reply: FastifyReply, text: string): string {
  void reply.header('content-security-policy', PAGE_POLICY).header('content-type', 'text/html; charset=utf-8');
  return text;
}
