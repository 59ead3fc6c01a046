import type { Message } from '@siku/standards';
import type { Attributes } from './attributes.js';

/** What derived values and markers depend on beside the record's own attributes. */
export interface ReadingContext {
  /** yyyy-MM-dd of the read point, or of the stretch that is shown */
  validAt: string;
  /** There is an open question about the record: sources that contradict each other. */
  questioned: boolean;
}

/** An attribute that is computed at reading. Whoever may read all it is made from may read it. */
export interface DerivedField {
  /** attribute paths */
  from: readonly string[];
  title: Message;
  of(golden: Attributes, context: ReadingContext): unknown;
}

/** A base that is read under grants only: what a grant may name, and what everybody is told. */
export interface PurposeBound {
  /** What records may be searched by: attribute paths, or names the base's search gives to several of them. */
  searchBy: readonly string[];
  /** Attributes that place a record, and the search column (text[]) that has their codes and every beginning of them. */
  divisions: { paths: readonly string[]; column: string };
  /** The search column (text[]) that has `scheme:value` of every identifier. */
  identifierColumn: string;
  derived: Readonly<Record<string, DerivedField>>;
  /** Delivered with every record, whatever was asked for. */
  markers: Readonly<Record<string, (golden: Attributes, context: ReadingContext) => boolean>>;
}

/** `open`: by role alone. */
export type Reading = 'open' | PurposeBound;
