import { badRequest, notFound, type Problem } from '@siku/platform';
import { DIMENSIONS } from '../dimension.js';
import type { Clause, Comparison } from '../observation/clause.js';
import type { Arrangement } from '../observation/published.repository.js';
import type { Slice } from '../observation/slice.repository.js';
import { endOf } from '../observation/vintage.js';
import { versionsAsked } from '../structure/structure-version.js';
import { TIME } from './component.js';
import { conditionsOf } from './data-condition.js';
import { layoutOf, orderOf, shownByComponents, shownByDetail, type Layout } from './data-layout.js';
import { boundsOf } from './data-period.js';
import { notImplemented } from './not-implemented.js';
import type { ConditionQuery, DataQuery21, DataQuery30, WindowQuery21 } from './sdmx.dto.js';

export const AGENCY = 'SIKU';
export const DATAFLOW = 'OBSERVATIONS';

/** What is asked for of data. */
export interface DataRequest {
  slice: Slice;
  layout: Layout;
  arrangement: Arrangement;
  /** every dissemination instead of what there is now */
  history: boolean;
}

type Codes = Slice['codes'];

const EVERYTHING = new Set(['', '*', 'all']);

/** A code of a key; none is made of wildcards or has them in it. */
const CODE = /^[\w@$|-]+$/;

/** `M.GDP+CPI..N`; dimensions at the end may be left out where `partial`. @throws Problem 400 for too few or too many parts, and for what is no code */
function codesOfKey(key: string, partial: boolean): Codes {
  if (key === '') throw noCode(key);
  const parts = key.split('.');
  if (parts.length > DIMENSIONS.length || (!partial && parts.length < DIMENSIONS.length)) {
    throw badRequest('invalid-key', {
      zh: `键须有 ${DIMENSIONS.length} 段，以点分隔`,
      en: `The key has ${DIMENSIONS.length} parts, separated by dots`,
    });
  }
  return Object.fromEntries(
    parts.flatMap((part, i) => (part === '' || part === '*' ? [] : [[DIMENSIONS[i]!, part.split('+').map(codeOf)]])),
  );
}

function codeOf(text: string): string {
  if (!CODE.test(text)) throw noCode(text);
  return text;
}

const noCode = (text: string): Problem =>
  badRequest('invalid-key', {
    zh: text === '' ? '键中缺少代码' : `键中的“${text}”不是代码（* 只能单独代表一个维度的全部代码）`,
    en: text === '' ? 'A code is missing in the key' : `${text} in the key is no code (* stands alone, for all codes)`,
  });

/** `OBSERVATIONS`, `SIKU,OBSERVATIONS`, `SIKU,OBSERVATIONS,1.0`, `all`. @throws Problem 404 for another */
export function requireFlow(flow: string): void {
  const [first = '', second, version = 'latest'] = flow.split(',');
  const [agency, id] = second === undefined ? ['all', first] : [first, second];
  requireDataflow(agency, id, version);
}

/** @throws Problem 404 for another */
export function requireDataflow(agency: string, id: string, version: string): void {
  const meets = (asked: string, own: readonly string[]): boolean => asked.split(',').some((one) => own.includes(one));
  const known =
    meets(agency, [AGENCY, 'all', '*']) &&
    meets(id, [DATAFLOW, 'all', '*']) &&
    versionsAsked(version, ['1.0.0']).length > 0;
  if (!known) throw notFound({ zh: '数据流', en: 'dataflow' });
}

/** @throws Problem 400 for what data are not asked by, 501 for data of something else than a dataflow */
export function requireContext(context: string): void {
  if (context === 'dataflow' || context === '*') return;
  if (['datastructure', 'provisionagreement'].includes(context)) throw notImplemented(context);
  throw badRequest('invalid-context', { zh: 'context 只支持 dataflow', en: 'The context is dataflow' });
}

/** Data are the agency's own. @throws Problem 404 for those of another provider */
export function requireProvider(provider: string): void {
  const known = provider.split('+').some((one) => ['all', AGENCY, `${AGENCY},${AGENCY}`].includes(one));
  if (!known) throw notFound({ zh: '数据提供者', en: 'data provider' });
}

/** Of SDMX REST 1.5. */
export function slice21(key: string, query: WindowQuery21): Slice {
  return {
    codes: EVERYTHING.has(key) ? {} : codesOfKey(key, false),
    knownAt: null,
    ...(query.updatedAfter && { updatedAfter: endOf(query.updatedAfter) }),
    ...(query.startPeriod && { from: boundsOf(query.startPeriod).from }),
    ...(query.endPeriod && { to: boundsOf(query.endPeriod).to }),
  };
}

/** Of SDMX REST 2.x. @throws Problem 400 when changes are asked for that were not known yet */
export function slice30(key: string, query: ConditionQuery & { asOf?: string }): Slice {
  const keys = EVERYTHING.has(key) ? [{}] : key.split(',').map((one) => codesOfKey(one, true));
  const { where = [], ...window } = conditionsOf({ ...query });
  const several: Clause[] = keys.length > 1 ? [keys.map(comparisonsOf)] : [];
  const updatedAfter = query.updatedAfter && endOf(query.updatedAfter);
  const asOf = query.asOf ? endOf(query.asOf) : null;
  if (updatedAfter && asOf && Date.parse(updatedAfter) > Date.parse(asOf)) {
    throw badRequest('invalid-parameter', {
      zh: 'updatedAfter 晚于 asOf',
      en: 'updatedAfter is more recent than asOf',
    });
  }
  return {
    codes: keys.length === 1 ? keys[0]! : {},
    knownAt: asOf,
    ...(updatedAfter && { updatedAfter }),
    ...window,
    where: [...several, ...where],
  };
}

const comparisonsOf = (codes: Codes): Comparison[] =>
  DIMENSIONS.flatMap((component) => (codes[component] ? [{ component, anyOf: codes[component] }] : []));

/** Years of the figures here begin with it. */
const CALENDAR_YEAR = '--01-01';

/** @throws Problem 501 for years that begin on another day */
export function requireCalendarYear(start = CALENDAR_YEAR): void {
  if (start !== CALENDAR_YEAR) throw notImplemented(`reportingYearStartDay=${start}`);
}

export function request21(key: string, query: DataQuery21): DataRequest {
  const layout = layoutOf(query.dimensionAtObservation ?? TIME, shownByDetail(query.detail ?? 'full'));
  return { slice: slice21(key, query), layout, ...arranged(layout, query, {}) };
}

export function request30(key: string, query: DataQuery30): DataRequest {
  requireCalendarYear(query.reportingYearStartDay);
  const layout = layoutOf(query.dimensionAtObservation ?? TIME, shownByComponents(query.attributes, query.measures));
  return { slice: slice30(key, query), layout, ...arranged(layout, query, query) };
}

function arranged(
  layout: Layout,
  { firstNObservations, lastNObservations, includeHistory }: DataQuery21 | DataQuery30,
  { sort, offset, limit }: Pick<DataQuery30, 'sort' | 'offset' | 'limit'>,
): Pick<DataRequest, 'arrangement' | 'history'> {
  const arrangement = {
    order: orderOf(sort, layout),
    // Of a series that is only named, one row is enough.
    firstN: layout.observations ? (firstNObservations ?? null) : 1,
    lastN: layout.observations ? (lastNObservations ?? null) : null,
    offset: offset ?? 0,
    limit: limit ?? null,
  };
  return { arrangement, history: includeHistory ?? false };
}
