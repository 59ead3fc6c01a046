import { Cql2Error, DEEPEST, NAMED, OPERATORS, type Expression } from './ast.js';
import { geometryOf } from './drawn-geometry.js';
import { instantOf } from './instants.js';

type Json = Record<string, unknown>;

/** CQL2 JSON → tree. @throws Cql2Error */
export function parseCql2Json(json: unknown): Expression {
  return read(json, '', 0);
}

function read(json: unknown, at: string, depth: number): Expression {
  if (depth > DEEPEST) throw new Cql2Error('嵌套过深', 'nested too deeply', at);
  if (typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean')
    return { kind: 'literal', value: json };
  if (Array.isArray(json)) return { kind: 'array', items: json.map((item, i) => read(item, `${at}/${i}`, depth + 1)) };
  if (json === null) throw noExpression(at);
  const object = json as Json;
  const form = FORMS.find(([name]) => name in object);
  if (form) refuseBeside(form, object, at);
  if ('op' in object) return operation(object, at, depth);
  if (typeof object['property'] === 'string') return { kind: 'property', name: object['property'] };
  if (typeof object['date'] === 'string') return instantOf('date', object['date'], `${at}/date`);
  if (typeof object['timestamp'] === 'string') return instantOf('timestamp', object['timestamp'], `${at}/timestamp`);
  if (Array.isArray(object['interval'])) return interval(object['interval'], `${at}/interval`, depth);
  if (Array.isArray(object['bbox'])) return bbox(object['bbox'], `${at}/bbox`);
  if ('type' in object) {
    const geometry = geometryOf(object);
    if (geometry) return { kind: 'geometry', geometry };
    throw new Cql2Error('几何无效', 'the geometry is not valid', at);
  }
  throw noExpression(at);
}

const noExpression = (at: string): Cql2Error => new Cql2Error('不是 CQL2 表达式', 'this is no CQL2 expression', at);

/** Members of the objects an expression is made of; what has a `type` is a geometry, and says itself what it has. */
const FORMS = [['type'], ['op', 'args'], ['property'], ['date'], ['timestamp'], ['interval'], ['bbox']] as const;

function refuseBeside([first, ...others]: (typeof FORMS)[number], object: Json, at: string): void {
  if (first === 'type') return;
  const members: readonly string[] = [first, ...others];
  const unknown = Object.keys(object).find((name) => !members.includes(name));
  if (unknown !== undefined)
    throw new Cql2Error(`没有成员“${unknown}”`, `there is no member "${unknown}"`, `${at}/${unknown}`);
}

function operation({ op, args }: Json, at: string, depth: number): Expression {
  if (typeof op !== 'string' || !Array.isArray(args)) throw new Cql2Error('op 须有 args', '"op" needs "args"', at);
  const name = op.toLowerCase() === 'isnull' ? 'isNull' : op.toLowerCase();
  if (!Object.hasOwn(OPERATORS, name) && !NAMED.has(name))
    throw new Cql2Error('没有此运算符或函数', 'there is no such operator or function', `${at}/op`);
  return { kind: 'op', op: name, args: args.map((arg, i) => read(arg, `${at}/args/${i}`, depth + 1)) };
}

function interval(ends: unknown[], at: string, depth: number): Expression {
  if (ends.length !== 2) throw new Cql2Error('interval 须有两端', '"interval" takes two ends', at);
  const [from, to] = ends.map((end, i) => {
    if (end === '..' || end === '') return null;
    if (typeof end !== 'string') return read(end, `${at}/${i}`, depth + 1);
    return instantOf(end.includes('T') ? 'timestamp' : 'date', end, `${at}/${i}`);
  });
  return { kind: 'interval', from: from!, to: to! };
}

function bbox(box: unknown[], at: string): Expression {
  if ((box.length !== 4 && box.length !== 6) || !box.every((figure) => typeof figure === 'number'))
    throw new Cql2Error('bbox 须有 4 或 6 个数', '"bbox" takes 4 or 6 figures', at);
  return { kind: 'bbox', box: box.length === 4 ? box : [box[0]!, box[1]!, box[3]!, box[4]!] };
}
