import { Injectable } from '@nestjs/common';
import { clockSql, type Filter } from '@siku/master-data';
import { Database } from '@siku/platform';
import type { Box } from '@siku/standards';
import { inBox } from '../filter.repository.js';
import type { ItemsQuery, Sort } from './items-query.js';
import { badParameter } from './ogc-errors.js';
import type { ServedCrs } from './served-crs.js';

/** A page. */
export interface Items {
  /** GeoJSON texts with commas between, as bytes that are only handed on: text would be decoded to be encoded again */
  features: Buffer;
  count: number;
  /** what the next page begins after; null for the last one */
  next: (string | null)[] | null;
}

/** Digits of degrees and of metres: a tenth of a millimetre; stored coordinates as they are. */
const DIGITS = { degree: 9, metre: 4, stored: 15 };

@Injectable()
export class ItemsRepository {
  constructor(private readonly database: Database) {}

  /** The page leaves the database as one text: a thousand rows would cost more to hand over than to find. */
  async page(layer: string, query: ItemsQuery): Promise<Items> {
    const parameters: unknown[] = [query.knownAt, query.from, query.to, layer];
    const where = [
      ...(query.box ? [inBox(query.box), ...query.filters] : query.filters).map((filter) => bind(filter, parameters)),
      ...(query.from === query.to ? [] : [LATEST_OF_INTERVAL]),
      ...(query.after ? [afterSql(query.sorts, query.after, parameters)] : []),
    ];
    const cursor = [...query.sorts.map(({ queryable }) => queryable.sql), 'v.master_id'].map((sql) => `(${sql})::text`);
    const order = query.sorts.map(
      ({ queryable, descending }) => `${sortKey(queryable)} ${descending ? 'DESC' : 'ASC'} NULLS LAST, `,
    );
    parameters.push(query.limit);
    const limit = `$${parameters.length}::int`;
    const [page] = await this.database.query<{ found: number; features: Buffer; last: [(string | null)[]] | [] }>(
      `SELECT count(*)::int AS found, convert_to(coalesce(array_to_string((array_agg(f.text))[:${limit}], ','), ''), 'UTF8') AS features,
              coalesce((array_agg(f.cursor))[${limit}:${limit}], '{}') AS last
         FROM (SELECT ${featureSql(query.crs, query.properties)} AS text, ARRAY[${cursor.join(', ')}] AS cursor
                 FROM ${FROM} WHERE ${WITHIN} AND v.layer = $4 ${where.map((sql) => `AND (${sql})`).join(' ')}
                ORDER BY ${order.join('')} v.master_id LIMIT ${limit} + 1) f`,
      parameters,
    );
    const { found, features, last } = page!;
    return { features, count: Math.min(found, query.limit), next: found > query.limit ? last[0]! : null };
  }

  async one(
    layer: string,
    id: string,
    { knownAt, from, to, crs }: Pick<ItemsQuery, 'knownAt' | 'from' | 'to' | 'crs'>,
  ): Promise<string | null> {
    const [row] = await this.database.query<{ text: string }>(
      `SELECT ${featureSql(crs, null)} AS text FROM ${FROM} WHERE ${WITHIN} AND v.layer = $4 AND v.master_id = $5
        ORDER BY v.valid_from DESC LIMIT 1`,
      [knownAt, from, to, layer, id],
    );
    return row?.text ?? null;
  }

  /** Number of the last publication. */
  async clock(): Promise<string> {
    const [row] = await this.database.query<{ number: string }>(
      `SELECT number::text FROM catalogue.base_clock WHERE base = 'geospatial'`,
    );
    return row!.number;
  }

  /** What the features of a layer cover, at all dates. Computed: the index's own bounds would be a guess. */
  async extent(layer: string, clock: string): Promise<Box | null> {
    const [row] = await this.database.query<{ box: number[] | null }>(
      `SELECT CASE WHEN count(v.geom) > 0 THEN ARRAY[min(ST_XMin(v.geom)), min(ST_YMin(v.geom)), max(ST_XMax(v.geom)), max(ST_YMax(v.geom))] END AS box
         FROM geospatial.master_version v WHERE v.layer = $1 AND v.recorded_from <= $2::bigint AND v.recorded_to > $2::bigint`,
      [layer, clock],
    );
    return row?.box ? outward(row.box) : null;
  }
}

/** About a centimetre. */
const ROUNDING = 1e7;

/** A box with a few digits that holds the other one with a little to spare: asked for in any system, it holds all that is there. */
function outward([west, south, east, north]: readonly number[]): Box {
  const down = (value: number): number => Math.floor(value * ROUNDING - 0.5) / ROUNDING;
  const up = (value: number): number => Math.ceil(value * ROUNDING + 0.5) / ROUNDING;
  return [Math.max(down(west!), -180), Math.max(down(south!), -90), Math.min(up(east!), 180), Math.min(up(north!), 90)];
}

// Nearly all of what is recorded is recorded before now: the sum keeps the plan from an index that would say so.
const FROM = `(SELECT ${clockSql('geospatial', '$1')} AS number) c
         JOIN geospatial.master_version v ON v.recorded_from + 0 <= c.number AND v.recorded_to > c.number`;

const WITHIN = 'v.valid_from <= $3::date AND v.valid_to > $2::date';

/** Of several stretches that meet the interval, the last one. */
const LATEST_OF_INTERVAL = `NOT EXISTS (SELECT 1 FROM geospatial.master_version w WHERE w.master_id = v.master_id
   AND w.recorded_from <= c.number AND w.recorded_to > c.number AND w.valid_from > v.valid_from AND w.valid_from <= $3::date)`;

/** Puts a filter's parameters after those that are there. */
function bind({ sql, parameters: values }: Filter, parameters: unknown[]): string {
  let i = 0;
  return sql.replaceAll('$$', () => {
    parameters.push(values[i++]);
    return `$${parameters.length}`;
  });
}

const sortKey = ({ sql, type }: Sort['queryable']): string => (type === 'text' ? `(${sql}) COLLATE "C"` : `(${sql})`);

const CASTS: Readonly<Record<string, string>> = {
  text: 'text',
  number: 'float8',
  boolean: 'boolean',
  date: 'date',
  instant: 'timestamptz',
};

/** Rows after a cursor, in the order of the sorts and then of ids; nulls come last whichever way. */
function afterSql(sorts: readonly Sort[], after: readonly (string | null)[], parameters: unknown[]): string {
  if (after.length !== sorts.length + 1)
    throw badParameter('after', '游标与 sortby 不符', 'the cursor is of another order');
  const parameter = (value: string | null, cast: string): string => {
    parameters.push(value);
    return `$${parameters.length}::${cast}`;
  };
  const alternatives: string[] = [];
  const equals: string[] = [];
  sorts.forEach(({ queryable, descending }, i) => {
    const key = sortKey(queryable);
    const value = after[i]!;
    if (value === null) {
      equals.push(`${key} IS NULL`);
      return;
    }
    const bound = parameter(value, CASTS[queryable.type]!);
    alternatives.push([...equals, `(${key} ${descending ? '<' : '>'} ${bound} OR ${key} IS NULL)`].join(' AND '));
    equals.push(`${key} = ${bound}`);
  });
  alternatives.push([...equals, `v.master_id > ${parameter(after.at(-1)!, 'uuid')}`].join(' AND '));
  return alternatives.map((sql) => `(${sql})`).join(' OR ');
}

/** What the table knows of a feature beside its attributes, as members of its properties. */
const OWN: Readonly<Record<string, string>> = {
  validFrom: `'"validFrom":"' || v.valid_from || '"'`,
  validTo: `'"validTo":' || coalesce('"' || nullif(v.valid_to, 'infinity') || '"', 'null')`,
  version: `'"version":' || v.version`,
};

/** The feature as the database writes it: as text, which costs a third of building it. In the stored system the geometry is delivered as it is kept. */
function featureSql({ system, srid, northFirst }: ServedCrs, properties: readonly string[] | null): string {
  const moved = srid === 4490 ? 'v.geom' : `ST_Transform(v.geom, ${srid})`;
  const turned = northFirst ? `ST_FlipCoordinates(${moved})` : moved;
  const digits = DIGITS[srid === 4490 ? 'stored' : system.unit];
  const own = Object.keys(OWN);
  const all = `(coalesce((v.attributes -> 'attributes') - '{${own.join(',')}}'::text[], '{}') || (v.attributes - '{geometry,attributes,layer}'::text[]))`;
  const chosen =
    properties === null
      ? all
      : `(SELECT coalesce(jsonb_object_agg(key, value), '{}') FROM jsonb_each(${all}) WHERE key IN (${[
          ...properties.map((name) => `'${name.replaceAll("'", "''")}'`),
          'NULL',
        ].join(', ')}))`;
  const members = [
    ...own.filter((name) => properties?.includes(name) ?? true).map((name) => OWN[name]!),
    `nullif(left(substr((${chosen})::text, 2), -1), '')`,
  ];
  return `('{"type":"Feature","id":"' || v.master_id || '","geometry":' || coalesce(ST_AsGeoJSON(${turned}, ${digits}, 0), 'null') ||
     ',"properties":{' || concat_ws(',', ${members.join(', ')}) || '}}')`;
}
