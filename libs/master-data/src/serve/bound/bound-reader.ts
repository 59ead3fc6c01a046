import { maskValue, outsideDivisions, ReadingRefusal, tooManyHits, type NamedField } from '@siku/access';
import { today } from '@siku/platform';
import type { Attributes } from '../../base/base-definition.js';
import { SOURCE_KEYS } from '../../base/base-registry.js';
import { ofFields } from '../fields.js';
import { differences, type MasterService } from '../master.service.js';
import type { ChangeFeed } from '../change-feed.js';
import type { Filter, MasterRecord, StoredChange } from '../master.repository.js';
import { readPoint, type ReadPoint } from '../read-point.js';
import { joinStretches, type Reader } from '../reader.js';
import { BoundRepository, withinDivisions } from './bound.repository.js';
import { fieldsOfQuery, leavesOf } from './named-fields.js';
import type { ReadingLog } from './reading-log.js';
import type { ShownRecord, Sight } from './sight.js';
import { verifyValue, type Verdict } from './verify.js';

/** More is no search for a person: whoever looks for one can say more of her. */
export const MOST_HITS = 10;

interface Times {
  validAt?: string;
  knownAt?: string;
}

/**
 * Reads within a grant. It asks the open reads for whole records and lets through what the grant does.
 */
export class BoundReader implements Reader {
  constructor(
    readonly sight: Sight,
    private readonly masters: MasterService,
    private readonly feed: ChangeFeed,
    private readonly repository: BoundRepository,
    private readonly log: ReadingLog,
  ) {}

  async get(id: string, query: Times & { fields?: string }): ReturnType<Reader['get']> {
    const paths = this.paths(query.fields);
    const { text, etag } = await this.masters.get(this.base, id, { validAt: query.validAt, knownAt: query.knownAt });
    const record = JSON.parse(text) as MasterRecord;
    this.requireInside(record, paths);
    const { validAt } = readPoint(query);
    const [shown] = await this.deliver([record], paths, validAt);
    return { text: JSON.stringify(shown), etag: etag.replace(/"$/, `.${this.sight.stateOf(shown!, paths, validAt)}"`) };
  }

  /** The whole record, for what a base derives from it; it must not leave but through `deliver`. Throws 403 outside the divisions. */
  async record(id: string, query: Times): Promise<MasterRecord> {
    // Whole, whatever fields the query names: those are for what is delivered.
    const record = await this.masters.record(this.base, id, { validAt: query.validAt, knownAt: query.knownAt });
    this.requireInside(record);
    return record;
  }

  /** Whole records inside the divisions that meet the filters; they must not leave but through `deliver`. */
  find(filters: readonly Filter[], point: ReadPoint, limit: number): Promise<MasterRecord[]> {
    const { divisions, reading } = this.sight;
    const within = divisions ? [withinDivisions(reading, divisions)] : [];
    return this.masters.find(this.base, [...filters, ...within], point, limit);
  }

  /**
   * All that was ever true of the records that met the filter at any time, by their ids, where they lay inside the divisions; it must
   * not leave but through what the grant lets see, and whoever shows it writes it down.
   */
  async lives(filter: Filter, knownAt: string | undefined, limit: number): Promise<MasterRecord[]> {
    const ids = await this.masters.everWith(this.base, filter, knownAt ?? null, limit);
    const lives: MasterRecord[] = [];
    for (const id of ids) lives.push(...(await this.masters.life(this.base, id, knownAt)));
    return lives.filter((stretch) => this.sight.inside(stretch));
  }

  /** Writes down that something made from these records is shown. */
  note(ids: Iterable<string>, paths: readonly string[]): void {
    for (const id of ids) this.log.add(id, paths);
  }

  /**
   * Records as they may be shown, written down.
   * @param validAt day they are shown as of; null: each as of its first
   * @param known those of them about which there is an open question, where that has been read with them
   */
  async deliver(
    records: readonly MasterRecord[],
    paths: readonly string[],
    validAt: string | null,
    known?: ReadonlySet<string>,
  ): Promise<ShownRecord[]> {
    const ids = records.map(({ id }) => id);
    const questioned = known ?? (await this.repository.questioned(this.base, ids));
    return records.map((record) => {
      this.log.add(record.id, paths);
      const context = { validAt: validAt ?? record.validFrom, questioned: questioned.has(record.id) };
      return this.sight.show(record, paths, context);
    });
  }

  /** Up to ten records. Throws 403 for what the grant does not give, 400 `too-many-hits`; either is in the log of who was meant. */
  async search(
    by: readonly NamedField[],
    filters: readonly Filter[],
    fields: readonly NamedField[],
    query: Times,
  ): Promise<ShownRecord[]> {
    const point = readPoint(query);
    const hits = (): Promise<MasterRecord[]> => this.find(filters, point, MOST_HITS + 1);
    let paths: string[];
    try {
      this.sight.searchBy(by);
      paths = this.sight.asked(fields);
    } catch (error) {
      if (!(error instanceof ReadingRefusal)) throw error;
      const meant = await hits();
      throw meant.length > MOST_HITS ? error : error.about(meant.map(({ id }) => id));
    }
    const found = await hits();
    if (found.length > MOST_HITS) throw tooManyHits(this.sight.refused(paths), MOST_HITS);
    return this.deliver(found, paths, point.validAt);
  }

  async whole(ids: readonly string[]): Promise<MasterRecord[]> {
    return this.show((await this.masters.many(this.base, ids, {})).items);
  }

  show(records: readonly MasterRecord[]): Promise<MasterRecord[]> {
    return this.deliver(
      records.filter((record) => this.sight.inside(record)),
      this.sight.all,
      today(),
    );
  }

  async many(ids: readonly string[], query: Times & { fields?: string }): ReturnType<Reader['many']> {
    const paths = this.paths(query.fields, ids);
    const point = readPoint(query);
    const { items, missing } = await this.masters.many(this.base, ids, { ...query, fields: undefined });
    const inside = items.filter((record) => this.sight.inside(record));
    const outside = items.filter((record) => !this.sight.inside(record)).map(({ id }) => id);
    for (const id of outside) this.log.refuse(id, 'outside-granted-divisions', paths);
    return { items: await this.deliver(inside, paths, point.validAt), missing: [...missing, ...outside] };
  }

  async match(attributes: Attributes, candidate?: string): ReturnType<Reader['match']> {
    this.sight.searchBy(leavesOf(this.base, attributes, '#/attributes'));
    // Whoever only bears some likeness is not who was asked about; ten of them would be a list.
    const answer = await this.masters.match(this.base, { attributes, only: candidate, likely: true });
    const { items, questioned } = answer;
    const seen = items.filter(({ record }) => record !== null && this.sight.inside(record));
    const records = seen.map(({ record }) => record!);
    const shown = await this.deliver(records, this.sight.all, today(), questioned);
    const candidates = seen.map((each, i) => ({
      ...each,
      // Which comparison spoke how much, not what was compared.
      evidence: each.evidence.map((evidence) => ({ ...evidence, a: null, b: null })),
      record: shown[i]!,
    }));
    return { ...answer, items: candidates };
  }

  async versions(id: string): ReturnType<Reader['versions']> {
    const { items } = await this.masters.versions(this.base, id);
    const shown: typeof items = [];
    for (const item of items) shown.push({ ...item, stretches: await this.stretches(item.stretches) });
    if (shown.every(({ stretches }) => stretches.length === 0))
      throw outsideDivisions(this.sight.refused(this.sight.all, [id]));
    return { items: shown, next: null };
  }

  async version(id: string, n: number, fields?: string): ReturnType<Reader['version']> {
    const paths = fields === undefined ? this.sight.all : this.paths(fields, [id]);
    const version = await this.masters.version(this.base, id, n);
    this.requireInside(version, paths);
    const [present] = await this.stretches([version], paths);
    const said = fields === undefined ? version.provenance : ofFields(version.provenance, paths);
    const provenance = Object.entries(said).filter(([path]) => this.sight.touches(path));
    return {
      ...version,
      ...present!,
      provenance: Object.fromEntries(provenance.map(([path, from]) => [path, this.withSourceKeys(from)])),
      stretches: await this.stretches(version.stretches, paths),
    };
  }

  async diff(id: string, from: string, to: string): ReturnType<Reader['diff']> {
    const sides = await this.masters.states(this.base, id, from, to);
    const inside = sides.map((side) => (side && this.sight.inside(side) ? side : null));
    if (inside.every((side) => side === null) && sides.some((side) => side !== null)) {
      throw outsideDivisions(this.sight.refused(this.sight.all, [id]));
    }
    const { changes, ...rest } = differences(this.base, id, [inside[0]!, inside[1]!]);
    this.log.add(id, this.sight.all);
    return {
      ...rest,
      changes: changes
        .map(({ path, from: a, to: b }) => ({
          path,
          from: this.sight.filter(path, a) ?? null,
          to: this.sight.filter(path, b) ?? null,
        }))
        .filter(({ path, from: a, to: b }) => this.sight.touches(path) && (a !== null || b !== null)),
    };
  }

  async history(id: string, { fields, knownAt }: { fields?: string; knownAt?: string }): ReturnType<Reader['history']> {
    const paths = this.paths(fields);
    const stretches = (await this.masters.history(this.base, id, knownAt)).filter((at) => this.sight.inside(at));
    if (stretches.length === 0) throw outsideDivisions(this.sight.refused(paths, [id]));
    this.log.add(id, paths);
    const shown = stretches.map((stretch) => {
      const context = { validAt: stretch.validFrom, questioned: false };
      return { ...stretch, attributes: this.sight.pick(stretch.attributes, paths, context) };
    });
    return { items: joinStretches(shown), next: null };
  }

  async sources(id: string, query: Times): ReturnType<Reader['sources']> {
    const { all } = this.sight;
    await this.record(id, query);
    const { values, items, ...rest } = await this.masters.sources(this.base, id, query);
    this.log.add(id, all);
    const context = { validAt: readPoint(query).validAt, questioned: false };
    const attributesOf = (attributes: Attributes | null): Attributes | null =>
      attributes && this.sight.pick(attributes, all, context);
    return {
      ...rest,
      values: Object.fromEntries(
        Object.entries(values)
          .filter(([path]) => this.sight.touches(path))
          .map(([path, from]) => [path, this.withSourceKeys(from)]),
      ),
      items: items.map((item) => ({
        ...item,
        sourceKey: this.sourceKey(item['sourceKey'] as string),
        statements:
          (item['statements'] as { attributes: Attributes | null }[] | null)?.map((statement) => ({
            ...statement,
            attributes: attributesOf(statement.attributes),
          })) ?? null,
      })),
    };
  }

  changes(after: string | undefined, limit: number): ReturnType<Reader['changes']> {
    return this.feed.page(this.base, after, limit, (changes) => this.screen(changes));
  }

  /** Changes of records in the divisions, each with those of its fields that may be seen; nothing where none may. */
  async screen(changes: readonly StoredChange[]): Promise<StoredChange[]> {
    const { divisions, reading } = this.sight;
    const within = divisions ? await this.repository.changesWithin(this.base, reading, divisions, changes) : null;
    return changes.flatMap((change) => {
      if (within && !within.has(`${change.publication}/${change.id}`)) return [];
      const fields = change.fields.filter((path) => this.sight.touches(path));
      if (fields.length === 0 && change.kind === 'updated') return [];
      this.log.add(change.id, fields);
      return [{ ...change, fields }];
    });
  }

  /** Which of these ids lie in the divisions at some time of their life; they are written down as delivered. */
  async within(ids: readonly string[]): Promise<(id: string) => boolean> {
    const { divisions, reading } = this.sight;
    const inside = divisions ? await this.repository.everWithin(this.base, reading, divisions, ids) : new Set(ids);
    for (const id of inside) this.log.add(id, [SOURCE_KEYS]);
    return (id) => inside.has(id);
  }

  /** Whether values a caller has are the record's: yes, no, or unknown where the record has none to compare. */
  async verify(
    record: MasterRecord,
    attributes: Attributes,
    validAt: string,
  ): Promise<{ answers: Record<string, Verdict>; markers: Record<string, boolean> }> {
    const leaves = leavesOf(this.base, attributes, '#/attributes', this.sight.reading.derived);
    const questioned = await this.repository.questioned(this.base, [record.id]);
    const context = { validAt, questioned: questioned.has(record.id) };
    const answers = leaves.map(({ path, value }) => [path, verifyValue(this.sight, record, path, value, context)]);
    this.log.add(
      record.id,
      leaves.map(({ path }) => path),
    );
    return {
      answers: Object.fromEntries(answers) as Record<string, Verdict>,
      markers: this.sight.show(record, [], context).markers,
    };
  }

  private get base() {
    return this.sight.base;
  }

  private paths(fields: string | undefined, subjects: readonly string[] = []): string[] {
    try {
      return this.sight.asked(fieldsOfQuery(fields ?? ''));
    } catch (error) {
      throw error instanceof ReadingRefusal && subjects.length > 0 ? error.about(subjects) : error;
    }
  }

  /** @param asked what would have been shown */
  private requireInside(record: MasterRecord, asked: readonly string[] = this.sight.all): void {
    if (!this.sight.inside(record)) throw outsideDivisions(this.sight.refused(asked, [record.id]));
  }

  private stretches(
    stretches: readonly MasterRecord[],
    paths: readonly string[] = this.sight.all,
  ): Promise<ShownRecord[]> {
    const inside = stretches.filter((stretch) => this.sight.inside(stretch));
    return this.deliver(inside, paths, null);
  }

  private sourceKey(key: string): string {
    return this.sight.levelOf(SOURCE_KEYS) === 'value' ? key : (maskValue('identifier', key) as string);
  }

  private withSourceKeys<T extends { sources: readonly { sourceKey: string }[] }>(from: T): T {
    const sources = from.sources.map((source) => ({ ...source, sourceKey: this.sourceKey(source.sourceKey) }));
    return { ...from, sources };
  }
}
