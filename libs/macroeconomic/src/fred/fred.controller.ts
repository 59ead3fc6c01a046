import { Query, type StreamableFile } from '@nestjs/common';
import { Answers, FredApi } from './fred-api.decorator.js';
import type { FredAnswer } from './fred-format.js';
import { FredSearchService } from './fred-search.service.js';
import { tableOf } from './fred-tables.js';
import {
  FredCategoryQuery,
  FredCategorySeriesQuery,
  FredObservationsQuery,
  FredSearchQuery,
  FredSeriesQuery,
  FredUpdatesQuery,
  FredVintagesQuery,
} from './fred.dto.js';
import { FredService } from './fred.service.js';

const BINARY = { schema: { type: 'string' as const, format: 'binary' } };

const TABLES = {
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': BINARY,
  'application/zip': BINARY,
};

/** Series and categories. A series is called by its key. */
@FredApi()
export class FredController {
  constructor(
    private readonly fred: FredService,
    private readonly found: FredSearchService,
  ) {}

  @Answers('series', 'What a series is')
  series(@Query() query: FredSeriesQuery): Promise<FredAnswer> {
    return this.fred.series(query);
  }

  @Answers('series/observations', 'Observations by real-time period, by vintage date, or as first released', TABLES)
  async observations(@Query() query: FredObservationsQuery): Promise<FredAnswer | StreamableFile> {
    const { file_type: type, series_id } = query;
    const found = await this.fred.observationsOf(query);
    return type === 'xlsx' || type === 'csv' ? tableOf(found, type, series_id) : found;
  }

  @Answers('series/vintagedates', 'Days on which observations were new or revised')
  vintages(@Query() query: FredVintagesQuery): Promise<FredAnswer> {
    return this.fred.vintages(query);
  }

  @Answers('series/search', 'Series by words of their title, by their key, by tags')
  search(@Query() query: FredSearchQuery): Promise<FredAnswer> {
    return this.found.search(query);
  }

  @Answers('series/updates', 'Series of which something was published in the last two weeks, the latest first')
  updates(@Query() query: FredUpdatesQuery): Promise<FredAnswer> {
    return this.found.updates(query);
  }

  @Answers('series/categories', 'The category of a series: its indicator')
  categoriesOf(@Query() query: FredSeriesQuery): Promise<FredAnswer> {
    return this.found.categoriesOf(query);
  }

  @Answers('category', 'What a category is')
  category(@Query() query: FredCategoryQuery): Promise<FredAnswer> {
    return this.found.category(query);
  }

  @Answers('category/children', 'Categories below a category')
  children(@Query() query: FredCategoryQuery): Promise<FredAnswer> {
    return this.found.children(query);
  }

  @Answers('category/related', 'None: indicators are not related to others')
  related(@Query() query: FredCategoryQuery): Promise<FredAnswer> {
    return this.found.related(query);
  }

  @Answers('category/series', 'Series of a category')
  ofCategory(@Query() query: FredCategorySeriesQuery): Promise<FredAnswer> {
    return this.found.ofCategory(query);
  }
}
