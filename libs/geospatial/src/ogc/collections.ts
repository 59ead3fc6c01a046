import type { Box } from '@siku/standards';
import type { Layer } from '../layer/layer.js';
import { GEOJSON_TYPE, HTML_TYPE, JSON_TYPE, SCHEMA_TYPE, type Link } from './links.js';
import { collectionUrl } from './root.js';
import { CRS84, servedCrs } from './served-crs.js';

const STORED = 'http://www.opengis.net/def/crs/EPSG/0/4490';

/** A layer as a collection. @param root `https://host/ogc` */
export function collectionView(layer: Layer, root: string, extent: Box | null): object {
  const url = collectionUrl(root, layer.code);
  const description = layer.description ?? layer.title;
  return {
    id: layer.code,
    title: layer.title.zh,
    description: `${description.zh} ${description.en}`,
    ...(extent && {
      extent: {
        spatial: { bbox: [extent], crs: CRS84 },
        temporal: { interval: [[null, null]], trs: 'http://www.opengis.net/def/uom/ISO-8601/0/Gregorian' },
      },
    }),
    itemType: 'feature',
    crs: servedCrs.map(({ uri }) => uri),
    storageCrs: STORED,
    links: collectionLinks(url),
  };
}

function collectionLinks(url: string): Link[] {
  const link = (path: string, rel: string, type: string, title: string): Link => ({
    href: `${url}${path}`,
    rel,
    type,
    title,
  });
  return [
    link('', 'self', JSON_TYPE, 'This collection'),
    link('?f=html', 'alternate', HTML_TYPE, 'This collection as HTML'),
    link('/items', 'items', GEOJSON_TYPE, 'Features'),
    link('/items?f=html', 'items', HTML_TYPE, 'Features as HTML'),
    link('/queryables', 'http://www.opengis.net/def/rel/ogc/1.0/queryables', SCHEMA_TYPE, 'Queryables'),
    link('/sortables', 'http://www.opengis.net/def/rel/ogc/1.0/sortables', SCHEMA_TYPE, 'Sortables'),
    link('/tiles', 'http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector', JSON_TYPE, 'Vector tiles'),
  ];
}
