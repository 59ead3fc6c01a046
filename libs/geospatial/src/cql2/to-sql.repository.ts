import type { Filter } from '@siku/master-data';
import { mapPositions, polygonsOf, type CoordinateSystem, type Geometry } from '@siku/standards';
import { ARRAY, Cql2Error, DEEPEST, OPERATORS, SPATIAL, TEMPORAL, type Expression } from './ast.js';
import { hasInside, isDrawn, rectangle } from './drawn-geometry.js';
import { endsFirst } from './instants.js';
import type { Queryable, ValueType } from './queryable.js';
import { relate, type Span } from './temporal.repository.js';

/** A value of a filter as SQL. */
interface Value {
  sql: string;
  type: ValueType;
}

/** Sign → SQL; text is compared by code points, whatever the collation of the database. */
const COMPARISONS = new Set(['=', '<>', '<', '>', '<=', '>=']);

const SPATIAL_SQL: Readonly<Record<string, string>> = {
  s_intersects: 'ST_Intersects',
  s_equals: 'ST_Equals',
  s_disjoint: 'ST_Disjoint',
  s_touches: 'ST_Touches',
  s_within: 'ST_Within',
  s_overlaps: 'ST_Overlaps',
  s_crosses: 'ST_Crosses',
  s_contains: 'ST_Contains',
};

/**
 * A filter as a condition on master_version `v`. Names become SQL only through the queryables, values only as parameters.
 * @param system of the geometries in the filter @param swapped whether they begin with latitude
 * @throws Cql2Error
 */
export function cql2Filter(
  expression: Expression,
  queryables: readonly Queryable[],
  system: CoordinateSystem,
  swapped = false,
): Filter {
  const compiler = new Compiler(new Map(queryables.map((each) => [each.name, each])), system, swapped);
  const sql = compiler.condition(expression);
  // An expression may be needed twice and in another order than it was read: placeholders are put in order at the end.
  const parameters: unknown[] = [];
  const ordered = sql.replaceAll(PLACEHOLDER, (_, index: string) => {
    parameters.push(compiler.parameters[Number(index)]);
    return '$$';
  });
  return { sql: ordered, parameters };
}

const PLACEHOLDER = /\?(\d+)\?/g;

class Compiler {
  readonly parameters: unknown[] = [];
  private depth = 0;

  constructor(
    private readonly queryables: ReadonlyMap<string, Queryable>,
    private readonly system: CoordinateSystem,
    private readonly swapped: boolean,
  ) {}

  condition(expression: Expression): string {
    const value = this.value(expression);
    if (value.type === 'boolean') return value.sql;
    throw mistake('过滤条件须为真假表达式', 'the filter has to be true or false');
  }

  private value(expression: Expression): Value {
    // A chain of signs is nested too, though it is written side by side.
    if (++this.depth > DEEPEST) throw mistake('嵌套过深', 'nested too deeply');
    const value = this.valueOf(expression);
    this.depth--;
    return value;
  }

  private valueOf(expression: Expression): Value {
    switch (expression.kind) {
      case 'literal':
        return this.literal(expression.value);
      case 'property':
        return this.property(expression.name);
      case 'date':
        return { sql: this.parameter(expression.value, 'date'), type: 'date' };
      case 'timestamp':
        return { sql: this.parameter(expression.value, 'timestamptz'), type: 'instant' };
      case 'geometry':
        return { sql: this.geometry(expression.geometry), type: 'geometry' };
      case 'bbox':
        return { sql: this.box(expression.box), type: 'geometry' };
      case 'array':
        return { sql: this.parameter(expression.items.map(textOf), 'text[]'), type: 'texts' };
      case 'interval':
        throw mistake('INTERVAL 只用于时间函数', 'INTERVAL belongs into a temporal function');
      case 'op':
        return this.operation(expression.op, expression.args);
    }
  }

  private literal(value: string | number | boolean): Value {
    if (typeof value === 'string') return { sql: this.parameter(value, 'text'), type: 'text' };
    if (typeof value === 'number') return { sql: this.parameter(value, 'float8'), type: 'number' };
    return { sql: value ? 'true' : 'false', type: 'boolean' };
  }

  private property(name: string): Value {
    const found = this.queryables.get(name);
    if (!found) throw mistake(`没有可查询属性“${name}”`, `there is no queryable "${name}"`);
    return { sql: found.sql, type: found.type };
  }

  private operation(op: string, args: readonly Expression[]): Value {
    const [least, most] = OPERATORS[op] ?? [2, 2];
    if (args.length < least || args.length > most)
      throw mistake(`${op} 的参数个数不对`, `${op} has the wrong number of arguments`);
    if (SPATIAL.includes(op)) return truth(this.spatial(op, args));
    if (TEMPORAL.includes(op)) return truth(this.temporal(op, args));
    if (ARRAY.includes(op)) return truth(this.arrays(op, args));
    if (COMPARISONS.has(op)) return truth(this.comparison(op, args[0]!, args[1]!));
    switch (op) {
      case 'and':
      case 'or':
        return truth(args.map((arg) => `(${this.condition(arg)})`).join(` ${op} `));
      case 'not':
        return truth(`NOT (${this.condition(args[0]!)})`);
      case 'isNull':
        return truth(`(${this.value(args[0]!).sql}) IS NULL`);
      case 'like':
        return truth(`${this.text(args[0]!)} LIKE ${this.text(args[1]!)}`);
      case 'between':
        return truth(
          `(${this.comparison('>=', args[0]!, args[1]!)}) AND (${this.comparison('<=', args[0]!, args[2]!)})`,
        );
      case 'in':
        return truth(this.membership(args[0]!, args[1]!));
      case 'casei':
        return { sql: `lower(${this.text(args[0]!)})`, type: 'text' };
      case 'accenti':
        return { sql: withoutAccents(this.text(args[0]!)), type: 'text' };
      default:
        return this.arithmetic(op, args);
    }
  }

  private arithmetic(op: string, args: readonly Expression[]): Value {
    const [a, b] = args.map((arg) => this.ofType(arg, 'number'));
    if (b === undefined) return { sql: `(- ${a})`, type: 'number' };
    const sql: Record<string, string> = {
      '+': `(${a} + ${b})`,
      '-': `(${a} - ${b})`,
      '*': `(${a} * ${b})`,
      '/': `(${a} / nullif(${b}, 0))`,
      '%': `(mod((${a})::numeric, nullif(${b}, 0)::numeric)::float8)`,
      div: `trunc(${a} / nullif(${b}, 0))`,
      '^': `power(${a}, ${b})`,
    };
    return { sql: sql[op]!, type: 'number' };
  }

  private comparison(op: string, left: Expression, right: Expression): string {
    const [a, b] = [this.value(left), this.value(right)];
    const type = commonType(a, b);
    if (type === 'geometry' || type === 'texts')
      throw mistake('几何与数组须用 S_、A_ 函数比较', 'geometries and arrays are compared by S_ and A_ functions');
    if (type === 'boolean' && op !== '=' && op !== '<>')
      throw mistake('真假值没有大小', 'true and false have no order');
    const collate = type === 'text' ? ' COLLATE "C"' : '';
    return `(${moment(a, type)})${collate} ${op} (${moment(b, type)})${collate}`;
  }

  private membership(item: Expression, list: Expression): string {
    if (list.kind !== 'array') throw mistake('IN 须有列表', 'IN needs a list');
    if (list.items.length === 0) return 'false';
    return list.items.map((each) => this.comparison('=', item, each)).join(' OR ');
  }

  private spatial(op: string, args: readonly Expression[]): string {
    const collection = args.some((arg) => arg.kind === 'geometry' && arg.geometry.type === 'GeometryCollection');
    if (collection && op !== 's_intersects' && op !== 's_disjoint')
      throw mistake(`${op} 不支持几何集合`, `${op} does not take a collection of geometries`);
    const [a, b] = args.map((arg) => this.ofType(arg, 'geometry'));
    return `${SPATIAL_SQL[op]}(${a}, ${b})`;
  }

  private temporal(op: string, args: readonly Expression[]): string {
    // A day that ends an interval of instants ends with its last one.
    const withInstants = args.some((arg) => this.hasInstants(arg));
    return relate(op, this.span(args[0]!, withInstants), this.span(args[1]!, withInstants));
  }

  private hasInstants(expression: Expression): boolean {
    if (expression.kind === 'interval')
      return [expression.from, expression.to].some((end) => end !== null && this.hasInstants(end));
    if (expression.kind === 'property') return this.queryables.get(expression.name)?.type === 'instant';
    return expression.kind === 'timestamp';
  }

  private span(expression: Expression, withInstants: boolean): Span {
    if (expression.kind === 'interval') {
      const { from, to } = expression;
      if (endsFirst(from, to)) throw mistake('INTERVAL 的起始晚于终止', 'an INTERVAL ends before it begins');
      return {
        start: from === null ? `'-infinity'::timestamptz` : this.instant(from, false),
        end: to === null ? `'infinity'::timestamptz` : this.end(to, withInstants),
      };
    }
    return { start: this.instant(expression, false), end: this.instant(expression, false) };
  }

  private end(expression: Expression, lastOfDay: boolean): string {
    const sql = this.instant(expression, lastOfDay);
    const isOpen = expression.kind === 'property' && this.queryables.get(expression.name)?.openEnded;
    return isOpen ? `coalesce(${sql}, 'infinity'::timestamptz)` : sql;
  }

  private instant(expression: Expression, lastOfDay: boolean): string {
    const value = this.value(expression);
    if (value.type !== 'date' && value.type !== 'instant')
      throw mistake('时间函数须用日期或时刻', 'temporal functions take dates and instants');
    const sql = moment(value, 'instant');
    return lastOfDay && value.type === 'date' ? `(${sql} + interval '1 day' - interval '1 microsecond')` : sql;
  }

  private arrays(op: string, args: readonly Expression[]): string {
    // ('x') is a list of one, though it looks like a text in brackets.
    const [a, b] = args.map((arg) =>
      this.ofType(arg.kind === 'literal' ? { kind: 'array', items: [arg] } : arg, 'texts'),
    );
    const contains = `${a} @> ${b}`;
    const contained = `${a} <@ ${b}`;
    if (op === 'a_contains') return contains;
    if (op === 'a_containedby') return contained;
    return op === 'a_overlaps' ? `${a} && ${b}` : `(${contains} AND ${contained})`;
  }

  private text(expression: Expression): string {
    return this.ofType(expression, 'text');
  }

  private ofType(expression: Expression, type: ValueType): string {
    const value = this.value(expression);
    if (value.type !== type)
      throw mistake(`此处应为 ${type} 类型的值`, `a value of type ${type} is needed here, not ${value.type}`);
    return value.sql;
  }

  private geometry(geometry: Geometry): string {
    if (!isDrawn(geometry))
      throw mistake('几何的点数不足，或环未闭合', 'too few positions, or a ring that is not closed');
    // What lies in such a polygon differs from one release of GEOS to the next.
    if (!polygonsOf(geometry).every(hasInside))
      throw mistake('多边形自相交或没有面积', 'a polygon that crosses itself or has no area');
    const placed = mapPositions(geometry, ([x, y]) => {
      const position = this.system.toStored(this.swapped ? [y!, x!] : [x!, y!]);
      if (position.every(Number.isFinite)) return position;
      throw mistake('几何超出坐标系范围', 'the geometry reaches beyond the area of its system');
    });
    return `ST_SetSRID(ST_GeomFromGeoJSON(${this.parameter(JSON.stringify(placed), 'text')}), 4490)`;
  }

  /** West may lie east of east: then the box crosses the antimeridian. */
  private box([a, b, c, d]: readonly number[]): string {
    const [west, south, east, north] = this.swapped ? [b!, a!, d!, c!] : [a!, b!, c!, d!];
    if (south > north) throw mistake('BBOX 的南界大于北界', 'south lies north of north in BBOX');
    const boxes =
      west <= east
        ? [[west, east]]
        : [
            [west, 180],
            [-180, east],
          ].filter(([w, e]) => w! < e!);
    const parts = (boxes.length > 0 ? boxes : [[180, 180]]).map(([w, e]) => rectangle(w!, south, e!, north));
    const polygons = parts.flatMap((part) => (part.type === 'Polygon' ? [part.coordinates] : []));
    return this.geometry(
      this.turned(polygons.length > 1 ? { type: 'MultiPolygon', coordinates: polygons } : parts[0]!),
    );
  }

  private turned(geometry: Geometry): Geometry {
    return this.swapped ? mapPositions(geometry, ([x, y]) => [y!, x!]) : geometry;
  }

  private parameter(value: unknown, type: string): string {
    if ([value].flat().some((each) => typeof each === 'string' && each.includes('\0')))
      throw mistake('文本中有空字符', 'there is a null character in a text');
    return `?${this.parameters.push(value) - 1}?::${type}`;
  }
}

/** Marks are taken off; letters with a stroke have none, and are replaced. The embedded database has no `unaccent`. */
const withoutAccents = (sql: string): string =>
  `translate(regexp_replace(normalize(${sql}, NFD), '[\\u0300-\\u036f]', '', 'g'), 'øØłŁđĐħĦıŧŦ', 'oOlLdDhHitT')`;

const truth = (sql: string): Value => ({ sql, type: 'boolean' });

const mistake = (zh: string, en: string): Cql2Error => new Cql2Error(zh, en, 'filter');

function commonType(a: Value, b: Value): Value['type'] {
  if (a.type === b.type) return a.type;
  const both = new Set([a.type, b.type]);
  if (both.has('date') && both.has('instant')) return 'instant';
  // A text beside a date is one that was not marked as such.
  throw mistake(`不能比较 ${a.type} 与 ${b.type}`, `${a.type} and ${b.type} cannot be compared`);
}

/** A date as an instant: its beginning in UTC. */
const moment = ({ sql, type }: Value, wanted: Value['type']): string =>
  wanted === 'instant' && type === 'date' ? `((${sql})::timestamp AT TIME ZONE 'UTC')` : sql;

function textOf(item: Expression): string {
  if (item.kind !== 'literal' || typeof item.value !== 'string')
    throw mistake('数组元素须为文本', 'the elements of an array are texts here');
  return item.value;
}
