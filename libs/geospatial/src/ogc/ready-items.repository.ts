import { Injectable } from '@nestjs/common';
import { clockSql } from '@siku/master-data';
import { Database } from '@siku/platform';
import type { Box } from '@siku/standards';
import { innerBox, meetsBoxSql } from '../filter.repository.js';
import type { Items } from './items.repository.js';
import type { ItemsQuery } from './items-query.js';
import { badParameter } from './ogc-errors.js';
import { placeRanges } from './place-ranges.js';

/** Before all ids. */
const FIRST = '00000000-0000-0000-0000-000000000000';

const FROM = `(SELECT ${clockSql('geospatial', '$1')} AS number) c`;

const SERVED = `v.layer = $3 AND v.recorded_from + 0 <= c.number AND v.recorded_to > c.number
            AND v.valid_from <= $2::date AND v.valid_to > $2::date`;

/** A page of rows {feature, place, id, n}, of which there may be one more than asked for; n counts from 1. */
const pageOf = (rows: string): string =>
  `SELECT count(*)::int AS found, convert_to(coalesce(string_agg(f.feature, ',') FILTER (WHERE f.n <= $4::int), ''), 'UTF8') AS features,
          max(f.place) FILTER (WHERE f.n = $4::int) AS place, max(f.id) FILTER (WHERE f.n = $4::int) AS id
     FROM (${rows}) f`;

/** In the order of ids: who reads a layer to its end meets each feature once, wherever it is moved meanwhile. */
const EVERYWHERE = pageOf(
  `SELECT v.feature, NULL AS place, v.master_id::text AS id, row_number() OVER (ORDER BY v.master_id) AS n
     FROM ${FROM}, geospatial.served_version v WHERE ${SERVED} AND v.master_id > $5::uuid ORDER BY v.master_id LIMIT $4::int + 1`,
);

/** Once a statement, not once a row. */
const box = (...figures: string[]): string =>
  `(SELECT ST_MakeEnvelope(${figures.map((figure) => `${figure}::float8`).join(', ')}, 4490))`;

/**
 * In the order of places, range by range: a page does not cost more because the box holds more. The condition is one that no index on
 * the geometry answers, which would find all there is in the box for each page, to be sorted.
 */
const IN_BOX = pageOf(
  `SELECT p.feature, p.place, p.master_id::text AS id, row_number() OVER () AS n FROM (
     SELECT s.* FROM ${FROM}, unnest($7::text[], $8::text[]) AS r (first, last), LATERAL (
       SELECT v.feature, v.place, v.master_id FROM geospatial.served_version v
        WHERE ${SERVED} AND v.place >= r.first AND v.place <= r.last AND (v.place, v.master_id) > ($6::text, $5::uuid)
          AND ${meetsBoxSql(box('$9', '$10', '$11', '$12'), box('$13', '$14', '$15', '$16'))} IS TRUE
        ORDER BY v.place, v.master_id LIMIT $4::int + 1) s LIMIT $4::int + 1) p`,
);

/** Whether a query asks for no more than what is kept ready: whole features at a date, in the stored system, of a layer or of a box in it. */
export const isReady = ({ from, to, crs, properties, sorts, filters, box: asked }: ItemsQuery): boolean =>
  from === to &&
  crs.srid === 4490 &&
  !crs.northFirst &&
  properties === null &&
  sorts.length + filters.length === 0 &&
  (asked === null || asked[0] <= asked[2]);

interface Page {
  found: number;
  features: Buffer;
  place: string | null;
  id: string;
}

@Injectable()
export class ReadyItemsRepository {
  constructor(private readonly database: Database) {}

  /** @param query one that `isReady` */
  async page(layer: string, query: ItemsQuery): Promise<Items> {
    const { knownAt, from, limit, after } = query;
    const asked = [knownAt, from, layer, limit];
    const { found, features, ...last } = await (query.box === null
      ? this.everywhere(asked, cursorOf(after, 1))
      : this.inBox(asked, cursorOf(after, 2), query.box));
    const next = last.place === null ? [last.id] : [last.place, last.id];
    return { features, count: Math.min(found, limit), next: found > limit ? next : null };
  }

  private async everywhere(asked: readonly unknown[], [id = FIRST]: readonly string[]): Promise<Page> {
    const [page] = await this.database.queryPrepared<Page>('items-everywhere', EVERYWHERE, [...asked, id]);
    return page!;
  }

  private async inBox(
    asked: readonly unknown[],
    [place = '', id = FIRST]: readonly string[],
    within: Box,
  ): Promise<Page> {
    const ranges = placeRanges(within).filter(([, last]) => last >= place);
    const bounds = [ranges.map(([first]) => first), ranges.map(([, last]) => last)];
    const [page] = await this.database.queryPrepared<Page>('items-in-box', IN_BOX, [
      ...[...asked, id, place, ...bounds],
      ...[...within, ...innerBox(within)],
    ]);
    return page!;
  }
}

/** What a `next` link of such a query ends with. Throws 400. */
function cursorOf(after: ItemsQuery['after'], length: number): string[] {
  if (after === null) return [];
  if (after.length !== length || after.includes(null))
    throw badParameter('after', '游标与查询不符', 'the cursor is of another query');
  return after as string[];
}
