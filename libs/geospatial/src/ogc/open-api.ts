import type { Layer } from '../layer/layer.js';
import { queryablesOf } from './queryables.js';
import { GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, SCHEMA_TYPE } from './links.js';
import { collectionUrl } from './root.js';
import { MOST_ITEMS } from './items-query.js';
import { CRS84, servedCrs } from './served-crs.js';

interface Document {
  openapi: string;
  paths: Record<string, object>;
  [member: string]: unknown;
}

const ref = (name: string): object => ({ $ref: `#/components/parameters/${name}` });

const query = (name: string, description: string, schema: object, more: object = {}): object => ({
  name,
  in: 'query',
  description,
  required: false,
  schema,
  ...more,
});

const commaList = { style: 'form', explode: false };

const text = { type: 'string' };
const crs = { type: 'string', format: 'uri', enum: servedCrs.map(({ uri }) => uri), default: CRS84 };

const PARAMETERS = {
  f: query('f', 'Representation; default by Accept', { type: 'string', enum: ['json', 'html'] }, commaList),
  limit: query(
    'limit',
    'Features on a page',
    { type: 'integer', minimum: 1, maximum: MOST_ITEMS, default: 10 },
    commaList,
  ),
  bbox: query(
    'bbox',
    'West, south, east, north',
    {
      type: 'array',
      minItems: 4,
      maxItems: 6,
      oneOf: [
        { minItems: 4, maxItems: 4 },
        { minItems: 6, maxItems: 6 },
      ],
      items: { type: 'number' },
    },
    commaList,
  ),
  'bbox-crs': query('bbox-crs', 'System of bbox', crs, commaList),
  crs: query('crs', 'System to answer in', crs, commaList),
  datetime: query(
    'datetime',
    'When it was true: a date, an instant, or from/to with .. for an open end',
    text,
    commaList,
  ),
  filter: query('filter', 'CQL2', text),
  'filter-lang': query('filter-lang', 'Language of filter', {
    type: 'string',
    enum: ['cql2-text', 'cql2-json'],
    default: 'cql2-text',
  }),
  'filter-crs': query('filter-crs', 'System of the geometries in filter', crs),
  properties: query('properties', 'Properties to deliver', { type: 'array', items: text }, commaList),
  sortby: query('sortby', 'Properties to sort by; - before one reverses it', { type: 'array', items: text }, commaList),
  after: query('after', 'Cursor of the `next` link', text),
  validAt: query('validAt', 'When it was true; default today', { type: 'string', format: 'date' }),
  knownAt: query('knownAt', 'When the platform knew it; default now', { type: 'string', format: 'date-time' }),
};

const OF_ITEMS = Object.keys(PARAMETERS).map(ref);
const OF_ITEM = ['f', 'crs', 'datetime', 'validAt', 'knownAt'].map(ref);

const schemaOf: Readonly<Record<string, object>> = {
  text,
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  instant: { type: 'string', format: 'date-time' },
};

const problem = {
  description: 'Problem details',
  content: { 'application/problem+json': { schema: { type: 'object' } } },
};

function get(operationId: string, summary: string, type: string, parameters: readonly object[]): object {
  return {
    get: {
      operationId,
      summary,
      parameters,
      responses: {
        '200': {
          description: summary,
          content: { [type]: { schema: { type: 'object' } }, [HTML_TYPE]: { schema: { type: 'string' } } },
        },
        '400': problem,
        '401': problem,
        '404': problem,
        default: problem,
      },
    },
  };
}

/** The OGC API's own description: OpenAPI 3.0, a path for every collection, as part 1 asks for. */
export function openApi(root: string, layers: readonly Layer[]): Document {
  const f = [ref('f')];
  const paths: Record<string, object> = {
    '/': get('landingPage', 'Landing page', JSON_TYPE, f),
    '/conformance': get('conformance', 'Conformance classes', JSON_TYPE, f),
    '/collections': get('collections', 'Collections', JSON_TYPE, f),
  };
  for (const layer of layers) {
    const path = collectionUrl('', layer.code);
    const id = layer.code.replaceAll('-', '_');
    const own = queryablesOf(layer)
      .filter(({ type }) => schemaOf[type])
      .map(({ name, title, type }) => query(name, title.en, schemaOf[type]!, commaList));
    const featureId = { name: 'featureId', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
    paths[path] = get(`${id}.collection`, layer.title.zh, JSON_TYPE, f);
    paths[`${path}/items`] = get(`${id}.items`, `Features of ${layer.title.en}`, GEOJSON_TYPE, [...OF_ITEMS, ...own]);
    paths[`${path}/items/{featureId}`] = get(`${id}.item`, 'One feature', GEOJSON_TYPE, [featureId, ...OF_ITEM]);
    paths[`${path}/queryables`] = get(`${id}.queryables`, 'Queryables', SCHEMA_TYPE, f);
    paths[`${path}/sortables`] = get(`${id}.sortables`, 'Sortables', SCHEMA_TYPE, f);
  }
  return {
    openapi: '3.0.3',
    info: { title: 'Siku geospatial', version: '1', description: 'OGC API – Features of the layers of the city' },
    servers: [{ url: root }],
    security: [{ bearer: [] }],
    paths,
    components: {
      securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } },
      parameters: PARAMETERS,
    },
  };
}
