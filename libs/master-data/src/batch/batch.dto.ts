import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDay, IsInstant } from '@siku/access';
import { PageLimit } from '@siku/platform';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import type { BatchMode, BatchStatus } from './batch.js';

export const BATCH_STATUSES: BatchStatus[] = [
  'received',
  'validating',
  'matching',
  'resolving',
  'publishing',
  'published',
  'validated',
  'held',
  'rejected',
  'failed',
  'cancelled',
  'rolled-back',
];

/** Query of an upload. */
export class DeliveryQuery {
  @ApiProperty({
    enum: ['snapshot', 'delta'],
    description: 'snapshot: what is missing has ended; delta: only what is there',
  })
  @IsIn(['snapshot', 'delta'])
  mode!: BatchMode;

  @ApiPropertyOptional({ format: 'date', description: 'Date from which the rows are true; default today' })
  @IsOptional()
  @IsDay()
  effectiveDate?: string;

  @ApiPropertyOptional({
    format: 'date-time',
    description: 'Embargo: nothing of the delivery is read or known before this instant. Try it with dryRun first.',
  })
  @IsOptional()
  @IsInstant()
  publishAt?: string;

  @ApiPropertyOptional({ default: false, description: 'Validate and count only; publish nothing' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  dryRun?: boolean;
}

export class BatchListQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  dataset?: string;

  @ApiPropertyOptional({ enum: BATCH_STATUSES })
  @IsOptional()
  @IsIn(BATCH_STATUSES)
  status?: BatchStatus;

  @ApiPropertyOptional({ description: 'Cursor of the previous page' })
  @IsOptional()
  @Matches(/^\d{1,15}$/)
  after?: string;

  @PageLimit({ maximum: 500, default: 50 })
  limit?: number;
}

export class IssueListQuery {
  @ApiPropertyOptional({
    enum: ['json', 'csv', 'xlsx'],
    default: 'json',
    description: 'csv and xlsx carry the original row beside each issue',
  })
  @IsOptional()
  @IsIn(['json', 'csv', 'xlsx'])
  format?: 'json' | 'csv' | 'xlsx';

  @ApiPropertyOptional({ enum: ['error', 'warning'] })
  @IsOptional()
  @IsIn(['error', 'warning'])
  severity?: 'error' | 'warning';

  @ApiPropertyOptional({ description: 'Cursor of the previous page' })
  @IsOptional()
  @Matches(/^\d{1,9}-\d{1,9}$/)
  after?: string;

  @PageLimit({ maximum: 1000, default: 100 })
  limit?: number;
}
