import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDay, IsInstant } from '@siku/access';
import { PageLimit } from '@siku/platform';
import { IsIn, IsOptional, IsString, Matches, MaxLength, MinLength } from 'class-validator';
import { POSITION } from './change-feed.js';

export class KnownQuery {
  @ApiPropertyOptional({ format: 'date-time', description: 'When the platform knew it, with its zone; default now' })
  @IsOptional()
  @IsInstant()
  knownAt?: string;
}

/** The two times of every read. */
export class TimeQuery extends KnownQuery {
  @ApiPropertyOptional({ format: 'date', description: 'When it was true; default today' })
  @IsOptional()
  @IsDay()
  validAt?: string;
}

export class RecordQuery extends TimeQuery {
  @ApiPropertyOptional({ description: 'Attributes to deliver, comma-separated: name,identifiers.uscc' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  fields?: string;
}

export class VersionQuery {
  @ApiPropertyOptional({ description: 'Attributes to deliver, comma-separated' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  fields?: string;
}

/** Where whoever reads must say what. */
export class FieldsQuery extends TimeQuery {
  @ApiProperty({ description: 'Attributes to deliver, comma-separated: name,identifiers.residentId' })
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  fields!: string;
}

export class HistoryQuery extends KnownQuery {
  @ApiPropertyOptional({ description: 'Attributes whose history is wanted, comma-separated' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  fields?: string;
}

export class FieldsHistoryQuery extends KnownQuery {
  @ApiProperty({ description: 'Attributes whose history is wanted, comma-separated: name,residenceAddress' })
  @IsString()
  @MinLength(1)
  @MaxLength(2000)
  fields!: string;
}

export class PageQuery extends RecordQuery {
  @ApiPropertyOptional({ description: 'Cursor of the previous page' })
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  after?: string;

  @PageLimit({ maximum: 1000, default: 50 })
  limit?: number;

  @ApiPropertyOptional({ enum: ['exact'], description: 'exact: also the total of all pages' })
  @IsOptional()
  @IsIn(['exact'])
  count?: 'exact';
}

/** `from` and `to` are version numbers, or instants at which the record was known. */
export class DiffQuery {
  @ApiProperty({ description: 'Version number, instant, or date: the earlier side' })
  @IsString()
  @Matches(/^(\d{1,9}|\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?)$/)
  from!: string;

  @ApiProperty({ description: 'Version number, instant, or date: the later side' })
  @IsString()
  @Matches(/^(\d{1,9}|\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?)$/)
  to!: string;
}

export class CrosswalkQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  dataset?: string;

  @ApiPropertyOptional({ format: 'date-time' })
  @IsOptional()
  @IsInstant()
  knownAt?: string;
}

export class EventsQuery {
  @ApiPropertyOptional({
    description: 'Position after which to begin: <publication>.<ordinal>, or <publication> for all of it',
  })
  @IsOptional()
  @Matches(POSITION)
  after?: string;
}

export class ChangesQuery extends EventsQuery {
  @PageLimit({ maximum: 1000, default: 100 })
  limit?: number;
}

export class ExportQuery extends TimeQuery {
  @ApiPropertyOptional({ enum: ['ndjson', 'csv', 'parquet'], default: 'ndjson' })
  @IsOptional()
  @IsIn(['ndjson', 'csv', 'parquet'])
  format?: 'ndjson' | 'csv' | 'parquet';
}
