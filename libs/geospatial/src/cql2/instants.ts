import { Cql2Error, type Expression } from './ast.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A date or an instant of CQL2, checked against the calendar. @throws Cql2Error */
export function instantOf(kind: 'date' | 'timestamp', value: string, at: string): Expression {
  const form = kind === 'date' ? DATE : TIMESTAMP;
  const time = new Date(value);
  const isReal = !Number.isNaN(time.getTime()) && (kind === 'timestamp' || time.toISOString().startsWith(value));
  if (!form.test(value) || !isReal || value.startsWith('0000'))
    throw new Cql2Error('日期或时刻无效', 'the date or instant is not valid', at);
  return { kind, value };
}
