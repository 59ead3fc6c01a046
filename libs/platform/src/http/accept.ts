import { Problem } from '../problem/problem.js';

/**
 * The media type an Accept header prefers (RFC 9110, 12.5.1); the first where there is none. Where several weigh the same, what it
 * names goes before what it only takes in, and then what it names first.
 * @throws Problem 406 when it takes none of them
 */
export function preferredType<T extends string>(accept: string | undefined, offered: readonly [T, ...T[]]): T {
  const ranges = (accept?.trim() || '*/*').split(',').map(readRange);
  const fits = offered
    .map((type) => ({ type, ...bestFit(type, ranges) }))
    .filter(({ weight }) => weight > 0)
    .sort((a, b) => b.weight - a.weight || b.closeness - a.closeness || a.order - b.order);
  if (!fits[0]) throw notAcceptable(offered);
  return fits[0].type;
}

export const notAcceptable = (offered: readonly string[]): Problem =>
  new Problem(406, 'not-acceptable', { zh: '不提供所要求的格式', en: 'None of the formats asked for is offered' }, [], {
    offered,
  });

/** Whether an Accept-Encoding header takes gzip. */
export const takesGzip = (accepted = ''): boolean =>
  accepted.split(',').some((one) => {
    const [coding = '', ...parameters] = one.split(';').map((part) => part.trim().toLowerCase());
    return (coding === 'gzip' || coding === '*') && !parameters.some((parameter) => /^q=0(\.0*)?$/.test(parameter));
  });

interface Range {
  type: string;
  weight: number;
  order: number;
}

function readRange(text: string, order: number): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase());
  const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? '1';
  return { type, weight: Number(weight) || 0, order };
}

/** What the closest of the ranges says of a type. */
function bestFit(type: string, ranges: readonly Range[]): { weight: number; closeness: number; order: number } {
  const fits = ranges
    .map(({ type: range, weight, order }) => ({ weight, order, closeness: closenessOf(type, range) }))
    // Whoever refuses JSON has not refused lines of it.
    .filter(({ closeness, weight }) => closeness > 0 && (closeness !== FAMILY || weight > 0))
    .sort((a, b) => b.closeness - a.closeness || a.order - b.order);
  return fits[0] ?? { weight: 0, closeness: 0, order: 0 };
}

const FAMILY = 3;

function closenessOf(type: string, range: string): number {
  if (range === type) return 4;
  const family = familyOf(type);
  if (family !== null && family === familyOf(range)) return FAMILY;
  if (range === `${type.split('/')[0]}/*`) return 2;
  return range === '*/*' ? 1 : 0;
}

/** Whoever takes JSON takes lines of it too, and GeoJSON. */
const familyOf = (type: string): string | null => /[/+.-](?:nd)?(json|xml)$/.exec(type)?.[1] ?? null;
