import { badParameter } from './ogc-errors.js';

export type Format = 'json' | 'html';

/** `f`, or else what the caller would rather have; JSON when she does not say. */
export function formatOf(f: string | string[] | undefined, accept: string | undefined): Format {
  if (f === 'json' || f === 'html') return f;
  if (f !== undefined) throw badParameter('f', '应为 json 或 html', 'json or html');
  if (accept === undefined) return 'json';
  const wanted = accept.split(',').map((part) => part.split(';')[0]!.trim());
  const html = wanted.indexOf('text/html');
  const json = wanted.findIndex((type) => /^(\*\/\*|application\/(\*|[\w.+-]*json))$/.test(type));
  return html >= 0 && (json < 0 || html < json) ? 'html' : 'json';
}
