import type { Filter, Identifiers } from '@siku/master-data';
import { badRequest } from '@siku/platform';
import { normaliseText, type Box } from '@siku/standards';
import type { FeatureQuery } from './feature.dto.js';
import { bigrams } from './search.js';

const DEFAULT_DISTANCE = 1000;

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

const filter = (sql: string, ...parameters: unknown[]): Filter => ({ sql, parameters });

/** The conditions a query puts on the search columns and the geometry. */
export function featureFilters(query: FeatureQuery): Filter[] {
  const { layer, name, code, division, bbox, near, contains, distance } = query;
  const kind = query.class;
  const pinyin = query['name.pinyin']?.replaceAll(' ', '').toLowerCase();
  if (distance !== undefined && near === undefined) {
    const message = { zh: 'distance 须与 near 同用', en: '"distance" needs "near"' };
    throw badRequest('invalid-parameter', message, [{ parameter: 'distance', code: 'needs-near', message }]);
  }
  return [
    layer && inLayer(layer),
    kind && filter(`(v.class = $$ OR v.class LIKE $$)`, kind, `${escapeLike(kind)}.%`),
    name && nameContains(name),
    pinyin && filter('v.name_key LIKE $$', `${pinyin}%`),
    code && hasCode(code),
    division && filter('v.division LIKE $$', `${division.replace(/(00)+$/, '')}%`),
    bbox && inBox(figuresOf('bbox', bbox)),
    near && nearTo(figuresOf('near', near), distance ?? DEFAULT_DISTANCE),
    contains && containing(figuresOf('contains', contains)),
  ].filter((condition): condition is Filter => typeof condition === 'object');
}

export const inLayer = (layer: string): Filter => filter('v.layer = $$', layer);

const hasCode = (code: string): Filter => filter('v.code = $$', normaliseText(code));

export const featureIdentifiers: Identifiers = {
  schemes: '`code`, or the layer it is one of',
  filter: (scheme, value) => {
    if (scheme === 'code') return hasCode(value);
    if (!/^[a-z][a-z0-9_-]{0,62}$/.test(scheme)) {
      const message = { zh: 'scheme 为 code 或图层代码', en: 'the scheme is `code`, or a layer' };
      throw badRequest('invalid-parameter', message, [{ parameter: 'scheme', code: 'invalid-parameter', message }]);
    }
    return filter('v.code = $$ AND v.layer = $$', normaliseText(value), scheme);
  },
};

/** West, south, east, north; a box over the antimeridian has its west east of its east. */
export function inBox([west, south, east, north]: readonly number[]): Filter {
  if (west! <= east!) return inPlainBox(west!, south!, east!, north!);
  const [left, right] = [inPlainBox(west!, south!, 180, north!), inPlainBox(-180, south!, east!, north!)];
  return filter(`(${left.sql} OR ${right.sql})`, ...left.parameters, ...right.parameters);
}

/** Degrees by which the database's boxes may be larger than what they hold: they are kept in single precision. */
const BOX_PRECISION = 2 ** -15;

/** Where nothing is. */
const NOWHERE: Box = [400, 400, 400, 400];

const BOX = 'ST_MakeEnvelope($$::float8, $$::float8, $$::float8, $$::float8, 4490)';

function inPlainBox(west: number, south: number, east: number, north: number): Filter {
  const box: Box = [west, south, east, north];
  return filter(meetsBoxSql(BOX, BOX), ...[...box, ...innerBox(box), ...box]);
}

/**
 * What is wholly inside is known by its own box; only what comes near the edge is computed. The envelope of a box without width or height is a
 * line or a point. @param inner see `innerBox`
 */
export const meetsBoxSql = (box: string, inner: string): string =>
  `(v.geom && ${box} AND CASE WHEN v.geom @ ${inner} THEN true ELSE ST_Intersects(v.geom, ST_Envelope(${box})) END)`;

/** A box whose contents lie in the other one, however the database rounds theirs. */
export function innerBox([west, south, east, north]: Box): Box {
  if (Math.min(east - west, north - south) < 4 * BOX_PRECISION) return NOWHERE;
  return [west + BOX_PRECISION, south + BOX_PRECISION, east - BOX_PRECISION, north - BOX_PRECISION];
}

/** Metres over the ground; the box first, which the index answers. */
function nearTo([longitude, latitude]: readonly number[], metres: number): Filter {
  return filter(
    `v.geom && ST_SetSRID(ST_Envelope(ST_Buffer(ST_SetSRID(ST_MakePoint($$::float8, $$::float8), 4326)::geography, $$::float8)::geometry), 4490)
     AND ST_DWithin(ST_SetSRID(v.geom, 4326)::geography, ST_SetSRID(ST_MakePoint($$::float8, $$::float8), 4326)::geography, $$::float8)`,
    longitude,
    latitude,
    metres * 1.01,
    longitude,
    latitude,
    metres,
  );
}

const containing = ([longitude, latitude]: readonly number[]): Filter =>
  filter('ST_Covers(v.geom, ST_SetSRID(ST_MakePoint($$::float8, $$::float8), 4490))', longitude, latitude);

function nameContains(name: string): Filter {
  const text = normaliseText(name).toLowerCase();
  return filter(
    `v.name_grams @> $$::text[] AND (lower(v.name) LIKE $$ OR EXISTS (
       SELECT 1 FROM jsonb_array_elements_text(v.attributes->'alternateNames') other WHERE lower(other) LIKE $$))`,
    bigrams(text),
    `%${escapeLike(text)}%`,
    `%${escapeLike(text)}%`,
  );
}

/** Degrees, within the world; throws 400. */
function figuresOf(parameter: string, text: string): number[] {
  const figures = text.split(',').map(Number);
  const south = figures[1]!;
  const north = figures.at(-1)!;
  if (figures.some((figure, i) => Math.abs(figure) > (i % 2 === 0 ? 180 : 90)) || south > north) {
    const message = { zh: '坐标须为度，经度在前', en: 'degrees, longitude first' };
    throw badRequest('invalid-parameter', message, [{ parameter, code: 'out-of-range', message }]);
  }
  return figures;
}
