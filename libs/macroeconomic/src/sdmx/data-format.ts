import { notAcceptable } from '@siku/platform';

export type DataFormat = 'csv1' | 'csv2' | 'json1' | 'json2' | 'generic' | 'specific' | 'specific30';

export type CsvFormat = Extract<DataFormat, 'csv1' | 'csv2'>;

/** What is named beside codes, which keys are written, and how periods are: parameters of the media type. */
export interface CsvOptions {
  labels: 'id' | 'name' | 'both';
  keys: 'none' | 'series' | 'obs' | 'both';
  timeFormat: 'original' | 'normalized';
}

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

/** The format an Accept header prefers, and how its table is to look. @throws Problem 406 when it takes none of those there are */
export function negotiate(accept: string | undefined, api: SdmxApi): { format: DataFormat; options: CsvOptions } {
  const types = Object.values(CONTENT_TYPES);
  const found = negotiated(accept, OFFERED, { ...ownDefaults(api), ...PLAIN[api] }, types, takes);
  const { labels = 'id', keys = found.parameters['key'] ?? 'none', timeformat = 'original' } = found.parameters;
  return { format: found.format, options: { labels, keys, timeFormat: timeformat } as CsvOptions };
}

/** Media type of an answer. */
export const contentTypeOf = (format: DataFormat, { labels, keys, timeFormat }: CsvOptions): string =>
  CONTENT_TYPES[format] +
  (labels === 'id' ? '' : `;labels=${labels}`) +
  (keys === 'none' ? '' : `;keys=${keys}`) +
  (timeFormat === 'original' ? '' : `;timeFormat=${timeFormat}`);

/** Old clients mean the old version when they say none. */
const ownDefaults = (api: SdmxApi): Record<string, DataFormat> =>
  Object.fromEntries((api === '2.1' ? OFFERED : OFFERED.toReversed()).map(([type, , format]) => [type, format]));

/** Names of parameters, in small letters, with the values they have. */
type Parameters = Readonly<Record<string, string>>;

const KEYS = ['none', 'series', 'obs', 'both'];
const TIMES = ['original', 'normalized'];

/** Parameters of the field guides, and the values of each that are given. Examples there write `key`. */
const CSV_PARAMETERS: Readonly<Record<CsvFormat, Readonly<Record<string, readonly string[]>>>> = {
  csv1: { labels: ['id', 'both'], timeformat: TIMES },
  csv2: { labels: ['id', 'name', 'both'], keys: KEYS, key: KEYS, timeformat: TIMES },
};

const ALL_CSV_PARAMETERS = Object.keys(CSV_PARAMETERS.csv2);

/** Whether a format is given with these parameters. */
function takes(format: DataFormat, parameters: Parameters): boolean {
  const given = format === 'csv1' || format === 'csv2' ? CSV_PARAMETERS[format] : {};
  return ALL_CSV_PARAMETERS.every((name) => parameters[name] === undefined || given[name]?.includes(parameters[name]));
}

/** The first of what is offered that the header takes, as it weighs them, and its parameters there. @throws Problem 406 */
export function negotiated<F>(
  accept: string | undefined,
  offered: readonly (readonly [type: string, version: string, format: F])[],
  unversioned: Readonly<Record<string, F>>,
  types: readonly string[],
  isGiven: (format: F, parameters: Parameters) => boolean = () => true,
): { format: F; parameters: Parameters } {
  const wanted = (accept ?? '*/*').split(',').map((range, order) => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase());
    const named: Parameters = Object.fromEntries(
      parameters.map((parameter) => parameter.replaceAll('"', '').split('=') as [string, string]),
    );
    return { type, parameters: named, version: named['version'], quality: Number(named['q'] ?? 1), order };
  });
  for (const { type, parameters, version, quality } of wanted.sort(
    (a, b) => b.quality - a.quality || a.order - b.order,
  )) {
    if (!(quality > 0)) continue;
    const found = offered.find(([name, is]) => name === type && is === version)?.[2];
    const format = version === undefined || !offered.some(([name]) => name === type) ? unversioned[type] : found;
    if (format !== undefined && isGiven(format, parameters)) return { format, parameters };
  }
  throw notAcceptable(types);
}
