import type { Message } from '@siku/standards';

export type ValueType = 'text' | 'number' | 'boolean' | 'date' | 'instant' | 'geometry' | 'texts';

/** What a filter may name: its type, and the SQL that yields its value of master_version `v`. */
export interface Queryable {
  name: string;
  title: Message;
  type: ValueType;
  sql: string;
  /** Null is an end that has not come: as the end of an interval it is open. */
  openEnded?: boolean;
}
