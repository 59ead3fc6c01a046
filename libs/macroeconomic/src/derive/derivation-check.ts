import { badRequest } from '@siku/platform';
import { periodBounds } from '@siku/standards';
import { macroeconomicBase } from '../definition.js';
import type { IndicatorBody } from '../indicator/indicator.dto.js';
import { parseExpression } from './expression.js';

/** What each indicator is made of. */
export type Definitions = ReadonlyMap<string, IndicatorBody>;

/** Indicators that the expression of one names. */
export const madeOf = ({ derivation }: IndicatorBody): string[] =>
  derivation?.expression === undefined
    ? []
    : [...new Set(parseExpression(derivation.expression).references.map(({ indicator }) => indicator))];

/** @throws Problem 400 that says what is missing or cannot be */
export function checkDerivation(
  code: string,
  body: IndicatorBody,
  others: Definitions,
  bases: readonly string[],
): void {
  const { derivation, frequency } = body;
  if (!derivation) return;
  const { expression, figure, areas, from } = derivation;
  if ((expression === undefined) === (figure === undefined)) throw eitherOr();
  if (figure) {
    if (!areas || from === undefined || !frequency || !periodBounds(from)) throw figureIncomplete();
    if (figure.base === macroeconomicBase.code || !bases.includes(figure.base)) throw unknownBase(bases);
    return;
  }
  const unknown = madeOf(body).filter((indicator) => !others.has(indicator) && indicator !== code);
  if (unknown.length > 0) throw unknownIndicators(unknown);
  const circle = circleFrom(code, new Map([...others, [code, body]]));
  if (circle) throw runsInCircle(circle);
}

function circleFrom(code: string, definitions: Definitions): string[] | null {
  const walk = (at: string, path: readonly string[]): string[] | null => {
    const body = definitions.get(at);
    for (const next of body ? madeOf(body) : []) {
      if (next === code) return [...path, next];
      if (path.includes(next)) continue;
      const found = walk(next, [...path, next]);
      if (found) return found;
    }
    return null;
  };
  return walk(code, [code]);
}

const eitherOr = () =>
  badRequest('derivation-incomplete', {
    zh: '推算须写明 expression 或 figure 之一',
    en: 'A derivation has either an expression or a figure',
  });

const figureIncomplete = () =>
  badRequest('derivation-incomplete', {
    zh: '由库推算的指标须写明 areas、from（首个时期，如 2024-01）和指标的 frequency',
    en: 'A figure needs areas, from (the first period, 2024-01) and the frequency of the indicator',
  });

const unknownBase = (bases: readonly string[]) =>
  badRequest('derivation-base', {
    zh: `figure.base 应为其他基础库之一：${bases.filter((base) => base !== macroeconomicBase.code).join('、')}`,
    en: `figure.base is one of the other bases: ${bases.filter((base) => base !== macroeconomicBase.code).join(', ')}`,
  });

const unknownIndicators = (codes: readonly string[]) =>
  badRequest('derivation-indicator', {
    zh: `没有这些指标：${codes.join('、')}；请先定义`,
    en: `There are no such indicators: ${codes.join(', ')}; define them first`,
  });

const runsInCircle = (circle: readonly string[]) =>
  badRequest('derivation-circle', {
    zh: `推算成环：${circle.join(' → ')}`,
    en: `The derivation runs in a circle: ${circle.join(' → ')}`,
  });
