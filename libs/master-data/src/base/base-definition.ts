import type { AreaAsked, AreaFigure } from '../area/area-figure.js';
import type { Attributes } from './attributes.js';
import type { AttributeDictionary, CodeWords } from '@siku/catalogue';
import type { MatchModel, Profile } from '@siku/matching';
import type { Sql } from '@siku/platform';
import type { Message } from '@siku/standards';
import type { ExactIdentity } from './identity.js';
import type { Reading } from './reading.js';
import type { Tolerances } from '../survive/tolerance.js';
import type { SurvivorshipRules } from '../survive/survivorship-rule.js';
import type { Violations } from '../version/violation.js';

export type { Attributes };

/** A typed column that a base's read API filters and sorts by, beside the kernel's own. */
export interface SearchColumn {
  name: string;
  type: 'text' | 'text[]' | 'numeric' | 'bigint';
}

/**
 * What is read by the thousand, kept ready in `served_version` of the base beside the wide rows of master_version: column → SQL of its value
 * in terms of `v`, a row of master_version, by immutable functions that every node of a cluster has. For bases whose values are not sealed.
 */
export type ServedShape = Readonly<Record<string, string>>;

/**
 * What differs between the bases, declared. The kernel knows nothing else about one.
 */
export interface BaseDefinition {
  /** `legal-entity` */
  code: string;
  /** path of the read API: `legal-entities` */
  path: string;
  /** PostgreSQL schema: `legal_entity` */
  schema: string;
  title: Message;
  attributes: AttributeDictionary;
  model: MatchModel;
  /** Its records are the same by their attributes alone, see `exactIdentity`; by default they are compared. */
  identity?: ExactIdentity;
  survivorship: SurvivorshipRules;
  /** How far departments may differ before a steward is asked, as it holds for a publication; by default as far as they like. */
  tolerances?(sql: Sql): Promise<Tolerances>;
  /**
   * Rules that these records, as the coming publication has them, break alone or with others; by default there are none.
   * What it answers must follow from what is recorded only, so that the order of deliveries does not count.
   */
  violations?(sql: Sql, masters: readonly string[]): Promise<Violations>;
  /** What files call its codes, where those are data of the base: path → word as `wordOf` has it → code. */
  words?(sql: Sql): Promise<CodeWords>;
  /** Units it keeps figures in, by the code that the dictionary names with `measured`; by default as they were delivered. */
  units?(sql: Sql): Promise<ReadonlyMap<string, string>>;
  /** What it knows of a division as a whole; by default nothing. */
  areaFigures?(sql: Sql, area: AreaAsked): Promise<AreaFigure[]>;
  /** Paths of addresses that are given division and point where these were not delivered; by default none. */
  addresses?: readonly string[];
  /** Addresses of pictures that show a steward what a question about a record is about (`Accept: image/svg+xml`); by default none. */
  illustrations?(golden: Attributes): string[];
  /** Who reads it, and how much */
  reading: Reading;
  /** Its matcher compares sealed values: they are opened for `profile`, and what that answers is stored sealed. */
  comparesSealed: boolean;
  /** What the matcher compares: made from every known content of a source record, the latest first. */
  profile(history: readonly Attributes[]): Profile;
  /**
   * Identifiers that no two things can have and that prove nothing all the same, `scheme=value`: two records that share one and have little else in
   * common are put to a steward. By default there are none.
   */
  owned?(profile: Profile): readonly string[];
  /**
   * A whole number, 0 or more: the record's place in an order in which those that are compared with nearly the same others stand together. They are
   * worked off in it, which changes nothing but the time it takes. By default there is no such order.
   */
  near?(profile: Profile): number;
  searchColumns: readonly SearchColumn[];
  /** By default everything is read from master_version. */
  served?: ServedShape;
  /** Values of the search columns, in their order. `firstRecorded`: publication that first recorded anything of the record. */
  search(golden: Attributes, firstRecorded: number): unknown[];
}
