import type { Written } from './component.js';
import type { Layout } from './data-layout.js';
import { AGENCY, DATAFLOW } from './data-query.js';

/** Data of one dissemination, or simply what there is now. */
export interface DataSet {
  action: 'Information' | 'Replace' | 'Delete';
  /** ISO 8601: valid from, or until */
  validFrom?: string;
  validTo?: string;
  /** in the order of the layout */
  rows: AsyncIterable<readonly Written[]> | Iterable<readonly Written[]>;
}

export const FLOW = (version: string): string => `${AGENCY}:${DATAFLOW}(${version})`;

export interface Message {
  id: string;
  /** ISO 8601 */
  prepared: string;
  layout: Layout;
}
