import { Problem } from '@siku/platform';

export type DataFormat = 'csv1' | 'csv2' | 'json1' | 'json2' | 'generic' | 'specific' | 'specific30';

/** What each format is called in an answer. */
export const CONTENT_TYPES: Readonly<Record<DataFormat, string>> = {
  csv1: 'application/vnd.sdmx.data+csv;version=1.0.0',
  csv2: 'application/vnd.sdmx.data+csv;version=2.0.0',
  json1: 'application/vnd.sdmx.data+json;version=1.0.0',
  json2: 'application/vnd.sdmx.data+json;version=2.0.0',
  generic: 'application/vnd.sdmx.genericdata+xml;version=2.1',
  specific: 'application/vnd.sdmx.structurespecificdata+xml;version=2.1',
  specific30: 'application/vnd.sdmx.data+xml;version=3.0.0',
};

/** How much of it: observations with or without attributes, keys only, or series without observations. */
export const DETAILS = ['full', 'dataonly', 'serieskeysonly', 'nodata'] as const;
export type Detail = (typeof DETAILS)[number];

export type SdmxApi = '2.1' | '3.0';

/** Media type and version asked for → format; the first of a type is what it means without a version. */
const OFFERED: readonly [type: string, version: string, format: DataFormat][] = [
  ['application/vnd.sdmx.data+json', '2.0.0', 'json2'],
  ['application/vnd.sdmx.data+json', '1.0.0', 'json1'],
  ['application/vnd.sdmx.data+csv', '2.0.0', 'csv2'],
  ['application/vnd.sdmx.data+csv', '1.0.0', 'csv1'],
  ['application/vnd.sdmx.genericdata+xml', '2.1', 'generic'],
  ['application/vnd.sdmx.structurespecificdata+xml', '2.1', 'specific'],
  ['application/vnd.sdmx.data+xml', '3.0.0', 'specific30'],
];

const PLAIN: Readonly<Record<SdmxApi, Readonly<Record<string, DataFormat>>>> = {
  '2.1': {
    ...{ '*/*': 'generic', 'application/*': 'generic', 'application/xml': 'generic', 'text/xml': 'generic' },
    ...{ 'application/json': 'json1', 'text/csv': 'csv1', 'text/*': 'csv1' },
  },
  '3.0': {
    ...{ '*/*': 'json2', 'application/*': 'json2', 'application/json': 'json2' },
    ...{ 'application/xml': 'specific30', 'text/xml': 'specific30', 'text/csv': 'csv2', 'text/*': 'csv2' },
  },
};

/** The format an Accept header prefers. @throws Problem 406 when it takes none of those there are */
export const negotiate = (accept: string | undefined, api: SdmxApi): DataFormat =>
  negotiated(accept, OFFERED, { ...ownDefaults(api), ...PLAIN[api] }, Object.values(CONTENT_TYPES));

/** Old clients mean the old version when they say none. */
const ownDefaults = (api: SdmxApi): Record<string, DataFormat> =>
  Object.fromEntries((api === '2.1' ? OFFERED : OFFERED.toReversed()).map(([type, , format]) => [type, format]));

/** Parameters of SDMX-CSV, and the only value of each that is given: codes alone, periods as they are, no columns of keys. */
const CSV_PARAMETERS = Object.entries({ labels: 'id', timeformat: 'original', keys: 'none' });

/** The first of what is offered that the header takes, as it weighs them. @throws Problem 406 */
export function negotiated<F>(
  accept: string | undefined,
  offered: readonly (readonly [type: string, version: string, format: F])[],
  unversioned: Readonly<Record<string, F>>,
  types: readonly string[],
): F {
  const wanted = (accept ?? '*/*').split(',').map((range, order) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const named = Object.fromEntries(parameters.map((parameter) => parameter.split('=') as [string, string]));
    const asksMore = CSV_PARAMETERS.some(([name, only]) => (named[name] ?? only) !== only);
    return { type, asksMore, version: named['version'], quality: Number(named['q'] ?? 1), order };
  });
  for (const { type, asksMore, version, quality } of wanted.sort(
    (a, b) => b.quality - a.quality || a.order - b.order,
  )) {
    if (!(quality > 0) || asksMore) continue;
    const found = offered.find(([name, is]) => name === type && is === version)?.[2];
    const format = version === undefined || !offered.some(([name]) => name === type) ? unversioned[type] : found;
    if (format !== undefined) return format;
  }
  throw new Problem(
    406,
    'not-acceptable',
    { zh: '不提供所要求的格式', en: 'None of the formats asked for is offered' },
    [],
    { offered: types },
  );
}
