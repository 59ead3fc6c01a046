import { Injectable } from '@nestjs/common';
import { today } from '@siku/platform';
import { DescribedSeries } from './described-series.js';
import type { FredAnswer } from './fred-format.js';
import { pageOf } from './fred-page.js';
import { noSuchSeries } from './fred.errors.js';
import type { FredRelatedTagsQuery, FredSeriesTagsQuery, FredTagsQuery } from './fred-tag.dto.js';
import { windowOf } from './realtime-window.js';
import { codesOf, tagNames, tagsOf, type Tag } from './series-element.js';

type Asked = Omit<FredTagsQuery, 'search_text'> & { search_text?: string };

/** What series have in common. */
@Injectable()
export class FredTagService {
  constructor(private readonly described: DescribedSeries) {}

  /** Of these series, by the names that are asked for. */
  async of(keys: readonly string[], query: Asked): Promise<FredAnswer> {
    const names = tagNames(query.tag_names);
    return this.answer(keys, query, ({ name }) => names.length === 0 || names.includes(name));
  }

  /** Of those of these series that have all of some tags and none of others: what else they have. */
  async related(
    keys: readonly string[],
    query: Asked & Pick<FredRelatedTagsQuery, 'tag_names' | 'exclude_tag_names'>,
  ): Promise<FredAnswer> {
    const [all, none] = [tagNames(query.tag_names), tagNames(query.exclude_tag_names)];
    const tagged = keys.filter((key) => {
      const own = tagsOf(codesOf(key)).map(({ name }) => name);
      return all.every((name) => own.includes(name)) && !none.some((name) => own.includes(name));
    });
    return this.answer(tagged, query, ({ name }) => !all.includes(name));
  }

  /** @throws Problem 400 for no series */
  async ofSeries({ series_id: key, ...query }: FredSeriesTagsQuery): Promise<FredAnswer> {
    const keys = await this.described.keys();
    if (!keys.includes(key)) throw noSuchSeries();
    const own = new Set(tagsOf(codesOf(key)).map(({ name }) => name));
    return this.answer(keys, query, ({ name }) => own.has(name));
  }

  private answer(keys: readonly string[], query: Asked, isAsked: (tag: Tag) => boolean): FredAnswer {
    const { order_by = 'series_count', tag_group_id, search_text = '', ...part } = query;
    const window = windowOf(query, today());
    const words = search_text.toLowerCase().split(/\s+/).filter(Boolean);
    const counts = new Map<string, { tag: Tag; series: number }>();
    for (const tag of keys.flatMap((key) => tagsOf(codesOf(key)))) {
      const counted = counts.get(tag.name) ?? { tag, series: 0 };
      counts.set(tag.name, { tag, series: counted.series + 1 });
    }
    const tags = [...counts.values()]
      .filter(({ tag }) => isAsked(tag) && (tag_group_id === undefined || tag.group_id === tag_group_id))
      .filter(({ tag }) => words.every((word) => tag.name.includes(word)))
      .map(({ tag, series }) => ({ ...tag, notes: '', popularity: 0, series_count: series }));
    return pageOf(['tags', 'tag'], tags, { window, order_by, by: order_by, ...part });
  }
}
