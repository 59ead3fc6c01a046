import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsNumberString, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { AuditOutcome } from './audit-entry.js';

const OUTCOMES: AuditOutcome[] = ['delivered', 'done', 'refused'];

export class AuditQuery {
  @ApiPropertyOptional({ description: '`key:<id>`, `jwt:<subject>`, `admin`, `anonymous` or `system`' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  principal?: string;

  @ApiPropertyOptional({ description: 'Department the principal acted for' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  department?: string;

  @ApiPropertyOptional({ description: '`noun.verb`, or `METHOD route` for refused requests', example: 'key.create' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  action?: string;

  @ApiPropertyOptional({ example: 'legal-entity' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  base?: string;

  @ApiPropertyOptional({ description: 'Id of what was read or changed' })
  @IsOptional()
  @IsString()
  @MaxLength(300)
  subject?: string;

  @ApiPropertyOptional({ enum: OUTCOMES })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: AuditOutcome;

  @ApiPropertyOptional({ description: 'At or after this instant', format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  from?: string;

  @ApiPropertyOptional({ description: 'Before this instant', format: 'date-time' })
  @IsOptional()
  @IsISO8601({ strict: true })
  to?: string;

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(15)
  after?: string;

  @ApiPropertyOptional({ minimum: 1, maximum: 1000, default: 100 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number;
}

export class AuditItem {
  @ApiProperty({ description: 'Place in the chain: 1, 2, 3 …' })
  number!: number;

  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty()
  principal!: string;

  @ApiProperty({ type: String, nullable: true })
  department!: string | null;

  @ApiProperty()
  action!: string;

  @ApiProperty({ type: String, nullable: true })
  base!: string | null;

  @ApiProperty({ type: String, nullable: true })
  subject!: string | null;

  @ApiProperty({ type: [String], nullable: true, description: 'Names of the fields delivered' })
  fields!: readonly string[] | null;

  @ApiProperty({ enum: OUTCOMES })
  outcome!: AuditOutcome;

  @ApiProperty({ type: Object, nullable: true, additionalProperties: true })
  detail!: unknown;

  @ApiProperty({ description: 'SHA-256 over the hash before and this entry, hex', pattern: '^[0-9a-f]{64}$' })
  hash!: string;
}

export class AuditPage {
  @ApiProperty({ type: [AuditItem], description: 'Newest first' })
  items!: AuditItem[];

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;
}
