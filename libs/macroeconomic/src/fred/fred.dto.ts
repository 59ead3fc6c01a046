import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, MaxLength } from 'class-validator';
import { AGGREGATIONS, TRANSFORMATIONS, type Aggregation, type Transformation } from '../series/transformation.js';
import { FILE_TYPES, TABLE_TYPES, type FileType, type TableType } from './fred-format.js';
import { Day, Days, Limit, Moment, Offset, OneOf, RequiredWords, Whole, Words } from './fred-parameters.js';

/** Of FRED, by their letters here. */
export const FREQUENCY_LETTERS = { d: 'D', w: 'W', m: 'M', q: 'Q', sa: 'S', a: 'A' } as const;

export const OUTPUT_TYPES = [1, 2, 3, 4] as const;

export const SORT_ORDERS = ['asc', 'desc'] as const;

export type SortOrder = (typeof SORT_ORDERS)[number];

export class FredCall {
  @ApiPropertyOptional({ description: 'API key, for clients that send it here; Authorization is better' })
  @IsOptional()
  @MaxLength(4096)
  api_key?: string;

  @Day('Today, unless given')
  realtime_start?: string;

  @Day('Today, unless given; 9999-12-31 is the end of time')
  realtime_end?: string;
}

export class FredQuery extends FredCall {
  @OneOf(FILE_TYPES, { default: 'xml' })
  file_type?: FileType;
}

const SERIES_ID = { example: 'Q.GDP.330200.N', description: 'Key of a series of /v1/series' };

export class FredSeriesQuery extends FredQuery {
  @RequiredWords(300, SERIES_ID)
  series_id!: string;
}

export class FredVintagesQuery extends FredSeriesQuery {
  @Limit(10_000)
  limit?: number;

  @Offset()
  offset?: number;

  @OneOf(SORT_ORDERS, { default: 'asc' })
  sort_order?: SortOrder;
}

export class FredObservationsQuery extends FredCall {
  @RequiredWords(300, SERIES_ID)
  series_id!: string;

  @OneOf([...FILE_TYPES, ...TABLE_TYPES], {
    default: 'xml',
    description: 'csv is a zip that holds the file and what to know about it',
  })
  file_type?: FileType | TableType;

  @Limit(100_000)
  limit?: number;

  @Offset()
  offset?: number;

  @OneOf(SORT_ORDERS, { default: 'asc' })
  sort_order?: SortOrder;

  @Day()
  observation_start?: string;

  @Day()
  observation_end?: string;

  @OneOf(TRANSFORMATIONS, { default: 'lin' })
  units?: Transformation;

  @OneOf(Object.keys(FREQUENCY_LETTERS), { description: 'A lower frequency; whole periods only' })
  frequency?: keyof typeof FREQUENCY_LETTERS;

  @OneOf(AGGREGATIONS, { default: 'avg', description: 'Of no effect without frequency' })
  aggregation_method?: Aggregation;

  @OneOf(OUTPUT_TYPES, {
    default: 1,
    description:
      '1: by real-time period; 2: by vintage date, all; 3: by vintage date, new and revised; 4: initial release',
  })
  output_type?: (typeof OUTPUT_TYPES)[number];

  @Days({
    example: '2020-07-20,2020-10-20',
    description: 'Days, joined by commas; of these, those within the real-time period where one is given',
  })
  vintage_dates?: string;
}

export const SEARCH_ORDERS = [
  ...['search_rank', 'series_id', 'title', 'units', 'frequency', 'seasonal_adjustment', 'last_updated'],
  ...['observation_start', 'observation_end', 'realtime_start', 'realtime_end', 'popularity', 'group_popularity'],
] as const;

/** Without a search there is no rank. */
export const SERIES_ORDERS = SEARCH_ORDERS.filter((order) => order !== 'search_rank');

export const FILTER_VARIABLES = ['frequency', 'units', 'seasonal_adjustment'] as const;

export const TAG_NAMES = {
  example: 'quarterly;nsa',
  description: 'Names of /fred/series/tags, joined by semicolons: ',
};

/** Which of some series, and in which order. */
export class FredListQuery extends FredQuery {
  @Limit(1000)
  limit?: number;

  @Offset()
  offset?: number;

  @OneOf(SORT_ORDERS, { description: 'desc by search_rank and popularity, otherwise asc' })
  sort_order?: SortOrder;

  @OneOf(FILTER_VARIABLES, { description: 'Together with filter_value' })
  filter_variable?: (typeof FILTER_VARIABLES)[number];

  @Words(100, { description: 'Whole value of the filter variable' })
  filter_value?: string;

  @Words(1000, { ...TAG_NAMES, description: `${TAG_NAMES.description}series that have all of them` })
  tag_names?: string;

  @Words(1000, { ...TAG_NAMES, description: `${TAG_NAMES.description}series that have none of them` })
  exclude_tag_names?: string;
}

export class FredSearchQuery extends FredListQuery {
  @RequiredWords(200, {
    example: 'gross product',
    description: 'Words that are all in the title, the units, the frequency, the tags or the key',
  })
  search_text!: string;

  @OneOf(['full_text', 'series_id'], {
    default: 'full_text',
    description: 'series_id: a part of the key, or with * for anything, all of it',
  })
  search_type?: 'full_text' | 'series_id';

  @OneOf(SEARCH_ORDERS, { description: 'search_rank, unless given; of a search by series_id, series_id' })
  order_by?: string;
}

export const CATEGORY_ID = {
  type: 'integer',
  minimum: 0,
  description: '0 is all; below it, each indicator is a category',
};

export class FredCategoryQuery extends FredQuery {
  @Whole(CATEGORY_ID)
  category_id!: number;
}

export class FredCategorySeriesQuery extends FredListQuery {
  @Whole(CATEGORY_ID)
  category_id!: number;

  @OneOf(SERIES_ORDERS, { default: 'series_id' })
  order_by?: string;
}

export class FredUpdatesQuery extends FredQuery {
  @Limit(1000)
  limit?: number;

  @Offset()
  offset?: number;

  @OneOf(['macro', 'regional', 'all'], {
    default: 'all',
    description: 'macro: of a nation; regional: of a part of one',
  })
  filter_value?: 'macro' | 'regional' | 'all';

  @Moment()
  start_time?: string;

  @Moment()
  end_time?: string;
}

/** Some of a list, in an order. */
export class FredPartQuery extends FredQuery {
  @Limit(1000)
  limit?: number;

  @Offset()
  offset?: number;

  @OneOf(SORT_ORDERS, { default: 'asc' })
  sort_order?: SortOrder;
}

/** Kinds of tags: of frequency, of what is measured, of area, of seasonal adjustment. */
export const TAG_GROUPS = ['freq', 'gen', 'geo', 'seas'] as const;
