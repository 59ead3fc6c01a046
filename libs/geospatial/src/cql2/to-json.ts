import type { Expression } from './ast.js';

/** The tree as CQL2 JSON. */
export function toCql2Json(expression: Expression | null): unknown {
  if (expression === null) return '..';
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'property':
      return { property: expression.name };
    case 'date':
      return { date: expression.value };
    case 'timestamp':
      return { timestamp: expression.value };
    case 'interval':
      return { interval: [expression.from, expression.to].map(endOf) };
    case 'geometry':
      return expression.geometry;
    case 'bbox':
      return { bbox: expression.box };
    case 'array':
      return expression.items.map(toCql2Json);
    case 'op':
      return { op: expression.op, args: expression.args.map(toCql2Json) };
  }
}

const endOf = (end: Expression | null): unknown =>
  end?.kind === 'date' || end?.kind === 'timestamp' ? end.value : toCql2Json(end);
