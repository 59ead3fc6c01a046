import { Query } from '@nestjs/common';
import { Answers, FredApi } from './fred-api.decorator.js';
import type { FredAnswer } from './fred-format.js';
import type { FredTree } from './fred-tree.js';
import { FredReleaseTablesService } from './fred-release-tables.service.js';
import { FredReleaseService } from './fred-release.service.js';
import {
  FredReleaseDatesQuery,
  FredReleaseQuery,
  FredReleasesDatesQuery,
  FredReleaseSeriesQuery,
  FredReleasesQuery,
  FredReleaseTablesQuery,
  FredSourceQuery,
  FredSourceReleasesQuery,
  FredSourcesQuery,
} from './fred-release.dto.js';
import { FredSeriesQuery } from './fred.dto.js';

/** Releases and sources: datasets and the departments that deliver them. */
@FredApi()
export class FredReleaseController {
  constructor(
    private readonly releases: FredReleaseService,
    private readonly trees: FredReleaseTablesService,
  ) {}

  @Answers('releases', 'All releases')
  all(@Query() query: FredReleasesQuery): Promise<FredAnswer> {
    return this.releases.all(query);
  }

  @Answers('releases/dates', 'Days on which releases were published')
  allDates(@Query() query: FredReleasesDatesQuery): Promise<FredAnswer> {
    return this.releases.allDates(query);
  }

  @Answers('release', 'What a release is')
  release(@Query() query: FredReleaseQuery): Promise<FredAnswer> {
    return this.releases.release(query);
  }

  @Answers('release/dates', 'Days on which a release was published')
  dates(@Query() query: FredReleaseDatesQuery): Promise<FredAnswer> {
    return this.releases.dates(query);
  }

  @Answers('release/series', 'Series of a release')
  series(@Query() query: FredReleaseSeriesQuery): Promise<FredAnswer> {
    return this.releases.series(query);
  }

  @Answers('release/tables', 'The tree of a release: its indicators, and the series of each')
  tables(@Query() query: FredReleaseTablesQuery): Promise<FredTree> {
    return this.trees.tables(query);
  }

  @Answers('release/sources', 'The source of a release')
  sourcesOf(@Query() query: FredReleaseQuery): Promise<FredAnswer> {
    return this.releases.sourcesOf(query);
  }

  @Answers('series/release', 'Releases that the latest observation of a series is in')
  ofSeries(@Query() query: FredSeriesQuery): Promise<FredAnswer> {
    return this.releases.ofSeries(query);
  }

  @Answers('sources', 'All sources')
  sources(@Query() query: FredSourcesQuery): Promise<FredAnswer> {
    return this.releases.sources(query);
  }

  @Answers('source', 'What a source is')
  source(@Query() query: FredSourceQuery): Promise<FredAnswer> {
    return this.releases.source(query);
  }

  @Answers('source/releases', 'Releases of a source')
  ofSource(@Query() query: FredSourceReleasesQuery): Promise<FredAnswer> {
    return this.releases.ofSource(query);
  }
}
