import type { Attributes } from './attributes.js';

/** For bases whose records are known to be the same by their attributes alone. */
export interface ExactIdentity {
  /** Text that all records of one master share and no others; null where the record says too little. */
  of(attributes: Attributes): string | null;
  /** The same in SQL, of an expression for the attributes (jsonb). */
  sql(attributes: string): string;
  /** All of it but the last value: what its neighbours share. */
  neighbourhood(identity: string): string;
}
