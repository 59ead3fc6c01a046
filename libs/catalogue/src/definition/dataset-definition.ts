import type { Message } from '@siku/standards';

/**
 * How one value is made from a row. The transforms always run in this order, whatever the order of the members:
 * from + join → ignoreValues → pattern → split → codes → (standardised by the attribute's type: format, unit) → default.
 */
export interface ValueRule {
  /** Column, or several: joined, or for a list attribute without `join` one element each. */
  from?: string | string[];
  /** Put between the parts that are not empty; "" by default. */
  join?: string;
  /** The file may lack the column. */
  optional?: boolean;
  /** The same value for every row, instead of `from`. */
  constant?: string | number;
  /** Values that mean "nothing"; instead of the dataset's own `ignoreValues`. */
  ignoreValues?: string[];
  /** Regular expression (declared subset): its groups one after another, or what it matched. */
  pattern?: string;
  /** Separators between the elements of a list. */
  split?: string | string[];
  /** What the department writes → the attribute's code; null for "nothing". */
  codes?: Record<string, string | null>;
  /** Code for what the table does not have. */
  otherwise?: string;
  /** What the table does not have refuses the row instead of warning. */
  strict?: boolean;
  /** Date format of yyyy, MM, dd, or several to try in turn. */
  format?: string | string[];
  /** Unit of the figures when the cell does not say: 万元. */
  unit?: string;
  /** Of an attribute whose name the dataset brings itself (`attributes.floors`): what it holds; text by default. */
  type?: OpenType;
  /** Of a geometry: its coordinate system (`EPSG:4549`, `GCJ-02`), whatever the file says; the file's, or CGCS2000 degrees, by default. */
  crs?: string;
  /** Of a geometry: west, south, east, north in degrees; what lies outside is refused. China by default. */
  within?: [number, number, number, number];
  /** Of an area: the division that the names of areas lie in, where several have one name (`330200`). */
  under?: string;
  /** Value when there is none; null says that none is expected, so that a pattern that finds nothing is no warning. */
  default?: string | number | null;
}

export const OPEN_TYPES = ['text', 'integer', 'decimal', 'date', 'instant', 'boolean'] as const;
export type OpenType = (typeof OPEN_TYPES)[number];

export type Rule = string | ValueRule;

/** Member of one relation (`type`, `target.name`) → rule. A list in one member makes one relation per element. */
export type RelationRule = Record<string, Rule>;

export type Mapping = Record<string, Rule | RelationRule[]>;

export type UpdateCycle = 'real-time' | 'daily' | 'weekly' | 'monthly' | 'quarterly' | 'yearly' | 'irregular';

/** Core metadata of the resource catalogue 政务信息资源目录 (GB/T 21063) that the other members do not carry. */
export interface ResourceMetadata {
  /** 信息资源代码: classification, `/`, serial */
  code?: string;
  /** 类 项 目 细目 */
  category?: string;
  format?: 'file' | 'spreadsheet' | 'database' | 'graphics' | 'media' | 'self-describing' | 'service';
  sharingMode?: 'database' | 'file' | 'service';
  sharingCondition?: string;
  openCondition?: string;
  /** yyyy-MM-dd */
  publishedOn?: string;
  relatedCodes?: string[];
}

/**
 * A table whose headings are values, such as one column per month: of each row and each such heading a row is made, with
 * the cell and the heading in two columns of their own, beside the other columns.
 */
export interface Unpivot {
  /** Which headings: their names, or a regular expression (declared subset), of which the groups one after another, or what it matched, are the value. */
  headings: string | string[];
  /** Put before what headings say: the year that only the title has (2026年). */
  prefix?: string;
  /** Name of the column made of the headings. */
  heading: string;
  /** Name of the column made of the cells. */
  cell: string;
  /** The cells add up since January of the heading's year: each becomes what came to it since the one before. */
  cumulative?: boolean;
}

/** A department's extract, declared: DESIGN section 7. */
export interface DatasetDefinition {
  base: string;
  department: string;
  title: Message;
  description?: Message;
  /** Columns that together tell the records of the dataset apart. */
  key: string[];
  mapping: Mapping;
  /** Values that mean "nothing" in every column; see `DEFAULT_IGNORED_VALUES`. */
  ignoreValues?: string[];
  /** Column with the row's own effective date. */
  effectiveDate?: string | { from: string; format?: string | string[] };
  /** In a delta, rows with one of these values take their record away. */
  deleted?: { column: string; values: string[] };
  /** How to read the file where its content leaves a choice; `entry` names the file inside a zip of several. */
  file?: {
    sheet?: string;
    headerRow?: number;
    /** Lines the headings take, from headerRow; merged cells above apply to all below them. 1 by default. */
    headerRows?: number;
    /** Columns that the table takes, where others stand beside it: A:C; of several with the same headings one after another is read. */
    columns?: string | string[];
    /** Columns whose empty cells mean the one above: cells that are merged over several lines. */
    fillDown?: string[];
    encoding?: string;
    delimiter?: string;
    entry?: string;
  };
  unpivot?: Unpivot;
  /** Attribute path, or `*` → 0–100. */
  trust?: Record<string, number>;
  /** A snapshot that would end a larger share of the dataset waits for a confirmation. */
  maxEndedShare?: number;
  updateCycle?: UpdateCycle;
  sharing?: 'unconditional' | 'conditional' | 'none';
  open?: boolean;
  classification?: 'general' | 'important' | 'core';
  resource?: ResourceMetadata;
}

/** What people write into a cell that has no value. Held against the whole cell. */
export const DEFAULT_IGNORED_VALUES: readonly string[] = [
  '-',
  '--',
  '—',
  '——',
  '/',
  '\\',
  '\\N',
  '无',
  '空',
  'null',
  'NULL',
  'N/A',
  '#N/A',
  'NaN',
];

export const DEFAULT_MAX_ENDED_SHARE = 0.2;

/** 0–100 */
export const DEFAULT_TRUST = 50;

export const ruleOf = (rule: Rule): ValueRule => (typeof rule === 'string' ? { from: rule } : rule);

export const listOf = <T>(value: T | T[] | undefined): T[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];
