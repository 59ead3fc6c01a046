import { StreamableFile } from '@nestjs/common';
import { preferredType } from '@siku/platform';
import { writeTables, type TableSheet } from '@siku/master-data';
import type { Format } from './observation.dto.js';

const TYPES = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
} as const;

/** What a query asks for, or else what the Accept header prefers of it. @throws Problem 406 */
export function formatOf({ format }: { format?: Format }, accept: string | undefined): Format {
  if (format) return format;
  const type = preferredType(accept, ['application/json', 'text/csv', TYPES.xlsx]);
  return type === 'application/json' ? 'json' : type === 'text/csv' ? 'csv' : 'xlsx';
}

export const tableAnswer = (
  format: Exclude<Format, 'json'>,
  name: string,
  sheets: readonly [TableSheet, ...TableSheet[]],
): StreamableFile =>
  new StreamableFile(writeTables(format, sheets), {
    type: TYPES[format],
    ...(format === 'xlsx' && { disposition: `attachment; filename="${name.replaceAll(/[^\w.-]/g, '_')}.xlsx"` }),
  });

/** How the documentation describes it. */
export const TABLE_CONTENT = Object.fromEntries(
  Object.values(TYPES).map((type) => [type.split(';')[0]!, { schema: { type: 'string' as const } }]),
);
