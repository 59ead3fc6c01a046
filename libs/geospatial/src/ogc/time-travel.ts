import { Anchor, escaped, table } from './html-page.js';

type QueryText = Readonly<Record<string, string>>;

/** What of a query is another page's, once its date is another: the cursor, and a `datetime`, which excludes `validAt`. */
const BOUND = ['after', 'datetime'];

/** Where a page asks as of when it is to show what it shows. @param query that the page was asked with */
export function timeForms(url: string, query: QueryText): string {
  const { origin, pathname } = new URL(url);
  const form = (name: string, label: string, input: string): string => {
    const kept = Object.entries({ f: 'html', ...query }).filter(([key]) => key !== name && !BOUND.includes(key));
    const hidden = kept.map(([key, value]) => `<input type="hidden" name="${escaped(key)}" value="${escaped(value)}">`);
    return `<form action="${escaped(origin + pathname)}">${hidden.join('')}<label>${label} <input name="${name}" value="${escaped(query[name])}" required ${input}></label> <button>查看 Show</button></form>`;
  };
  const { validAt, knownAt, datetime, ...now } = query;
  const reset = new URL(`${origin}${pathname}?${new URLSearchParams(now).toString()}`);
  reset.searchParams.delete('after');
  return (
    form('validAt', '有效于 Valid on', 'type="date"') +
    form('knownAt', '获知于 As known at', `placeholder="${new Date().toISOString().slice(0, 19)}Z" size="24"`) +
    ([validAt, knownAt, datetime].some(Boolean) ? new Anchor('现在 Now', reset.href).toString() : '')
  );
}

/** A stretch of valid time of a record, as it was known for some time. */
interface Stretch {
  version: number;
  validFrom: string;
  validTo: string | null;
  knownFrom: string;
  knownTo: string | null;
}

/** All that was ever known of a record, each stretch with the way to it. @param at the address of the record as of two times */
export function historyTable(
  stretches: readonly Stretch[],
  at: (times: { validAt: string; knownAt: string }) => string,
): string {
  const rows = stretches.map(({ version, validFrom, validTo, knownFrom, knownTo }) => ({
    version: new Anchor(String(version), at({ validAt: validFrom, knownAt: knownFrom })),
    ...{ validFrom, validTo, knownFrom, knownTo },
  }));
  return `<h2>历史 History</h2>${table(rows)}`;
}
