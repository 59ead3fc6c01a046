import { badRequest, type Problem } from '@siku/platform';
import {
  addDecimals,
  type Decimal,
  divideDecimals,
  frequencyOf,
  multiplyDecimals,
  parseDecimal,
  subtractDecimals,
} from '@siku/standards';
import jsep from 'jsep';
import { comparedWith, TRANSFORMATIONS, transformed, type Transformation } from '../series/transformation.js';

/** The figure of an indicator in a period, of the area and adjustment that are computed; null where there is none. */
export type Look = (indicator: string, period: string) => Decimal | null;

/** An indicator that an expression names; `annual`: its figure of the year. */
export interface Reference {
  indicator: string;
  annual: boolean;
}

/** What is computed of other figures: exact decimals, as far as there are. */
export interface Expression {
  references: readonly Reference[];
  /** null where a figure is missing, or there is none (division by zero) */
  at(period: string, look: Look): Decimal | null;
}

type Term = Expression['at'];

/** Places of quotients within a computation; what comes out is rounded once, at the end. */
const PLACES = 30;

/** Takes the figure of the year the period lies in. */
const ANNUAL = 'annual';

const OPERATORS: Readonly<Record<string, (a: Decimal, b: Decimal) => Decimal | null>> = {
  '+': addDecimals,
  '-': subtractDecimals,
  '*': multiplyDecimals,
  '/': (a, b) => divideDecimals(a, b, PLACES),
};

const isChange = (name: string): name is Transformation => (TRANSFORMATIONS as readonly string[]).includes(name);

/**
 * Numbers, codes of indicators (in quotes where they hold more than letters, digits and _), + - * / ( ), the transformations of a
 * series (`pc1(GDP)`), and `annual(X)`. @throws Problem 400
 */
export function parseExpression(text: string): Expression {
  const references = new Map<string, Reference>();
  const compile = (node: jsep.Expression, annual: boolean): Term => {
    switch (node.type) {
      case 'Literal':
        return literal(node as jsep.Literal, (code) => indicator(code, annual));
      case 'Identifier':
        return indicator((node as jsep.Identifier).name, annual);
      case 'UnaryExpression': {
        const { operator, argument } = node as jsep.UnaryExpression;
        if (operator !== '-') throw unknown(operator);
        const term = compile(argument, annual);
        return (period, look) => negated(term(period, look));
      }
      case 'BinaryExpression': {
        const { operator, left, right } = node as jsep.BinaryExpression;
        const operate = OPERATORS[operator];
        if (!operate) throw unknown(operator);
        const [a, b] = [compile(left, annual), compile(right, annual)];
        return (period, look) => {
          const [x, y] = [a(period, look), b(period, look)];
          return x && y && operate(x, y);
        };
      }
      case 'CallExpression':
        return call(node as jsep.CallExpression, annual);
      default:
        throw unknown(node.type);
    }
  };
  const indicator = (code: string, annual: boolean): Term => {
    references.set(`${code} ${annual}`, { indicator: code, annual });
    return (period, look) => look(code, annual ? period.slice(0, 4) : period);
  };
  const call = ({ callee, arguments: given }: jsep.CallExpression, annual: boolean): Term => {
    const { name } = callee as jsep.Identifier;
    if (callee.type !== 'Identifier' || (name !== ANNUAL && !isChange(name))) throw unknown(name);
    if (given.length !== 1) throw malformed(`${name}(…)`);
    if (name === ANNUAL) {
      const term = compile(given[0]!, true);
      return (period, look) => term(period.slice(0, 4), look);
    }
    const by = name;
    const term = compile(given[0]!, annual);
    return (period, look) => {
      const [now, before] = [term(period, look), term(comparedWith(period, by), look)];
      const value = now && before && transformed(now, before, by, frequencyOf(period));
      return value === null ? null : parseDecimal(value);
    };
  };
  const term = compile(parsed(text), false);
  if (references.size === 0) throw malformed(text);
  return { references: [...references.values()], at: term };
}

function parsed(text: string): jsep.Expression {
  try {
    return jsep(text);
  } catch (error) {
    throw malformed(error instanceof Error ? error.message : text);
  }
}

function literal({ value, raw }: jsep.Literal, indicator: (code: string) => Term): Term {
  if (typeof value === 'string') return indicator(value);
  const number = typeof value === 'number' ? parseDecimal(raw) : null;
  if (!number) throw unknown(raw);
  return () => number;
}

const negated = (value: Decimal | null): Decimal | null => value && { ...value, digits: -value.digits };

const malformed = (where: string): Problem =>
  badRequest('expression-malformed', {
    zh: `算式有误：${where}`,
    en: `The expression cannot be read: ${where}`,
  });

const unknown = (what: string): Problem =>
  badRequest('expression-unknown', {
    zh: `算式中不能用 ${what}；可用数字、指标代码、+ - * / ( )、annual 和 ${TRANSFORMATIONS.join(' ')}`,
    en: `${what} is not known to expressions; there are numbers, codes of indicators, + - * / ( ), annual and ${TRANSFORMATIONS.join(' ')}`,
  });
