import { Injectable } from '@nestjs/common';
import { today } from '@siku/platform';
import { crc32 } from 'node:zlib';
import { DescribedSeries } from './described-series.js';
import type { FredAnswer } from './fred-format.js';
import { notSet } from './fred-parameters.js';
import { invalid, noSuchCategory, noSuchSeries } from './fred.errors.js';
import type {
  FredCategoryQuery,
  FredCategorySeriesQuery,
  FredListQuery,
  FredSearchQuery,
  FredSeriesQuery,
  FredTagsQuery,
} from './fred.dto.js';
import { windowOf } from './realtime-window.js';
import { codesOf, headOf, indicatorTitle, tagsOf, type SeriesElement } from './series-element.js';

type Category = Readonly<{ id: number; name: string; parent_id: number }>;

const CATEGORIES = ['categories', 'category'] as const;

const ROOT: Category = { id: 0, name: 'Categories', parent_id: 0 };

/** FRED's ids are numbers that fit 32 bits with a sign: the same of an indicator everywhere. */
const categoryOf = (indicator: string): number => 1 + (crc32(indicator) % 2_000_000_000);

/** Which series there are, by words, categories, filters and tags. */
@Injectable()
export class FredSearchService {
  constructor(private readonly described: DescribedSeries) {}

  async search(query: FredSearchQuery): Promise<FredAnswer> {
    const { search_type = 'full_text', search_text } = query;
    const { order_by = search_type === 'full_text' ? 'search_rank' : 'series_id' } = query;
    return this.listed(query, order_by, search_type === 'series_id' ? likeId(search_text) : containing(search_text));
  }

  async ofCategory({ category_id, order_by = 'series_id', ...query }: FredCategorySeriesQuery): Promise<FredAnswer> {
    await this.categoryBy(category_id);
    return this.listed(query, order_by, ({ id }) => categoryOf(codesOf(String(id)).indicator) === category_id);
  }

  async category({ category_id }: FredCategoryQuery): Promise<FredAnswer> {
    return { about: {}, list: CATEGORIES, items: [await this.categoryBy(category_id)] };
  }

  async children({ category_id }: FredCategoryQuery): Promise<FredAnswer> {
    await this.categoryBy(category_id);
    const below = [...(await this.below()).values()];
    return { about: {}, list: CATEGORIES, items: category_id === ROOT.id ? inOrder(below, 'name', 'asc') : [] };
  }

  async categoriesOf({ series_id: key }: FredSeriesQuery): Promise<FredAnswer> {
    const keys = await this.described.keys();
    if (!keys.includes(key)) throw noSuchSeries();
    return { about: {}, list: CATEGORIES, items: [await this.categoryBy(categoryOf(codesOf(key).indicator))] };
  }

  async tags({
    series_id: key,
    order_by = 'series_count',
    sort_order = 'asc',
    ...query
  }: FredTagsQuery): Promise<FredAnswer> {
    const window = windowOf(query, today());
    const keys = await this.described.keys();
    if (!keys.includes(key)) throw noSuchSeries();
    const counts = new Map<string, number>();
    for (const { name } of keys.flatMap((other) => tagsOf(codesOf(other))))
      counts.set(name, (counts.get(name) ?? 0) + 1);
    const tags = tagsOf(codesOf(key)).map(({ name, group_id }) => ({
      ...{ name, group_id, notes: '', popularity: 0, series_count: counts.get(name)! },
    }));
    return {
      about: { ...window, order_by, sort_order, count: tags.length, offset: 0, limit: 1000 },
      list: ['tags', 'tag'],
      items: inOrder(tags, order_by, sort_order),
    };
  }

  /** @throws Problem 400 */
  private async categoryBy(id: number): Promise<Category> {
    const found = id === ROOT.id ? ROOT : (await this.below()).get(id);
    if (!found) throw noSuchCategory();
    return found;
  }

  /** An indicator with series is a category. */
  private async below(): Promise<Map<number, Category>> {
    const [keys, definitions] = await Promise.all([this.described.keys(), this.described.definitions()]);
    const indicators = new Set(keys.map((key) => codesOf(key).indicator));
    return new Map(
      [...indicators].map((indicator) => {
        const id = categoryOf(indicator);
        return [id, { id, name: indicatorTitle(indicator, definitions.get(indicator)), parent_id: ROOT.id }];
      }),
    );
  }

  private async listed(
    query: FredListQuery,
    order_by: string,
    meets: (series: SeriesElement) => boolean,
  ): Promise<FredAnswer> {
    const { limit = 1000, offset = 0, filter_variable, filter_value } = query;
    // What is best or most comes first, the rest by the alphabet, as FRED does.
    const { sort_order = /rank|popularity/.test(order_by) ? 'desc' : 'asc' } = query;
    if (filter_variable && filter_value === undefined) throw invalid(notSet('filter_value'));
    if (filter_value !== undefined && !filter_variable) throw invalid(notSet('filter_variable'));
    const window = windowOf(query, today());
    const found = await this.described.of(window, await this.perhaps(taggedAs(query), meets));
    const filtered = found.filter(
      (series) => meets(series) && (!filter_variable || isSame(series[filter_variable], filter_value!)),
    );
    const sorted = inOrder(filtered, order_by === 'series_id' ? 'id' : order_by, sort_order);
    return {
      about: {
        ...window,
        ...(filter_variable ? { filter_variable, filter_value: filter_value! } : {}),
        ...{ order_by, sort_order, count: sorted.length, offset, limit },
      },
      list: ['seriess', 'series'],
      items: sorted.slice(offset, offset + limit).map((series) => ({ ...series, group_popularity: 0 })),
    };
  }

  /** Series that are looked at more closely: what is told from their keys and their indicators is cheap to know. */
  private async perhaps(
    isTagged: (key: string) => boolean,
    meets: (series: SeriesElement) => boolean,
  ): Promise<string[]> {
    const [keys, definitions] = await Promise.all([this.described.keys(), this.described.definitions()]);
    return keys.filter((key) => {
      if (!isTagged(key)) return false;
      const definition = definitions.get(codesOf(key).indicator);
      // Where nobody has defined it, only the figures say what it is measured in.
      return !definition || meets(headOf(key, definition));
    });
  }
}

function inOrder<T extends Readonly<Record<string, string | number>>>(
  found: readonly T[],
  by: string,
  order: 'asc' | 'desc',
): T[] {
  // All are found equally well.
  if (by === 'search_rank') return [...found];
  const direction = order === 'desc' ? -1 : 1;
  return [...found].sort((a, b) => direction * compare(a[by] ?? 0, b[by] ?? 0));
}

const compare = (a: string | number, b: string | number): number => (a < b ? -1 : a > b ? 1 : 0);

const isSame = (own: string | number | undefined, asked: string): boolean =>
  String(own).toLowerCase() === asked.toLowerCase();

function containing(text: string): (series: SeriesElement) => boolean {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  return ({ id, title, units, frequency }) => {
    const tags = tagsOf(codesOf(String(id))).map(({ name }) => name);
    const own = [id, title, units, frequency, ...tags].join(' ').toLowerCase();
    return words.every((word) => own.includes(word));
  };
}

function taggedAs({ tag_names, exclude_tag_names }: FredListQuery): (key: string) => boolean {
  const names = (text = ''): string[] =>
    text
      .toLowerCase()
      .split(';')
      .map((name) => name.trim())
      .filter(Boolean);
  const [all, none] = [names(tag_names), names(exclude_tag_names)];
  if (all.length + none.length === 0) return () => true;
  return (key) => {
    const own = new Set(tagsOf(codesOf(key)).map(({ name }) => name));
    return all.every((name) => own.has(name)) && !none.some((name) => own.has(name));
  };
}

/** Ids that have the text somewhere; with * for anything, that are like it. */
function likeId(pattern: string): (series: SeriesElement) => boolean {
  const parts = (pattern.includes('*') ? pattern : `*${pattern}*`).toUpperCase().split('*');
  return ({ id }) => {
    const text = String(id).toUpperCase();
    let at = 0;
    for (const [i, part] of parts.entries()) {
      const found = i === parts.length - 1 ? text.length - part.length : text.indexOf(part, at);
      if (found < at || (i === 0 && found !== 0) || !text.startsWith(part, found)) return false;
      at = found + part.length;
    }
    return true;
  };
}
