import { Cql2Error, type Expression } from './ast.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const TIMESTAMP = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/;

/** A date or an instant of CQL2, checked against the calendar. @throws Cql2Error */
export function instantOf(kind: 'date' | 'timestamp', value: string, at: string): Expression {
  const form = kind === 'date' ? DATE : TIMESTAMP;
  if (!form.test(value) || !isReal(value) || value.startsWith('0000'))
    throw new Cql2Error('日期或时刻无效', 'the date or instant is not valid', at);
  return { kind, value };
}

/** Whether a date or an instant is in the calendar and on the clock: 30 February is no day, though Date.parse takes it. */
export function isReal(text: string): boolean {
  const day = text.slice(0, 10);
  const time = new Date(`${day}T00:00:00Z`);
  return (
    !Number.isNaN(Date.parse(text.toUpperCase())) && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(day)
  );
}

/** Ends that are properties are those of the features: there it is data. */
export function endsFirst(from: Expression | null, to: Expression | null): boolean {
  const [start, end] = [from, to].map((each) => (each?.kind === 'date' || each?.kind === 'timestamp' ? each : null));
  if (!start || !end) return false;
  return start.kind === end.kind && new Date(start.value).getTime() > new Date(end.value).getTime();
}
