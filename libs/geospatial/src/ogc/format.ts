import { preferredType } from '@siku/platform';
import { badParameter } from './ogc-errors.js';

export type Format = 'json' | 'html';

/** `f`, or else what the caller would rather have; JSON when she does not say. @throws Problem 406 */
export function formatOf(f: string | string[] | undefined, accept: string | undefined): Format {
  if (f === 'json' || f === 'html') return f;
  if (f !== undefined) throw badParameter('f', '应为 json 或 html', 'json or html');
  return preferredType(accept, ['application/json', 'text/html']) === 'text/html' ? 'html' : 'json';
}
