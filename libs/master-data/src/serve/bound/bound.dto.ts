import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDay, IsInstant } from '@siku/access';
import { Ids, MayBeAbsent, PageLimit } from '@siku/platform';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsNumberString,
  IsObject,
  IsOptional,
  IsString,
  MaxLength,
} from 'class-validator';
import type { Attributes } from '../../base/base-definition.js';
import type { Verdict } from './verify.js';

/** The two times of a read, in a body. */
export class TimeBody {
  @ApiPropertyOptional({ format: 'date', description: 'When it was true; default today' })
  @IsOptional()
  @IsDay()
  validAt?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'When the platform knew it, with its zone; default now' })
  @IsOptional()
  @IsInstant()
  knownAt?: string;
}

/** What a search is to deliver. */
export class FieldsBody extends TimeBody {
  @ApiProperty({
    type: [String],
    minItems: 1,
    description: 'Attributes to deliver; age is derived from birthDate',
    example: ['name', 'age'],
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(100, { each: true })
  fields!: string[];
}

export class VerifyBody extends TimeBody {
  @ApiPropertyOptional({ format: 'uuid', description: 'The record; or name it by `identifiers`' })
  @IsOptional()
  @Ids()
  id?: string;

  @ApiPropertyOptional({
    type: 'object',
    additionalProperties: { type: 'string' },
    description: 'Scheme and value of one identifier, which the grant lets search by',
    example: { residentId: '360426199101010071' },
  })
  @MayBeAbsent()
  @IsObject()
  identifiers?: Record<string, string>;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'What the caller has, in the names of the data dictionary',
    example: { name: '王建国', birthDate: '1991-01-01' },
  })
  @IsObject()
  attributes!: Attributes;
}

export class VerifyView {
  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string', enum: ['yes', 'no', 'unknown'] },
    description:
      'Attribute path → yes, no, or unknown: there is nothing to compare, or no record, or more than one has the identifier',
  })
  answers!: Record<string, Verdict>;

  @ApiProperty({
    type: 'object',
    nullable: true,
    additionalProperties: { type: 'boolean' },
    description: 'deceased, underInvestigation, confidential; null when there is not exactly one record',
  })
  markers!: Record<string, boolean> | null;
}

export class AccessLogQuery {
  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @IsNumberString({ no_symbols: true })
  @MaxLength(15)
  after?: string;

  @PageLimit({ maximum: 1000, default: 100 })
  limit?: number;
}

class LogReader {
  @ApiProperty({ description: 'Principal: key:<id>, jwt:<subject>, admin or anonymous' })
  id!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Name of the key' })
  name!: string | null;

  @ApiProperty({ type: String, nullable: true })
  department!: string | null;
}

class LogItem {
  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ type: LogReader })
  reader!: LogReader;

  @ApiProperty({ description: 'record.search, record.read, record.verify …; of a refusal the request' })
  action!: string;

  @ApiProperty({ enum: ['delivered', 'refused'] })
  outcome!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Why it was refused' })
  code!: string | null;

  @ApiProperty({ type: [String], nullable: true, description: 'Attributes delivered, or refused' })
  fields!: string[] | null;

  @ApiProperty({ type: String, nullable: true })
  purpose!: string | null;

  @ApiProperty({ type: String, nullable: true })
  legalBasis!: string | null;

  @ApiProperty({ type: String, nullable: true })
  case!: string | null;
}

export class AccessLogPage {
  @ApiProperty({ type: [LogItem], description: 'Newest first' })
  items!: LogItem[];

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;
}
