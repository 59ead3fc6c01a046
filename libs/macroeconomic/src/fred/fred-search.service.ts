import { Injectable } from '@nestjs/common';
import { today } from '@siku/platform';
import { DescribedSeries } from './described-series.js';
import type { FredAnswer } from './fred-format.js';
import { notSet } from './fred-parameters.js';
import { invalid, noSuchSeries } from './fred.errors.js';
import type { FredSearchQuery, FredTagsQuery } from './fred.dto.js';
import { windowOf } from './realtime-window.js';
import { codesOf, headOf, tagsOf, type SeriesElement } from './series-element.js';

/** Which series there are, by words, filters and tags. */
@Injectable()
export class FredSearchService {
  constructor(private readonly described: DescribedSeries) {}

  async search(query: FredSearchQuery): Promise<FredAnswer> {
    const { search_type = 'full_text', limit = 1000, offset = 0, filter_variable, filter_value } = query;
    const { order_by = search_type === 'full_text' ? 'search_rank' : 'series_id' } = query;
    // What is best or most comes first, the rest by the alphabet, as FRED does.
    const { sort_order = /rank|popularity/.test(order_by) ? 'desc' : 'asc' } = query;
    if (filter_variable && filter_value === undefined) throw invalid(notSet('filter_value'));
    if (filter_value !== undefined && !filter_variable) throw invalid(notSet('filter_variable'));
    const window = windowOf(query, today());
    const meets = search_type === 'series_id' ? likeId(query.search_text) : containing(query.search_text);
    const isTagged = taggedAs(query);
    const found = await this.described.of(window, await this.perhaps((key) => isTagged(key), meets));
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

function taggedAs({ tag_names, exclude_tag_names }: FredSearchQuery): (key: string) => boolean {
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
