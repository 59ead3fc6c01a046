import { OmitType } from '@nestjs/swagger';
import { OneOf, RequiredWords, Whole, Words } from './fred-parameters.js';
import { RELEASE_ID } from './fred-release.dto.js';
import {
  CATEGORY_ID,
  FredPartQuery,
  FredSeriesQuery,
  SERIES_ORDERS,
  SORT_ORDERS,
  TAG_GROUPS,
  TAG_NAMES,
  type SortOrder,
} from './fred.dto.js';

export const TAG_ORDERS = ['series_count', 'popularity', 'name', 'group_id'] as const;

export class FredSeriesTagsQuery extends FredSeriesQuery {
  @OneOf(TAG_ORDERS, { default: 'series_count' })
  order_by?: (typeof TAG_ORDERS)[number];

  @OneOf(SORT_ORDERS, { default: 'asc' })
  sort_order?: SortOrder;
}

/** Tags of some series, and which of them. */
export class FredTagsQuery extends FredPartQuery {
  @OneOf(TAG_ORDERS, { default: 'series_count' })
  order_by?: (typeof TAG_ORDERS)[number];

  @Words(1000, { ...TAG_NAMES, description: `${TAG_NAMES.description}only these` })
  tag_names?: string;

  @OneOf(TAG_GROUPS)
  tag_group_id?: string;

  @Words(200, { description: 'Words that are all in the name' })
  search_text?: string;
}

export class FredRelatedTagsQuery extends OmitType(FredTagsQuery, ['tag_names']) {
  @RequiredWords(1000, { ...TAG_NAMES, description: `${TAG_NAMES.description}tags of series that have all of them` })
  tag_names!: string;

  @Words(1000, { ...TAG_NAMES, description: `${TAG_NAMES.description}and none of these` })
  exclude_tag_names?: string;
}

export class FredTagSeriesQuery extends FredPartQuery {
  @RequiredWords(1000, { ...TAG_NAMES, description: `${TAG_NAMES.description}series that have all of them` })
  tag_names!: string;

  @Words(1000, { ...TAG_NAMES, description: `${TAG_NAMES.description}and none of these` })
  exclude_tag_names?: string;

  @OneOf(SERIES_ORDERS, { default: 'series_id' })
  order_by?: string;
}

export class FredCategoryTagsQuery extends FredTagsQuery {
  @Whole(CATEGORY_ID)
  category_id!: number;
}

export class FredCategoryRelatedTagsQuery extends FredRelatedTagsQuery {
  @Whole(CATEGORY_ID)
  category_id!: number;
}

export class FredReleaseTagsQuery extends FredTagsQuery {
  @Whole(RELEASE_ID)
  release_id!: number;
}

export class FredReleaseRelatedTagsQuery extends FredRelatedTagsQuery {
  @Whole(RELEASE_ID)
  release_id!: number;
}

const SEARCHED = { description: 'Words of the series, as of /fred/series/search' };

/** The name of a tag is searched by another parameter here. */
export class FredSearchTagsQuery extends OmitType(FredTagsQuery, ['search_text']) {
  @RequiredWords(200, SEARCHED)
  series_search_text!: string;

  @Words(200, { description: 'Words that are all in the name of the tag' })
  tag_search_text?: string;
}

export class FredSearchRelatedTagsQuery extends OmitType(FredRelatedTagsQuery, ['search_text']) {
  @RequiredWords(200, SEARCHED)
  series_search_text!: string;

  @Words(200, { description: 'Words that are all in the name of the tag' })
  tag_search_text?: string;
}
