import type { Message } from '@siku/standards';

/** What is asked of a base about a division. */
export interface AreaAsked {
  /** GB/T 2260 */
  code: string;
  /** What the codes of the division and of all in it begin with: 33, 3302, 330203. */
  prefix: string;
  /** yyyy-MM-dd: of what happens (registrations), from this day on until `validAt` */
  since: string;
  /** yyyy-MM-dd */
  validAt: string;
  /** instant; null for now */
  knownAt: string | null;
}

/** What the codes of a division and of all in it begin with. */
export const divisionPrefix = (code: string): string => code.replace(/(00){1,2}$/, '');

/** A number a base knows of a division as a whole. Never anything of a single record. */
export interface AreaFigure {
  /** what the figures of one table have in common: `kind`, `age` */
  topic: string;
  /** of the row; null for the total */
  code: string | null;
  title: Message;
  /** plain decimal text; null where it is suppressed, or unknown */
  value: string | null;
  unit: string | null;
  /** So few that it would tell of single people, or that it would give such a number away. */
  suppressed?: true;
  /** of an indicator: SDMX period */
  period?: string;
}
