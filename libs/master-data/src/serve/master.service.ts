import { Injectable } from '@nestjs/common';
import { Problem } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import { BaseRegistry, type Base } from '../base/base-registry.js';
import type { Provenance } from '../survive/golden.js';
import { valueOrigins, type ValueOrigin } from './value-origins.js';
import { changedPaths } from '../version/diff-versions.js';
import { valueAt } from '../survive/attribute-path.js';
import { decodeCursor, encodeCursor } from './cursor.js';
import { parseFields, pickFields } from './fields.js';
import { LiveMatch, type MatchAnswer, type Wanted } from './live-match.js';
import { MasterRepository, type Filter, type MasterRecord, type VersionStretch } from './master.repository.js';
import type { PageQuery, RecordQuery } from './read.dto.js';
import { mergedInto, noSuchRecord, notThen, readPoint, retired, type ReadPoint } from './read-point.js';

const DEFAULT_LIMIT = 50;

/** The common read API of every base. */
@Injectable()
export class MasterService {
  constructor(
    private readonly bases: BaseRegistry,
    private readonly repository: MasterRepository,
    private readonly live: LiveMatch,
  ) {}

  base(code: string): Base {
    return this.bases.get(code);
  }

  /** One record as of the query's times. Throws 404, or 410 with the successor. */
  async record(base: Base, id: string, query: { validAt?: string; knownAt?: string }): Promise<MasterRecord> {
    return JSON.parse((await this.get(base, id, query)).text) as MasterRecord;
  }

  /** Records that meet the filters, no more than `limit`, in the order of ids. */
  async find(base: Base, filters: readonly Filter[], point: ReadPoint, limit: number): Promise<MasterRecord[]> {
    const rows = await this.repository.page(base, point, { filters, sort: null, after: null, limit });
    return rows.map(({ record }) => record);
  }

  /** Ids of records that met the filter at some time of their life, as known at an instant. */
  everWith(base: Base, filter: Filter, knownAt: string | null, limit: number): Promise<string[]> {
    return this.repository.mastersWith(base, filter, knownAt, limit);
  }

  /** What was true, and when, as known at an instant: all of valid time, in its order. */
  async history(base: Base, id: string, instant: string | undefined): Promise<MasterRecord[]> {
    const life = await this.life(base, id, instant);
    if (life.length === 0) throw await this.absence(base, id, { ...readPoint({}), knownAt: instant ?? null });
    return life;
  }

  /** The same; nothing of a record that is not there any more. */
  async life(base: Base, id: string, instant: string | undefined): Promise<MasterRecord[]> {
    const stretches = await this.stretchesOf(base, id);
    const known = instant === undefined ? open(stretches) : knownAt(stretches, instant);
    return known.map(withoutCause).sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
  }

  /** JSON text and ETag of one record. */
  async get(base: Base, id: string, query: RecordQuery): Promise<{ text: string; etag: string }> {
    const fields = parseFields(base, query.fields);
    const point = readPoint(query);
    const found = await this.repository.findText(base, id, point);
    if (!found) throw await this.absence(base, id, point);
    if (!fields) return found;
    return { ...found, text: JSON.stringify(pickFields(JSON.parse(found.text) as MasterRecord, fields)) };
  }

  /** A page of records. `sortColumns`: column of each value that `sort` may have; a leading minus reverses it. */
  async list(
    base: Base,
    query: PageQuery & { sort?: string },
    filters: readonly Filter[],
    sortColumns: Readonly<Record<string, string>>,
  ) {
    const column = query.sort && sortColumns[query.sort.replace(/^-/, '')];
    const sort = column ? { column, descending: query.sort!.startsWith('-') } : null;
    const fields = parseFields(base, query.fields);
    const point = readPoint(query);
    const limit = query.limit ?? DEFAULT_LIMIT;
    const rows = await this.repository.page(base, point, {
      filters,
      sort,
      after: decodeCursor(query.after, query.sort),
      limit: limit + 1,
    });
    const items = rows.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(({ record }) => pickFields(record, fields)),
      next: rows.length > limit && last ? encodeCursor(query.sort, [last.key, last.record.id]) : null,
      ...(query.count === 'exact' ? { total: await this.repository.count(base, point, filters) } : {}),
    };
  }

  async many(base: Base, ids: readonly string[], query: RecordQuery) {
    const fields = parseFields(base, query.fields);
    const found = await this.repository.findMany(base, ids, readPoint(query));
    const known = new Set(found.map(({ id }) => id));
    return { items: found.map((record) => pickFields(record, fields)), missing: ids.filter((id) => !known.has(id)) };
  }

  /** The one record that has the identifier at some time of its life, as of the read point. */
  async byIdentifier(base: Base, filter: Filter, query: RecordQuery): Promise<{ text: string; etag: string }> {
    const ids = await this.repository.mastersWith(base, filter, query.knownAt ?? null, 20);
    if (ids.length === 0) throw noSuchRecord();
    if (ids.length > 1) throw ambiguous(ids);
    return this.get(base, ids[0]!, query);
  }

  async versions(base: Base, id: string) {
    const stretches = await this.stretchesOf(base, id);
    const items = [...new Set(stretches.map(({ version }) => version))].map((version) => {
      const own = stretches.filter((stretch) => stretch.version === version);
      const { knownFrom, cause, actor, batch, decision } = own[0]!;
      return { id, version, knownFrom, cause, actor, batch, decision, stretches: own.map(withoutCause) };
    });
    return { items, next: null };
  }

  /** The record as version `n` left it: all of valid time as it was known then. */
  async version(base: Base, id: string, n: number) {
    const stretches = await this.stretchesOf(base, id);
    const own = stretches.find(({ version }) => version === n);
    if (!own) throw noSuchRecord();
    const { knownFrom, cause, actor, batch, decision } = own;
    const known = knownAt(stretches, knownFrom);
    const present = known.at(-1)!;
    return {
      ...withoutCause(present),
      version: n,
      cause,
      actor,
      batch,
      decision,
      provenance: await this.provenanceOf(base, present.provenance),
      stretches: known.map(withoutCause),
    };
  }

  /** Attributes in which two versions, or two states of knowledge, differ: from → to of the latest stretch of each. */
  async diff(base: Base, id: string, from: string, to: string) {
    return differences(base, id, await this.states(base, id, from, to));
  }

  /** The two sides of a diff: numbers of versions, instants or dates. */
  async states(base: Base, id: string, from: string, to: string): Promise<DiffSides> {
    const stretches = await this.stretchesOf(base, id);
    return [stateAt(stretches, from), stateAt(stretches, to)];
  }

  /** Source records down to the row of the file, and which of them gave each golden value by which rule. */
  async sources(base: Base, id: string, query: { validAt?: string; knownAt?: string }) {
    const point = readPoint(query);
    const stretches = await this.stretchesOf(base, id);
    const known = point.knownAt === null ? open(stretches) : knownAt(stretches, point.knownAt);
    if (known.length === 0) throw await this.absence(base, id, point);
    const at = known.find(
      ({ validFrom, validTo }) => validFrom <= point.validAt && (validTo === null || point.validAt < validTo),
    );
    return {
      id,
      values: at ? await this.provenanceOf(base, at.provenance) : {},
      items: await this.repository.sources(base, id, point.knownAt),
      next: null,
    };
  }

  /** Masters that the given attributes may belong to. Writes nothing. */
  match(base: Base, wanted: Wanted): Promise<MatchAnswer> {
    return this.live.match(base, wanted);
  }

  /** Why there is nothing to show. */
  async absence(base: Base, id: string, point: ReadPoint): Promise<Problem> {
    const fate = await this.repository.fate(base, id, point.knownAt);
    if (!fate) return noSuchRecord();
    if (fate.status === 'merged' && fate.successor)
      return mergedInto(fate.successor, `/v1/${base.path}/${fate.successor}`);
    return fate.status === 'retired' ? retired() : notThen();
  }

  private async stretchesOf(base: BaseDefinition, id: string): Promise<VersionStretch[]> {
    const stretches = await this.repository.stretches(base, id);
    if (stretches.length === 0) throw noSuchRecord();
    return stretches;
  }

  private async provenanceOf(base: BaseDefinition, provenance: Provenance): Promise<Record<string, ValueOrigin>> {
    const batches = await this.repository.batchIds(provenance.sources.map(({ batch }) => batch));
    return valueOrigins(base, provenance, batches);
  }
}

export type DiffSides = readonly [from: MasterRecord | null, to: MasterRecord | null];

/** What differs between two states of a record. */
export function differences({ survivorship }: BaseDefinition, id: string, [a, b]: DiffSides) {
  const paths = changedPaths(a?.attributes ?? {}, b?.attributes ?? {}, Object.keys(survivorship));
  return {
    id,
    from: a && { version: a.version, validFrom: a.validFrom, knownFrom: a.knownFrom },
    to: b && { version: b.version, validFrom: b.validFrom, knownFrom: b.knownFrom },
    changes: paths.map((path) => ({
      path,
      from: valueAt(a?.attributes ?? {}, path) ?? null,
      to: valueAt(b?.attributes ?? {}, path) ?? null,
    })),
  };
}

const withoutCause = ({ cause: _c, actor: _a, batch: _b, decision: _d, provenance: _p, ...record }: VersionStretch) =>
  record;

const open = (stretches: readonly VersionStretch[]): VersionStretch[] =>
  stretches.filter(({ knownTo }) => knownTo === null);

/** Stretches known at an instant, in the order of valid time. */
const knownAt = (stretches: readonly VersionStretch[], instant: string): VersionStretch[] => {
  const at = microseconds(instant);
  return stretches
    .filter(
      ({ knownFrom, knownTo }) => microseconds(knownFrom) <= at && (knownTo === null || at < microseconds(knownTo)),
    )
    .sort((a, b) => (a.validFrom < b.validFrom ? -1 : 1));
};

/** Date parses milliseconds only; publications are told apart by microseconds. */
const microseconds = (instant: string): number => {
  const fraction = /\.(\d+)/.exec(instant)?.[1] ?? '';
  return Math.floor(Date.parse(instant) / 1000) * 1_000_000 + Number(fraction.padEnd(6, '0').slice(0, 6));
};

/** A number is a version, an instant a state of knowledge, a date a state of the world as known now. */
function stateAt(stretches: readonly VersionStretch[], point: string): VersionStretch | null {
  if (/^\d{1,9}$/.test(point)) {
    const version = stretches.find((stretch) => stretch.version === Number(point));
    if (!version) throw noSuchRecord();
    return knownAt(stretches, version.knownFrom).at(-1) ?? null;
  }
  if (point.includes('T')) return knownAt(stretches, point).at(-1) ?? null;
  return (
    open(stretches).find(({ validFrom, validTo }) => validFrom <= point && (validTo === null || point < validTo)) ??
    null
  );
}

const ambiguous = (ids: readonly string[]): Problem =>
  new Problem(
    409,
    'ambiguous-identifier',
    { zh: '多条记录使用过该标识', en: 'More than one record has had this identifier' },
    undefined,
    { ids },
  );
