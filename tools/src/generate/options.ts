import { departments, type DepartmentCode } from './departments/departments.js';

export interface GenerateOptions {
  /** Folder for everything that is written; made when it is not there. */
  out: string;
  /** Organisations of the city. */
  entities: number;
  /** Codes of the departments that deliver; all by default. */
  departments?: readonly DepartmentCode[];
  /** The same seed gives the same bytes; 1 by default. */
  seed?: number;
  /** Monthly deliveries; 8 by default. */
  months?: number;
  /** First delivery, yyyy-MM; 2015-06 by default, so that 三证合一 falls among the deliveries. */
  start?: string;
  /** Each delivery in another format, as if departments changed their systems every month. */
  formatMix?: boolean;
}

export const DEFAULTS = { entities: 2000, seed: 1, months: 8, start: '2015-06', formatMix: false } as const;

/** Files of all months are open at a time. */
export const MAX_MONTHS = 60;

export const departmentCodes: readonly DepartmentCode[] = departments.map(({ code }) => code);
