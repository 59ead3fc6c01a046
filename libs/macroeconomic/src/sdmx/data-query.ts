import { badRequest, notFound, Problem } from '@siku/platform';
import { checkPeriod, periodBounds } from '@siku/standards';
import { DIMENSIONS, type Dimension } from '../dimension.js';
import type { Slice } from '../observation/observation.repository.js';
import { endOf } from '../observation/vintage.js';
import type { Detail } from './data-format.js';
import type { DataQuery21, DataQuery30 } from './sdmx.dto.js';

export const AGENCY = 'SIKU';
export const DATAFLOW = 'OBSERVATIONS';

/** Ids of the dimensions in the order of the key, and what observations have besides. */
export const DIMENSION_IDS: Readonly<Record<Dimension, string>> = {
  frequency: 'FREQ',
  indicator: 'INDICATOR',
  area: 'REF_AREA',
  adjustment: 'ADJUSTMENT',
};

/** How much of each series is wanted. */
export interface DataRequest {
  slice: Slice;
  detail: Detail;
  /** every dissemination instead of what there is now */
  history: boolean;
  firstN: number | null;
  lastN: number | null;
}

/** `M.GDP+CPI..N`, or `all`. @throws Problem 400 when it has not one part a dimension */
export function codesOfKey(key: string | undefined): Slice['codes'] {
  if (key === undefined || key === 'all' || key === '*') return {};
  const parts = key.split('.');
  if (parts.length !== DIMENSIONS.length) {
    throw badRequest('invalid-key', {
      zh: `键须有 ${DIMENSIONS.length} 段，以点分隔`,
      en: `The key has ${DIMENSIONS.length} parts, separated by dots`,
    });
  }
  return Object.fromEntries(
    DIMENSIONS.flatMap((dimension, i) => {
      const part = parts[i]!;
      return part === '' || part === '*' ? [] : [[dimension, part.split(/[+,]/)]];
    }),
  );
}

/** `OBSERVATIONS`, `SIKU,OBSERVATIONS`, `SIKU,OBSERVATIONS,1.0`, `all`. @throws Problem 404 for another */
export function requireFlow(flow: string): void {
  const [first = '', second, version = 'latest'] = flow.split(',');
  const [agency, id] = second === undefined ? ['all', first] : [first, second];
  requireDataflow(agency, id, version, ['1.0', 'latest', 'all']);
}

export function requireDataflow(
  agency: string,
  id: string,
  version: string,
  versions: readonly string[] = ['1.0.0', '1.0', '+', '~', '*', 'latest', 'all'],
): void {
  const known =
    [AGENCY, 'all', '*'].includes(agency) && [DATAFLOW, 'all', '*'].includes(id) && versions.includes(version);
  if (!known) throw notFound({ zh: '数据流', en: 'dataflow' });
}

/** Of SDMX REST 1.5. */
export function request21(key: string | undefined, query: DataQuery21): DataRequest {
  return {
    slice: {
      ...sliceOf(codesOfKey(key), query.updatedAfter),
      ...(query.startPeriod && { from: boundsOf(query.startPeriod).from }),
      ...(query.endPeriod && { to: boundsOf(query.endPeriod).to }),
    },
    detail: query.detail ?? 'full',
    history: query.includeHistory ?? false,
    firstN: query.firstNObservations ?? null,
    lastN: query.lastNObservations ?? null,
  };
}

/** Of SDMX REST 2.x. */
export function request30(key: string | undefined, query: DataQuery30): DataRequest {
  const codes = { ...codesOfKey(key) };
  for (const dimension of DIMENSIONS) {
    const condition = query[`c[${DIMENSION_IDS[dimension]}]` as keyof DataQuery30] as string | undefined;
    if (condition) codes[dimension] = condition.split(',').map((code) => equalTo(code));
  }
  const slice: Slice = { ...sliceOf(codes, query.updatedAfter), knownAt: query.asOf ? endOf(query.asOf) : null };
  for (const condition of query['c[TIME_PERIOD]']?.split('+') ?? []) {
    const [, operator = 'eq', period = ''] = /^(?:(\w\w):)?(.+)$/.exec(condition) ?? [];
    const { from, to } = boundsOf(period);
    if (operator === 'ge' || operator === 'eq') slice.from = from;
    if (operator === 'le' || operator === 'eq') slice.to = to;
    if (!['ge', 'le', 'eq'].includes(operator)) throw notImplemented(`c[TIME_PERIOD] ${operator}`);
  }
  return {
    slice,
    detail: 'full',
    history: query.includeHistory ?? false,
    firstN: query.firstNObservations ?? null,
    lastN: query.lastNObservations ?? null,
  };
}

const sliceOf = (codes: Slice['codes'], updatedAfter: string | undefined): Slice => ({
  codes,
  knownAt: null,
  ...(updatedAfter && { updatedAfter: endOf(updatedAfter) }),
});

function equalTo(condition: string): string {
  const [, operator, code = condition] = /^(\w\w):(.*)$/.exec(condition) ?? [];
  if (operator !== undefined && operator !== 'eq') throw notImplemented(operator);
  return code;
}

function boundsOf(period: string): { from: string; to: string } {
  const checked = checkPeriod(period.slice(0, 10));
  if (checked.ok) return periodBounds(checked.value)!;
  throw badRequest('invalid-period', checked.message);
}

export const notImplemented = (what: string): Problem =>
  new Problem(501, 'not-implemented', { zh: `不支持 ${what}`, en: `${what} is not supported` });
