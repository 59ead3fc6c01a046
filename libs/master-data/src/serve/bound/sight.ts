import {
  covers,
  divisionHeads,
  levelOf,
  maskValue,
  maySearchBy,
  noRightToField,
  noRightToSearchBy,
  type Grant,
  type Level,
  type NamedField,
  type PurposefulAsking,
  type RefusedReading,
} from '@siku/access';
import { INVALID_SCHEME, resolveTarget, type AttributeSpec } from '@siku/catalogue';
import { createHash } from 'node:crypto';
import type { Attributes } from '../../base/base-definition.js';
import type { Base } from '../../base/base-registry.js';
import type { PurposeBound, ReadingContext } from '../../base/reading.js';
import { valueAt, withValue } from '../../survive/attribute-path.js';
import type { MasterRecord } from '../master.repository.js';
import { requireKnown } from './named-fields.js';

/** A record as a grant lets it through. */
export interface ShownRecord extends MasterRecord {
  markers: Record<string, boolean>;
}

/** What the holder of a grant sees of a base's records. Pure. */
export class Sight {
  /** Every attribute she may have, in whatever form. */
  readonly all: readonly string[];
  private readonly heads: string[] | null;

  constructor(
    readonly base: Base,
    readonly reading: PurposeBound,
    readonly grant: Grant,
    private readonly asking: PurposefulAsking,
  ) {
    this.heads = divisionHeads(grant);
    const named = Object.keys(grant.fields).filter((path) => !path.endsWith('*'));
    const known = Object.keys(base.attributes).filter((path) => !path.endsWith('*'));
    // Of `identifiers` also what datasets bring themselves, which the dictionary does not list.
    const groups = named.filter((path) => known.every((name) => name !== path) && this.shows(levelOf(grant, path)));
    const leaves = known.filter((path) => this.sees(path) && !groups.some((group) => covers(group, path)));
    const own = Object.keys(grant.fields).filter((path) => path.endsWith('.x-*') && this.shows(grant.fields[path]!));
    this.all = [...new Set([...leaves, ...groups.filter((path) => this.isAttribute(path)), ...own])];
  }

  /** First digits of divisions to which it is restricted; null: everywhere. */
  get divisions(): readonly string[] | null {
    return this.heads;
  }

  /** The paths asked for. Throws 400 for one that is none, 403 `no-right-to-field` unless all may be delivered. */
  asked(fields: readonly NamedField[]): string[] {
    requireKnown(this.base, fields, this.reading.derived);
    const refused = fields.filter(({ path }) => !this.sees(path));
    if (refused.length > 0) throw noRightToField(this.refused(refused.map(({ path }) => path)), refused);
    return fields.map(({ path }) => path);
  }

  /** Throws 403 `no-right-to-search-by` unless all may be searched by. */
  searchBy(names: readonly NamedField[]): void {
    const refused = names.filter(({ path }) => !maySearchBy(this.grant, path));
    if (refused.length > 0) throw noRightToSearchBy(this.refused(refused.map(({ path }) => path)), refused);
  }

  /** Throws 403 `no-right-to-field` unless all may at least be verified. */
  verifies(fields: readonly NamedField[]): void {
    const refused = fields.filter(({ path }) => this.sourcesOf(path).some((source) => this.levelOf(source) === null));
    if (refused.length > 0) throw noRightToField(this.refused(refused.map(({ path }) => path)), refused);
  }

  /** Whether values of a path may be delivered; a derived one where all it is made from may be, in full. */
  sees(path: string): boolean {
    const derived = this.reading.derived[path];
    if (derived) return derived.from.every((source) => this.levelOf(source) === 'value');
    return this.shows(this.levelOf(path));
  }

  /** Whether anything in or around a path may be delivered: an address of which only the division is granted. */
  touches(path: string): boolean {
    return this.all.some((seen) => covers(seen, path) || covers(path, seen));
  }

  levelOf(path: string): Level | null {
    // What failed its check is no less the person's: 330203… with a digit wrong.
    return levelOf(this.grant, path.replace(`.${INVALID_SCHEME}`, '.'));
  }

  inside({ attributes }: { attributes: Attributes }): boolean {
    if (!this.heads) return true;
    const codes = this.reading.divisions.paths.map((path) => valueAt(attributes, path));
    return codes.some((code) => typeof code === 'string' && this.heads!.some((head) => code.startsWith(head)));
  }

  show(record: MasterRecord, paths: readonly string[], context: ReadingContext): ShownRecord {
    const markers = Object.entries(this.reading.markers).map(
      ([name, of]) => [name, of(record.attributes, context)] as const,
    );
    const attributes = this.pick(record.attributes, paths, context);
    return { ...record, attributes, markers: Object.fromEntries(markers) };
  }

  /**
   * What a representation depends on beside the version, as eight hexadecimal digits: the grant, the markers, and the day where a
   * value is derived as of it.
   */
  stateOf({ markers }: ShownRecord, paths: readonly string[], validAt: string): string {
    const day = paths.some((path) => path in this.reading.derived) ? validAt : null;
    return createHash('sha256')
      .update(JSON.stringify([this.grant.id, markers, day]))
      .digest('hex')
      .slice(0, 8);
  }

  /** Values of these paths as far as they may be delivered. */
  pick(golden: Attributes, paths: readonly string[], context: ReadingContext): Attributes {
    const shown: Attributes = {};
    for (const path of paths) {
      const derived = this.reading.derived[path];
      const at = path.replace(/\.x-\*$/, '');
      const value = derived ? derived.of(golden, context) : this.filter(at, valueAt(golden, at));
      if (value === undefined) continue;
      const present = valueAt(shown, at);
      // `identifiers.x-*` beside `identifiers.passport`
      withValue(shown, at, isObject(present) && isObject(value) ? { ...present, ...value } : value);
    }
    return shown;
  }

  /** One value in the form it may be delivered in; undefined where it may not be. */
  filter(path: string, value: unknown): unknown {
    if (value === undefined || value === null) return undefined;
    const spec = this.specAt(path);
    if (!spec && isObject(value)) {
      const members = Object.entries(value)
        .map(([name, member]) => [name, this.filter(`${path}.${name}`, member)] as const)
        .filter(([, member]) => member !== undefined);
      return members.length > 0 ? Object.fromEntries(members) : undefined;
    }
    const level = this.levelOf(path);
    if (spec?.type === 'relations' && Array.isArray(value)) {
      return this.shows(level) ? value.map((element) => this.related(element, '', spec, level)) : undefined;
    }
    if (level === 'value') return value;
    return level === 'masked' ? masked(spec, value) : undefined;
  }

  /** Others whom a record names are shown no further than the grant would show their own records. */
  private related(value: unknown, path: string, spec: AttributeSpec, level: Level | null): unknown {
    if (isObject(value)) {
      const members = Object.entries(value)
        .map(([name, inner]) => [name, this.related(inner, path ? `${path}.${name}` : name, spec, level)] as const)
        .filter(([, inner]) => inner !== undefined);
      return Object.fromEntries(members);
    }
    const own = path.startsWith('target.') ? this.levelOf(path.slice('target.'.length)) : level;
    if (!this.shows(own)) return undefined;
    if (own === 'value' && level === 'value') return value;
    return maskValue(spec.members?.[path]?.type ?? 'identifier', value);
  }

  /** What goes into the log of a refusal. */
  refused(fields: readonly string[], subjects: readonly string[] = []): RefusedReading {
    const { purpose, case: file } = this.asking;
    return { base: this.base.code, purpose, case: file, grant: this.grant.id, fields, subjects };
  }

  private sourcesOf(path: string): readonly string[] {
    return this.reading.derived[path]?.from ?? [path];
  }

  private shows(level: Level | null): boolean {
    return level === 'value' || level === 'masked';
  }

  private isAttribute(path: string): boolean {
    return Object.keys(this.base.attributes).some((name) => covers(path, name));
  }

  private specAt(path: string): AttributeSpec | undefined {
    const plain = path.replace(`.${INVALID_SCHEME}`, '.');
    return resolveTarget(this.base.attributes, plain)?.spec;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function masked(spec: AttributeSpec | undefined, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => masked(spec, item));
  return maskValue(spec?.type ?? 'identifier', value);
}
