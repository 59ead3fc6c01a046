import type { Clause, Comparison, Operator, Order, TextComponent } from './clause.js';

/** Puts a value among the parameters and answers its placeholder. */
type Placeholder = (value: unknown) => string;

const EXPRESSIONS: Readonly<Record<TextComponent, string>> = {
  frequency: 'v.frequency',
  indicator: 'v.indicator',
  area: 'v.area',
  adjustment: 'v.adjustment',
  status: 'v.status',
  unit: `coalesce(v.attributes->>'unit', '')`,
  note: `coalesce(v.attributes->>'note', '')`,
};

const SIGNS: Readonly<Record<Order, string>> = { eq: '=', ne: '<>', lt: '<', le: '<=', gt: '>', ge: '>=' };

/** A clause as a condition on `macroeconomic.master_version v`. */
export const clauseSql = (clause: Clause, placeholder: Placeholder): string =>
  `(${clause.map((all) => all.map((one) => comparisonSql(one, placeholder)).join(' AND ') || 'true').join(' OR ')})`;

function comparisonSql(comparison: Comparison, placeholder: Placeholder): string {
  const { component } = comparison;
  if (component === 'period') {
    const { operator, from, to } = comparison;
    const inside = (): string => `(v.period_end >= ${placeholder(from)} AND v.period_start <= ${placeholder(to)})`;
    switch (operator) {
      case 'eq':
        return inside();
      case 'ne':
        return `NOT ${inside()}`;
      case 'lt':
        return `v.period_end < ${placeholder(from)}`;
      case 'le':
        return `v.period_start <= ${placeholder(to)}`;
      case 'gt':
        return `v.period_start > ${placeholder(to)}`;
      case 'ge':
        return `v.period_end >= ${placeholder(from)}`;
    }
  }
  if (component === 'value') {
    const { operator, value } = comparison;
    return `v.value ${operator === 'ne' ? 'IS DISTINCT FROM' : SIGNS[operator]} ${placeholder(value)}::numeric`;
  }
  const expression = EXPRESSIONS[component];
  if ('anyOf' in comparison) return `${expression} = ANY(${placeholder(comparison.anyOf)}::text[])`;
  return textSql(expression, comparison.operator, `${placeholder(comparison.value)}::text`);
}

function textSql(expression: string, operator: Operator, value: string): string {
  switch (operator) {
    case 'co':
      return `strpos(${expression}, ${value}) > 0`;
    case 'nc':
      return `strpos(${expression}, ${value}) = 0`;
    case 'sw':
      return `starts_with(${expression}, ${value})`;
    case 'ew':
      return `right(${expression}, length(${value})) = ${value}`;
    default:
      return `${expression} COLLATE "C" ${SIGNS[operator]} ${value}`;
  }
}
