import type { OpenType } from '@siku/catalogue';
import type { Message } from '@siku/standards';
import type { Queryable, ValueType } from '../cql2/queryable.js';
import type { Layer } from '../layer/layer.js';

const OPEN_VALUES: Readonly<Record<OpenType, ValueType>> = {
  text: 'text',
  integer: 'number',
  decimal: 'number',
  date: 'date',
  instant: 'instant',
  boolean: 'boolean',
};

const title = (zh: string, en: string): Message => ({ zh, en });

/** What every layer has. */
const COMMON: readonly Queryable[] = [
  { name: 'geometry', title: title('几何', 'Geometry'), type: 'geometry', sql: 'v.geom' },
  { name: 'name', title: title('名称', 'Name'), type: 'text', sql: 'v.name' },
  { name: 'class', title: title('类别', 'Class'), type: 'text', sql: 'v.class' },
  { name: 'code', title: title('要素代码', 'Code'), type: 'text', sql: 'v.code' },
  { name: 'division', title: title('行政区划', 'Division'), type: 'text', sql: 'v.division' },
  {
    name: 'alternateNames',
    title: title('别名', 'Other names'),
    type: 'texts',
    sql: `ARRAY(SELECT jsonb_array_elements_text(v.attributes -> 'alternateNames'))`,
  },
  { name: 'validFrom', title: title('生效日期', 'True from'), type: 'date', sql: 'v.valid_from' },
  {
    name: 'validTo',
    title: title('失效日期', 'True until before'),
    type: 'date',
    sql: `nullif(v.valid_to, 'infinity')`,
    openEnded: true,
  },
];

/** What may be filtered and sorted by in a layer. Names of its own that are also common ones mean the common ones. */
export function queryablesOf(layer: Layer): Queryable[] {
  const own = layer.properties
    .filter(({ name }) => !COMMON.some((common) => common.name === name))
    .map(({ name, title: words, type }): Queryable => ({
      name,
      title: words,
      type: OPEN_VALUES[type],
      sql: attribute(name, type),
    }));
  return [...COMMON, ...own];
}

/** The geometry column of other servers' filters. */
export const GEOMETRY_NAMES = ['geom', 'geometry'];

/**
 * The value of an attribute where it has the type its layer declares: what was delivered before the type was declared must not
 * break a query. Names are checked when a layer is put; they hold no quotation marks.
 */
function attribute(name: string, type: OpenType): string {
  if (!/^[A-Za-z_][\w-]{0,62}$/.test(name)) throw new Error('the name of a layer property');
  const json = `v.attributes #> '{attributes,${name}}'`;
  const text = `v.attributes #>> '{attributes,${name}}'`;
  switch (OPEN_VALUES[type]) {
    case 'number':
      // A dataset that declared no type has delivered texts; what reads as a number is one.
      return `(CASE jsonb_typeof(${json}) WHEN 'number' THEN (${text})::float8
        WHEN 'string' THEN CASE WHEN ${text} ~ '^-?\\d{1,15}(\\.\\d{1,15})?$' THEN (${text})::float8 END END)`;
    case 'boolean':
      return `(CASE WHEN ${text} IN ('true', 'false') THEN (${text})::boolean END)`;
    case 'date':
      return `(CASE WHEN ${text} ~ '^\\d{4}-\\d\\d-\\d\\d$' THEN (${text})::date END)`;
    case 'instant':
      return `(CASE WHEN ${text} ~ '^\\d{4}-\\d\\d-\\d\\dT.*Z$' THEN (${text})::timestamptz END)`;
    default:
      return `(${text})`;
  }
}

const JSON_TYPES: Readonly<Record<ValueType, object>> = {
  text: { type: 'string' },
  number: { type: 'number' },
  boolean: { type: 'boolean' },
  date: { type: 'string', format: 'date' },
  instant: { type: 'string', format: 'date-time' },
  texts: { type: 'array', items: { type: 'string' } },
  geometry: { format: 'geometry-any' },
};

/** As JSON Schema: part 3, requirement 9. */
export function queryableSchema(layer: Layer, url: string, sortables: boolean): object {
  const wanted = sortables ? queryablesOf(layer).filter(isSortable) : queryablesOf(layer);
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: url,
    type: 'object',
    title: layer.title.zh,
    properties: Object.fromEntries(
      wanted.map(({ name, title: words, type }) => [name, { title: `${words.zh} ${words.en}`, ...JSON_TYPES[type] }]),
    ),
    additionalProperties: false,
  };
}

export const isSortable = ({ type }: Queryable): boolean => type !== 'geometry' && type !== 'texts';
