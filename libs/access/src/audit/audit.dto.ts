import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageLimit } from '@siku/platform';
import { IsIn, IsNumberString, IsOptional, MaxLength } from 'class-validator';
import { IsInstant, IsPlainText } from '../input.decorator.js';
import type { AuditOutcome } from './audit-entry.js';

const OUTCOMES: AuditOutcome[] = ['delivered', 'done', 'refused'];

export class AuditQuery {
  @ApiPropertyOptional({ description: '`key:<id>`, `jwt:<subject>`, `admin`, `anonymous` or `system`' })
  @IsOptional()
  @IsPlainText(300)
  principal?: string;

  @ApiPropertyOptional({ description: 'Department the principal acted for' })
  @IsOptional()
  @IsPlainText(100)
  department?: string;

  @ApiPropertyOptional({ description: '`noun.verb`, or `METHOD route` for refused requests', example: 'key.create' })
  @IsOptional()
  @IsPlainText(300)
  action?: string;

  @ApiPropertyOptional({ example: 'legal-entity' })
  @IsOptional()
  @IsPlainText(100)
  base?: string;

  @ApiPropertyOptional({ description: 'Id of what was read or changed, alone or together with others' })
  @IsOptional()
  @IsPlainText(300)
  subject?: string;

  @ApiPropertyOptional({ enum: OUTCOMES })
  @IsOptional()
  @IsIn(OUTCOMES)
  outcome?: AuditOutcome;

  @ApiPropertyOptional({ description: 'At or after this instant', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  from?: string;

  @ApiPropertyOptional({ description: 'Before this instant', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  to?: string;

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(15)
  after?: string;

  @PageLimit({ maximum: 1000, default: 100 })
  limit?: number;
}

export class AuditItem {
  @ApiProperty({ type: 'integer', minimum: 1, description: 'Place in the chain: 1, 2, 3 …' })
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
