import type { Link } from './links.js';

/** Text in a page: nothing of the data becomes markup. */
export const escaped = (value: unknown): string =>
  String(value ?? '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');

/** Styles are the page's own; scripts come from this server; tiles and styles from it too. */
export const PAGE_POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self'; worker-src blob: 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

export interface Page {
  title: string;
  /** markup */
  body: string;
  links: readonly Link[];
  /** markup at the end, e.g. of scripts */
  foot?: string;
}

/** One page for every resource: its title, what it says, and its links. */
export function htmlPage({ title, body, links, foot = '' }: Page): string {
  const items = links
    .filter(({ rel }) => rel !== 'self')
    .map(
      ({ href, rel, type, title: words }) =>
        `<li><a rel="${escaped(rel)}" href="${escaped(href)}">${escaped(words ?? rel)}</a> <small>${escaped(type)}</small></li>`,
    )
    .join('');
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(title)} · Siku 四库</title><link rel="icon" href="data:,">
<style>body{font:16px/1.5 system-ui,sans-serif;max-width:72rem;margin:1rem auto;padding:0 1rem;overflow-wrap:break-word}table{border-collapse:collapse;width:100%}
td,th{border:1px solid #ccc;padding:.25rem .5rem;text-align:left;vertical-align:top}small{color:#666}#map,#chart{height:28rem;border:1px solid #ccc;margin:1rem 0}form{display:inline-block;margin:0 1.5rem .5rem 0}
@media(max-width:45rem){table{display:block;overflow-x:auto}}</style>
</head><body><h1>${escaped(title)}</h1>${body}<h2>链接 Links</h2><ul>${items}</ul>${foot}</body></html>
`;
}

/** A link in a table or a list. */
export class Anchor {
  constructor(
    private readonly text: string,
    private readonly href: string,
  ) {}

  toString(): string {
    return `<a href="${escaped(this.href)}">${escaped(this.text)}</a>`;
  }
}

export const list = (anchors: readonly Anchor[]): string =>
  `<ul>${anchors.map((anchor) => `<li>${anchor.toString()}</li>`).join('')}</ul>`;

/** A table of one row per object, its columns those of all of them. */
export function table(rows: readonly Readonly<Record<string, unknown>>[]): string {
  if (rows.length === 0) return '<p>没有内容 Nothing to list</p>';
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const content = (value: unknown): string => {
    if (value instanceof Anchor) return value.toString();
    return typeof value === 'object' && value !== null
      ? `<code>${escaped(JSON.stringify(value))}</code>`
      : escaped(value);
  };
  const cell = (value: unknown): string => `<td>${content(value)}</td>`;
  return `<table><thead><tr>${columns.map((name) => `<th>${escaped(name)}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${columns.map((name) => cell(row[name])).join('')}</tr>`)
    .join('')}</tbody></table>`;
}
