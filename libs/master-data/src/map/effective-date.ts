import { listOf, type DatasetDefinition } from '@siku/catalogue';
import { standardiseDate } from '../standardise/date.js';
import { remembered, type Standardiser } from '../standardise/standardised.js';
import type { FileColumns } from './file-columns.js';

/** The column in which rows carry their own effective date. */
export interface OwnDate {
  column: string;
  index: number;
  standardise: Standardiser;
}

export function compileEffectiveDate({ effectiveDate }: DatasetDefinition, columns: FileColumns): OwnDate | null {
  if (effectiveDate === undefined) return null;
  const { from: column, format } = typeof effectiveDate === 'string' ? { from: effectiveDate } : effectiveDate;
  const standardise = remembered(standardiseDate(listOf(format)));
  return { column, index: columns.indexOf(column, '/effectiveDate'), standardise };
}
