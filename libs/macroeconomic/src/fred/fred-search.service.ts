import { Injectable } from '@nestjs/common';
import { today } from '@siku/platform';
import { DescribedSeries } from './described-series.js';
import type { FredAnswer, Values } from './fred-format.js';
import { inOrder, pageOf } from './fred-page.js';
import { notSet } from './fred-parameters.js';
import { invalid, noSuchCategory, noSuchSeries } from './fred.errors.js';
import type {
  FredCategoryQuery,
  FredCategorySeriesQuery,
  FredListQuery,
  FredSearchQuery,
  FredSeriesQuery,
  FredUpdatesQuery,
} from './fred.dto.js';
import { windowOf } from './realtime-window.js';
import {
  byNumber,
  codesOf,
  headOf,
  inCity,
  indicatorTitle,
  numberOf,
  tagNames,
  tagsOf,
  type SeriesElement,
} from './series-element.js';

type Category = Readonly<{ id: number; name: string; parent_id: number }>;

const CATEGORIES = ['categories', 'category'] as const;

const ROOT: Category = { id: 0, name: 'Categories', parent_id: 0 };

const TWO_WEEKS_MS = 14 * 86_400_000;

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
    return this.listed(query, order_by, ({ id }) => numberOf(codesOf(String(id)).indicator) === category_id);
  }

  async category({ category_id }: FredCategoryQuery): Promise<FredAnswer> {
    return { about: {}, list: CATEGORIES, items: [await this.categoryBy(category_id)] };
  }

  async children({ category_id }: FredCategoryQuery): Promise<FredAnswer> {
    await this.categoryBy(category_id);
    const below = category_id === ROOT.id ? await this.below() : [];
    return {
      about: {},
      list: CATEGORIES,
      items: inOrder(
        below.map(({ category }) => category),
        'name',
        'asc',
      ),
    };
  }

  async categoriesOf({ series_id: key }: FredSeriesQuery): Promise<FredAnswer> {
    const keys = await this.described.keys();
    if (!keys.includes(key)) throw noSuchSeries();
    return { about: {}, list: CATEGORIES, items: [await this.categoryBy(numberOf(codesOf(key).indicator))] };
  }

  /** Related to no other. */
  async related({ category_id }: FredCategoryQuery): Promise<FredAnswer> {
    await this.categoryBy(category_id);
    return { about: {}, list: CATEGORIES, items: [] };
  }

  async updates({ filter_value = 'all', start_time, end_time, ...query }: FredUpdatesQuery): Promise<FredAnswer> {
    if ((start_time === undefined) !== (end_time === undefined)) {
      throw invalid(notSet(start_time === undefined ? 'start_time' : 'end_time'));
    }
    const since = new Date(Date.now() - TWO_WEEKS_MS).toISOString();
    const [from, to] = [
      start_time ? momentOf(start_time) : inCity(since),
      end_time ? momentOf(end_time, '59') : '9999',
    ];
    if (from > to) throw invalid('Variable end_time is before start_time');
    const isOf = (area: string): boolean => filter_value === 'all' || isNation(area) === (filter_value === 'macro');
    return this.listed(
      { ...query, sort_order: 'desc' },
      'last_updated',
      ({ id, last_updated = from }) => isOf(codesOf(String(id)).area) && last_updated >= from && last_updated <= to,
      { filter_variable: 'geography', filter_value },
    );
  }

  /** Keys of the series of a category. @throws Problem 400 for no category */
  async keysOf(category: number): Promise<string[]> {
    await this.categoryBy(category);
    return (await this.described.keys()).filter((key) => numberOf(codesOf(key).indicator) === category);
  }

  /** Keys of the series that are found by words. */
  async keysFound(words: string): Promise<string[]> {
    const [keys, definitions] = await Promise.all([this.described.keys(), this.described.definitions()]);
    const meets = containing(words);
    return keys.filter((key) => meets(headOf(key, definitions.get(codesOf(key).indicator))));
  }

  /** @throws Problem 400 */
  private async categoryBy(id: number): Promise<Category> {
    if (id === ROOT.id) return ROOT;
    const found = byNumber(await this.below(), ({ indicator }) => indicator, id);
    if (!found) throw noSuchCategory();
    return found.category;
  }

  /** An indicator with series is a category. */
  private async below(): Promise<{ indicator: string; category: Category }[]> {
    const [keys, definitions] = await Promise.all([this.described.keys(), this.described.definitions()]);
    const indicators = new Set(keys.map((key) => codesOf(key).indicator));
    return [...indicators].map((indicator) => {
      const name = indicatorTitle(indicator, definitions.get(indicator));
      return { indicator, category: { id: numberOf(indicator), name, parent_id: ROOT.id } };
    });
  }

  /** Series that meet what is asked of them, as their descriptions are known on the day. */
  async listed(
    query: FredListQuery,
    order_by: string,
    meets: (series: SeriesElement) => boolean,
    about: Values = {},
  ): Promise<FredAnswer> {
    const { filter_variable, filter_value } = query;
    // What is best or most comes first, the rest by the alphabet, as FRED does.
    const { sort_order = /rank|popularity/.test(order_by) ? 'desc' : 'asc' } = query;
    if (filter_variable && filter_value === undefined) throw invalid(notSet('filter_value'));
    if (filter_value !== undefined && !filter_variable) throw invalid(notSet('filter_variable'));
    const window = windowOf(query, today());
    const found = await this.described.of(window, await this.perhaps(taggedAs(query), meets));
    const filtered = found
      .filter((series) => meets(series) && (!filter_variable || isSame(series[filter_variable], filter_value!)))
      .map((series) => ({ ...series, group_popularity: 0 }));
    const part = { ...query, window, order_by, by: order_by === 'series_id' ? 'id' : order_by, sort_order };
    const filter = filter_variable ? { filter_variable, filter_value: filter_value! } : about;
    return pageOf(['seriess', 'series'], filtered, part, filter);
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

/** 202611270830 in the time of the city, as `last_updated` is written. */
const momentOf = (text: string, second = '00'): string =>
  `${text.replace(/^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)$/, '$1-$2-$3 $4:$5')}:${second}+08`;

/** A country of ISO 3166, not a division of one. */
const isNation = (area: string): boolean => /^[A-Z]{2}$/.test(area);

const isSame = (own: Values[string] | undefined, asked: string): boolean =>
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
  const [all, none] = [tagNames(tag_names), tagNames(exclude_tag_names)];
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
