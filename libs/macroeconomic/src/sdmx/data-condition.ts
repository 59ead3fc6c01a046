import { badRequest } from '@siku/platform';
import { STATUS_CODES } from '../dictionary.js';
import { OPERATORS, ORDERS, type Clause, type Comparison, type Operator, type Order } from '../observation/clause.js';
import type { Slice } from '../observation/slice.repository.js';
import { COMPONENTS, TIME, type Cell } from './component.js';
import { boundsOf } from './data-period.js';

/** What stands before a value to say how it is compared; no instant begins with letters. */
const PREFIX = /^([A-Za-z]+):/;

const isOperator = (text: string): text is Operator => (OPERATORS as readonly string[]).includes(text);

const DECIMAL = /^[-+]?\d{1,100}(\.\d{1,100})?$/;

/** Names of the parameters that hold conditions: `c[FREQ]` … */
export const CONDITIONED = COMPONENTS.map(({ id }) => id);

/**
 * What SDMX REST 2.x asks of components: `c[X]=ge:A+le:B,C`, where a comma is OR and a plus, which most clients send as it is
 * and thus as a space, AND. Conditions on attributes of free text hold spaces; there AND is a plus alone.
 */
export function conditionsOf(query: Readonly<Record<string, unknown>>): Pick<Slice, 'from' | 'to' | 'where'> {
  const where: Clause[] = [];
  let window: Pick<Slice, 'from' | 'to'> = {};
  for (const cell of COMPONENTS) {
    const condition = query[`c[${cell.id}]`];
    if (typeof condition !== 'string') continue;
    const free = cell.column === 'unit' || cell.column === 'note';
    const clause = condition
      .split(',')
      .map((all) => all.split(free ? '+' : /[+ ]/).map((one) => comparisonOf(cell, one)));
    const plain = cell.id === TIME && clause.length === 1 && windowOf(clause[0]!);
    if (plain) window = plain;
    else where.push(clause);
  }
  return { ...window, ...(where.length > 0 && { where }) };
}

/** A stretch of time with both ends inside: what every read can be limited to. */
function windowOf(all: readonly Comparison[]): Pick<Slice, 'from' | 'to'> | null {
  const window: Pick<Slice, 'from' | 'to'> = {};
  for (const one of all) {
    if (one.component !== 'period' || !['eq', 'ge', 'le'].includes(one.operator)) return null;
    if (one.operator !== 'le') window.from = window.from && window.from > one.from ? window.from : one.from;
    if (one.operator !== 'ge') window.to = window.to && window.to < one.to ? window.to : one.to;
  }
  return window;
}

function comparisonOf({ id, column }: Cell, text: string): Comparison {
  const operator = PREFIX.exec(text)?.[1] ?? 'eq';
  const value = text.replace(PREFIX, '');
  if (!isOperator(operator)) throw invalid(id, noOperator(operator));
  if (value === '') throw invalid(id, { zh: '缺少取值', en: 'a value is missing' });
  if (column === 'period') return { component: column, operator: orderOnly(id, operator), ...boundsOf(value) };
  if (column === 'value') {
    if (DECIMAL.test(value)) return { component: column, operator: orderOnly(id, operator), value };
    throw invalid(id, { zh: '应为数字', en: 'a number is expected' });
  }
  if (column !== 'status') return { component: column, operator, value };
  const meets = COMPARE[operator];
  const anyOf = Object.entries(STATUS_CODES).flatMap(([status, code]) => (meets(code, value) ? [status] : []));
  return { component: column, anyOf };
}

/** Of codes, in the order of their characters. */
const COMPARE: Readonly<Record<Operator, (code: string, value: string) => boolean>> = {
  eq: (code, value) => code === value,
  ne: (code, value) => code !== value,
  lt: (code, value) => code < value,
  le: (code, value) => code <= value,
  gt: (code, value) => code > value,
  ge: (code, value) => code >= value,
  co: (code, value) => code.includes(value),
  nc: (code, value) => !code.includes(value),
  sw: (code, value) => code.startsWith(value),
  ew: (code, value) => code.endsWith(value),
};

const noOperator = (word: string): { zh: string; en: string } => ({
  zh: `没有运算符 ${word}（可用 ${OPERATORS.join('、')}；取值本身含冒号时，请在其前写 eq:）`,
  en: `there is no operator ${word} (there are ${OPERATORS.join(', ')}; before a value with a colon in it, write eq:)`,
});

function orderOnly(id: string, operator: Operator): Order {
  if ((ORDERS as readonly string[]).includes(operator)) return operator as Order;
  throw invalid(id, { zh: `不能用 ${operator}`, en: `${operator} is not for it` });
}

const invalid = (id: string, { zh, en }: { zh: string; en: string }) =>
  badRequest('invalid-condition', { zh: `c[${id}]：${zh}`, en: `c[${id}]: ${en}` });
