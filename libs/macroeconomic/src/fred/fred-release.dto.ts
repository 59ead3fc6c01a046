import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, MaxLength } from 'class-validator';
import { FILE_TYPES, type FileType } from './fred-format.js';
import { Day, Limit, Offset, OneOf, Whole, WholeOrNone, YesOrNo } from './fred-parameters.js';
import {
  FredCall,
  FredListQuery,
  FredPartQuery,
  FredQuery,
  SERIES_ORDERS,
  SORT_ORDERS,
  type SortOrder,
} from './fred.dto.js';

export const RELEASE_ID = { type: 'integer', minimum: 0, description: 'A release is a dataset' };
const SOURCE_ID = { type: 'integer', minimum: 0, description: 'A source is a department' };

const RELEASE_ORDERS = ['release_id', 'name', 'press_release', 'realtime_start', 'realtime_end'] as const;

export class FredReleasesQuery extends FredPartQuery {
  @OneOf(RELEASE_ORDERS, { default: 'release_id' })
  order_by?: string;
}

export class FredReleaseQuery extends FredQuery {
  @Whole(RELEASE_ID)
  release_id!: number;
}

export class FredReleaseTablesQuery {
  @ApiPropertyOptional({ description: 'API key, for clients that send it here; Authorization is better' })
  @IsOptional()
  @MaxLength(4096)
  api_key?: string;

  @OneOf(FILE_TYPES, { default: 'xml' })
  file_type?: FileType;

  @Whole(RELEASE_ID)
  release_id!: number;

  @WholeOrNone({ description: 'An indicator, or a series, of the release; all of it by default' })
  element_id?: number;

  @YesOrNo({ description: 'With the last observation of each series' })
  include_observation_values?: boolean;

  @Day('The last observation is the one that begins on this day or before; the latest by default')
  observation_date?: string;
}

export class FredReleaseSeriesQuery extends FredListQuery {
  @Whole(RELEASE_ID)
  release_id!: number;

  @OneOf(SERIES_ORDERS, { default: 'series_id' })
  order_by?: string;
}

class FredDatesQuery extends FredCall {
  @OneOf(FILE_TYPES, { default: 'xml' })
  file_type?: FileType;

  @Offset()
  offset?: number;

  @OneOf(SORT_ORDERS, { description: 'desc for all releases, asc for one' })
  sort_order?: SortOrder;

  @YesOrNo({ description: 'Of no effect: days on which nothing was published are not known' })
  include_release_dates_with_no_data?: boolean;
}

export class FredReleasesDatesQuery extends FredDatesQuery {
  @Limit(1000)
  limit?: number;

  @OneOf(['release_date', 'release_id', 'release_name'], { default: 'release_date' })
  order_by?: string;
}

export class FredReleaseDatesQuery extends FredDatesQuery {
  @Whole(RELEASE_ID)
  release_id!: number;

  @Limit(10_000)
  limit?: number;
}

export class FredSourcesQuery extends FredPartQuery {
  @OneOf(['source_id', 'name', 'realtime_start', 'realtime_end'], { default: 'source_id' })
  order_by?: string;
}

export class FredSourceQuery extends FredQuery {
  @Whole(SOURCE_ID)
  source_id!: number;
}

export class FredSourceReleasesQuery extends FredReleasesQuery {
  @Whole(SOURCE_ID)
  source_id!: number;
}
