import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsInstant } from '@siku/access';
import { PageQuery } from '@siku/master-data';
import { IsIn, IsISO8601, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { KINDS, STATUSES } from './dictionary.js';

export const SORTS = ['name', '-name', 'establishedOn', '-establishedOn', 'division', '-division'] as const;

export class LegalEntityQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Part of the present or a former name; two characters or more' })
  @IsOptional()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  name?: string;

  @ApiPropertyOptional({ description: 'Beginning of the name' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  'name.prefix'?: string;

  @ApiPropertyOptional({ description: 'Name with a few characters wrong, missing or in another order' })
  @IsOptional()
  @IsString()
  @MinLength(3)
  @MaxLength(200)
  'name.fuzzy'?: string;

  @ApiPropertyOptional({ description: 'Beginning of the pinyin of the name, or of its initials: ningbo, nbyj' })
  @IsOptional()
  @Matches(/^[a-zA-Z ]{2,200}$/)
  'name.pinyin'?: string;

  @ApiPropertyOptional({ description: 'scheme:value, e.g. uscc:91330200…' })
  @IsOptional()
  @Matches(/^[a-zA-Z][\w-]{0,40}:.{1,100}$/)
  identifier?: string;

  @ApiPropertyOptional({ description: 'GB/T 2260 code; 3302 takes in everything below' })
  @IsOptional()
  @Matches(/^\d{2,6}$/)
  division?: string;

  @ApiPropertyOptional({ description: 'GB/T 4754 section, division, group or class; takes in everything below' })
  @IsOptional()
  @Matches(/^([A-T]|[A-T]?\d{2,4})$/)
  industry?: string;

  @ApiPropertyOptional({ enum: Object.keys(KINDS) })
  @IsOptional()
  @IsIn(Object.keys(KINDS))
  kind?: string;

  @ApiPropertyOptional({ enum: Object.keys(STATUSES) })
  @IsOptional()
  @IsIn(Object.keys(STATUSES))
  status?: string;

  @ApiPropertyOptional({ description: 'Founded on or after: 2007, 2007-03 or 2007-03-05' })
  @IsOptional()
  @Matches(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  @IsISO8601({ strict: true })
  'establishedOn.from'?: string;

  @ApiPropertyOptional({ description: 'Founded on or before, the whole month or year included' })
  @IsOptional()
  @Matches(/^\d{4}(-\d{2}(-\d{2})?)?$/)
  @IsISO8601({ strict: true })
  'establishedOn.to'?: string;

  @ApiPropertyOptional({ format: 'date-time', description: 'Changed in the platform since this instant' })
  @IsOptional()
  @IsInstant()
  updatedSince?: string;

  @ApiPropertyOptional({ enum: SORTS })
  @IsOptional()
  @IsIn(SORTS)
  sort?: (typeof SORTS)[number];
}
