import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageLimit } from '@siku/platform';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, Matches, MaxLength, Min, MinLength } from 'class-validator';
import { AGGREGATIONS, TRANSFORMATIONS, type Aggregation, type Transformation } from '../series/transformation.js';
import type { FileType } from './fred-format.js';

const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;

const DAYS = /^\d{4}-\d{2}-\d{2}(,\d{4}-\d{2}-\d{2}){0,1999}$/;

/** Of FRED, by their letters here. */
export const FREQUENCY_LETTERS = { d: 'D', w: 'W', m: 'M', q: 'Q', sa: 'S', a: 'A' } as const;

export const OUTPUT_TYPES = [1, 2, 3, 4] as const;

export const SORT_ORDERS = ['asc', 'desc'] as const;

class FredQuery {
  @ApiPropertyOptional({ description: 'API key, for clients that send it here; Authorization is better' })
  @IsOptional()
  @MaxLength(4096)
  api_key?: string;

  @ApiPropertyOptional({ enum: ['xml', 'json'], default: 'xml' })
  @IsOptional()
  @IsIn(['xml', 'json'])
  file_type?: FileType;

  @ApiPropertyOptional({ format: 'date', description: 'Today, unless given' })
  @IsOptional()
  @Matches(DAY)
  realtime_start?: string;

  @ApiPropertyOptional({ format: 'date', description: 'Today, unless given' })
  @IsOptional()
  @Matches(DAY)
  realtime_end?: string;
}

export class FredSeriesQuery extends FredQuery {
  @ApiProperty({ example: 'Q.GDP.330200.N', description: 'Key of a series of /v1/series' })
  @MinLength(1)
  @MaxLength(300)
  series_id!: string;
}

class FredPageQuery extends FredSeriesQuery {
  @ApiPropertyOptional({ type: 'integer', minimum: 0, default: 0 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  offset?: number;

  @ApiPropertyOptional({ enum: SORT_ORDERS, default: 'asc' })
  @IsOptional()
  @IsIn(SORT_ORDERS)
  sort_order?: (typeof SORT_ORDERS)[number];
}

export class FredVintagesQuery extends FredPageQuery {
  @PageLimit({ maximum: 10_000, default: 10_000 })
  limit?: number;
}

export class FredObservationsQuery extends FredPageQuery {
  @PageLimit({ maximum: 100_000, default: 100_000 })
  limit?: number;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @Matches(DAY)
  observation_start?: string;

  @ApiPropertyOptional({ format: 'date' })
  @IsOptional()
  @Matches(DAY)
  observation_end?: string;

  @ApiPropertyOptional({ enum: TRANSFORMATIONS, default: 'lin' })
  @IsOptional()
  @IsIn(TRANSFORMATIONS)
  units?: Transformation;

  @ApiPropertyOptional({ enum: Object.keys(FREQUENCY_LETTERS), description: 'A lower frequency; whole periods only' })
  @IsOptional()
  @IsIn(Object.keys(FREQUENCY_LETTERS))
  frequency?: keyof typeof FREQUENCY_LETTERS;

  @ApiPropertyOptional({ enum: AGGREGATIONS, default: 'avg' })
  @IsOptional()
  @IsIn(AGGREGATIONS)
  aggregation_method?: Aggregation;

  @ApiPropertyOptional({
    enum: OUTPUT_TYPES,
    default: 1,
    description:
      '1: by real-time period; 2: by vintage date, all; 3: by vintage date, new and revised; 4: initial release',
  })
  @IsOptional()
  @Type(() => Number)
  @IsIn(OUTPUT_TYPES)
  output_type?: (typeof OUTPUT_TYPES)[number];

  @ApiPropertyOptional({ example: '2020-07-20,2020-10-20', description: 'Days, joined by commas' })
  @IsOptional()
  @Matches(DAYS)
  vintage_dates?: string;
}

export const SEARCH_ORDERS = [
  ...['search_rank', 'series_id', 'title', 'units', 'frequency', 'seasonal_adjustment', 'last_updated'],
  ...['observation_start', 'observation_end', 'realtime_start', 'realtime_end', 'popularity', 'group_popularity'],
] as const;

export class FredSearchQuery extends FredQuery {
  @ApiProperty({ example: 'gross product', description: 'Words that are all in the title, the units or the key' })
  @MinLength(1)
  @MaxLength(200)
  search_text!: string;

  @ApiPropertyOptional({ enum: ['full_text', 'series_id'], default: 'full_text', description: 'series_id takes *' })
  @IsOptional()
  @IsIn(['full_text', 'series_id'])
  search_type?: 'full_text' | 'series_id';

  @PageLimit({ maximum: 1000, default: 1000 })
  limit?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, default: 0 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  offset?: number;

  @ApiPropertyOptional({ enum: SEARCH_ORDERS, default: 'search_rank' })
  @IsOptional()
  @IsIn(SEARCH_ORDERS)
  order_by?: string;

  @ApiPropertyOptional({ enum: SORT_ORDERS })
  @IsOptional()
  @IsIn(SORT_ORDERS)
  sort_order?: (typeof SORT_ORDERS)[number];

  @ApiPropertyOptional({ enum: ['frequency', 'units', 'seasonal_adjustment'] })
  @IsOptional()
  @IsIn(['frequency', 'units', 'seasonal_adjustment'])
  filter_variable?: 'frequency' | 'units' | 'seasonal_adjustment';

  @ApiPropertyOptional({ description: 'Whole value of the filter variable' })
  @IsOptional()
  @MaxLength(100)
  filter_value?: string;
}
