import { badRequest } from '@siku/platform';
import { DIMENSIONS } from '../dimension.js';
import type { SeriesListQuery, VintageQuery } from './observation.dto.js';
import type { Slice } from './slice.repository.js';
import { endOf } from './vintage.js';

/** Window and vintage of a query as the repository takes them. */
export function pointOf({ validAt, knownAt }: VintageQuery): Pick<Slice, 'from' | 'to' | 'knownAt'> {
  const [from, to = from] = validAt?.split('/') ?? [];
  for (const day of [from, to, knownAt]) if (day?.length === 10) requireDay(day);
  if (from && to && to < from) throw windowReversed();
  const point = { knownAt: knownAt ? endOf(knownAt) : null };
  return from ? { ...point, from, to } : point;
}

export function sliceOf(query: SeriesListQuery & { series?: string }): Slice {
  const codes = Object.fromEntries(
    DIMENSIONS.flatMap((dimension) => (query[dimension] ? [[dimension, query[dimension].split(',')]] : [])),
  );
  return { ...pointOf(query), codes, ...(query.series ? { series: [query.series] } : {}) };
}

function windowReversed(): Error {
  const message = { zh: '起始日晚于终止日', en: 'the first day is after the last' };
  return badRequest('invalid-parameter', message, [{ parameter: 'validAt', code: 'window-reversed', message }]);
}

/** 2026-02-30 has the form of a day and is none. */
function requireDay(day: string): void {
  const at = new Date(`${day}T00:00:00Z`);
  if (!Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)) return;
  throw badRequest('invalid-parameter', { zh: `没有 ${day} 这一天`, en: `There is no day ${day}` });
}
