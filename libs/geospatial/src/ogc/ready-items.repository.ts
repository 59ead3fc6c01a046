import { Injectable } from '@nestjs/common';
import { clockSql } from '@siku/master-data';
import { Database, type RawRows } from '@siku/platform';
import type { Box } from '@siku/standards';
import { innerBox, meetsBoxSql } from '../filter.repository.js';
import type { Items } from './items.repository.js';
import type { ItemsQuery } from './items-query.js';
import { badParameter } from './ogc-errors.js';
import { placeRanges } from './place-ranges.js';

/** Before all ids. */
const FIRST = '00000000-0000-0000-0000-000000000000';

const FROM = `(SELECT ${clockSql('geospatial', '$1')} AS number) c`;

// Nearly all of what is kept began before now: the sums keep the plan from an index that would say so.
const SERVED = `v.layer = $3 AND v.recorded_from + 0 <= c.number AND v.recorded_to > c.number
            AND v.valid_from + 0 <= $2::date AND v.valid_to > $2::date`;

/** In the order of ids: who reads a layer to its end meets each feature once, wherever it is moved meanwhile. */
const EVERYWHERE = `SELECT v.feature, v.master_id::text FROM ${FROM}, geospatial.served_version v
  WHERE ${SERVED} AND v.master_id > $5::uuid ORDER BY v.master_id LIMIT $4::int + 1`;

/** Once a statement, not once a row. */
const box = (...figures: string[]): string =>
  `(SELECT ST_MakeEnvelope(${figures.map((figure) => `${figure}::float8`).join(', ')}, 4490))`;

/**
 * Range by range, in each in the order of places, after a place and an id: a page does not cost more because the box holds more. The condition
 * is one that no index on the geometry answers, which would find all there is in the box for each page, to be sorted.
 */
const IN_BOX = `SELECT s.feature, s.master_id::text, s.place FROM ${FROM}, unnest($5::text[], $6::text[], $7::uuid[]) AS r (first, last, id), LATERAL (
    SELECT v.feature, v.place, v.master_id FROM geospatial.served_version v
     WHERE ${SERVED} AND (v.place, v.master_id) > (r.first, r.id) AND v.place <= r.last
       AND ${meetsBoxSql(box('$8', '$9', '$10', '$11'), box('$12', '$13', '$14', '$15'))} IS TRUE
     ORDER BY v.place, v.master_id LIMIT $4::int + 1) s LIMIT $4::int + 1`;

/** Whether a query asks for no more than what is kept ready: whole features at a date, in the stored system, of a layer or of a box in it. */
export const isReady = ({ from, to, crs, properties, sorts, filters, box: asked }: ItemsQuery): boolean =>
  from === to &&
  crs.srid === 4490 &&
  !crs.northFirst &&
  properties === null &&
  sorts.length + filters.length === 0 &&
  (asked === null || asked[0] <= asked[2]);

@Injectable()
export class ReadyItemsRepository {
  constructor(private readonly database: Database) {}

  /** @param query one that `isReady` */
  async page(layer: string, query: ItemsQuery): Promise<Items> {
    const { knownAt, from, limit, after } = query;
    const asked = [knownAt, from, layer, limit];
    const rows = await (query.box === null
      ? this.everywhere(asked, cursorOf(after, 1))
      : this.inBox(asked, cursorOf(after, 2), query.box));
    const count = Math.min(rows.count, limit);
    const last = (column: number): string | null => rows.text(limit - 1, column);
    return {
      features: rows.joined(0, count),
      count,
      next: rows.count <= limit ? null : query.box === null ? [last(1)] : [last(2), last(1)],
    };
  }

  private everywhere(asked: readonly unknown[], [id = FIRST]: readonly string[]): Promise<RawRows> {
    return this.database.queryRaw(null, EVERYWHERE, [...asked, id]);
  }

  private inBox(asked: readonly unknown[], cursor: readonly string[], within: Box): Promise<RawRows> {
    const ranges = placeRanges(within);
    const [place = ranges[0]![0], id = FIRST] = cursor;
    const begun = ranges.findIndex(([first, last]) => first <= place && place <= last);
    if (begun < 0) throw ofAnotherQuery();
    const [present, ...rest] = ranges.slice(begun);
    const bounds = [
      [place, ...rest.map(([first]) => first)],
      [present![1], ...rest.map(([, last]) => last)],
      [id, ...rest.map(() => FIRST)],
    ];
    return this.database.queryRaw('items-in-box', IN_BOX, [...asked, ...bounds, ...within, ...innerBox(within)]);
  }
}

/** What a `next` link of such a query ends with. Throws 400. */
function cursorOf(after: ItemsQuery['after'], length: number): string[] {
  if (after === null) return [];
  const isPlace = (value: string | null): boolean => value !== null && /^[0-9a-z]*$/.test(value);
  if (after.length !== length || !after.slice(0, -1).every(isPlace)) throw ofAnotherQuery();
  return after as string[];
}

const ofAnotherQuery = (): Error => badParameter('after', '游标与查询不符', 'the cursor is of another query');
