import { Query } from '@nestjs/common';
import { Answers, FredApi } from './fred-api.decorator.js';
import type { FredAnswer } from './fred-format.js';
import { DescribedSeries } from './described-series.js';
import { FredReleaseService } from './fred-release.service.js';
import { FredSearchService } from './fred-search.service.js';
import { FredTagService } from './fred-tag.service.js';
import {
  FredCategoryRelatedTagsQuery,
  FredCategoryTagsQuery,
  FredRelatedTagsQuery,
  FredReleaseRelatedTagsQuery,
  FredReleaseTagsQuery,
  FredSearchRelatedTagsQuery,
  FredSearchTagsQuery,
  FredSeriesTagsQuery,
  FredTagSeriesQuery,
  FredTagsQuery,
} from './fred-tag.dto.js';

/** Tags: the frequency, indicator, area and adjustment that series have in common. Related ones are of series that have all of some. */
@FredApi()
export class FredTagController {
  constructor(
    private readonly tags: FredTagService,
    private readonly described: DescribedSeries,
    private readonly found: FredSearchService,
    private readonly releases: FredReleaseService,
  ) {}

  @Answers('tags', 'Tags of all series')
  async all(@Query() query: FredTagsQuery): Promise<FredAnswer> {
    return this.tags.of(await this.described.keys(), query);
  }

  @Answers('related_tags', 'Tags of series that have some tags')
  async related(@Query() query: FredRelatedTagsQuery): Promise<FredAnswer> {
    return this.tags.related(await this.described.keys(), query);
  }

  @Answers('tags/series', 'Series that have some tags')
  series(@Query() { order_by = 'series_id', ...query }: FredTagSeriesQuery): Promise<FredAnswer> {
    return this.found.listed(query, order_by, () => true);
  }

  @Answers('series/tags', 'Tags of a series: its frequency, indicator, area and adjustment')
  ofSeries(@Query() query: FredSeriesTagsQuery): Promise<FredAnswer> {
    return this.tags.ofSeries(query);
  }

  @Answers('series/search/tags', 'Tags of the series that are found')
  async ofFound(
    @Query() { series_search_text: words, tag_search_text: search_text, ...query }: FredSearchTagsQuery,
  ): Promise<FredAnswer> {
    return this.tags.of(await this.found.keysFound(words), { ...query, search_text });
  }

  @Answers('series/search/related_tags', 'Tags of the series that are found and have some tags')
  async relatedOfFound(
    @Query() { series_search_text: words, tag_search_text: search_text, ...query }: FredSearchRelatedTagsQuery,
  ): Promise<FredAnswer> {
    return this.tags.related(await this.found.keysFound(words), { ...query, search_text });
  }

  @Answers('category/tags', 'Tags of the series of a category')
  async ofCategory(@Query() { category_id, ...query }: FredCategoryTagsQuery): Promise<FredAnswer> {
    return this.tags.of(await this.found.keysOf(category_id), query);
  }

  @Answers('category/related_tags', 'Tags of the series of a category that have some tags')
  async relatedOfCategory(@Query() { category_id, ...query }: FredCategoryRelatedTagsQuery): Promise<FredAnswer> {
    return this.tags.related(await this.found.keysOf(category_id), query);
  }

  @Answers('release/tags', 'Tags of the series of a release')
  async ofRelease(@Query() { release_id, ...query }: FredReleaseTagsQuery): Promise<FredAnswer> {
    return this.tags.of(await this.releases.keysOf(release_id), query);
  }

  @Answers('release/related_tags', 'Tags of the series of a release that have some tags')
  async relatedOfRelease(@Query() { release_id, ...query }: FredReleaseRelatedTagsQuery): Promise<FredAnswer> {
    return this.tags.related(await this.releases.keysOf(release_id), query);
  }
}
