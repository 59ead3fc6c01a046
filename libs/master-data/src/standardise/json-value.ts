import { resolveTarget, type AttributeDictionary, type AttributeSpec } from '@siku/catalogue';
import { valueInvalid } from '../validate/findings.js';
import type { Standardised } from './standardised.js';
import { standardiserOf } from './standardise.js';

const NONE: Standardised = { finding: valueInvalid };

const CURRENCY: AttributeSpec = { type: 'code', codes: 'GB/T 12406', title: { zh: '币种', en: 'Currency' } };

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/**
 * A value as JSON has it, of one who writes golden values, in the form its standard gives it: what a delivery says in the text of a cell
 * may be a number, an object or a list here.
 */
export function standardiseJson(spec: AttributeSpec, value: unknown): Standardised {
  if (spec.type === 'relations') return each(value, (item) => relation(spec.members ?? {}, item));
  return spec.list ? each(value, (item) => one(spec, item)) : one(spec, value);
}

function each(values: unknown, standardise: (item: unknown) => Standardised): Standardised {
  if (!Array.isArray(values)) return NONE;
  const standard: unknown[] = [];
  for (const item of values) {
    const { value, finding } = standardise(item);
    if (value === undefined) return { finding: finding ?? valueInvalid };
    standard.push(value);
  }
  return { value: standard };
}

function one(spec: AttributeSpec, value: unknown): Standardised {
  const text = textOf(spec.type, value);
  if (text === null || text === '') return NONE;
  const standardised = standardiserOf(spec)(text);
  if (spec.type !== 'amount' || !isObject(value) || standardised.value === undefined) return standardised;
  const currency = one(CURRENCY, value['currency']);
  return currency.value === undefined
    ? currency
    : { value: { ...(standardised.value as object), currency: currency.value } };
}

/** What a cell would say; null where the type has no such value. */
function textOf(type: AttributeSpec['type'], value: unknown): string | null {
  if (typeof value === 'string') return value.trim();
  if (typeof value === 'number')
    return ['integer', 'decimal', 'figure', 'amount'].includes(type) ? String(value) : null;
  if (typeof value === 'boolean') return type === 'boolean' ? String(value) : null;
  if (!isObject(value)) return null;
  const members = Object.keys(value).sort().join();
  if (type === 'geometry') return JSON.stringify(value);
  if (type === 'amount') return members === 'amount,currency' ? textOf(type, value['amount']) : null;
  const { coordinates } = value as { coordinates?: unknown };
  const isPoint = type === 'point' && members === 'coordinates,type' && value['type'] === 'Point';
  return isPoint && Array.isArray(coordinates) && coordinates.length === 2 ? coordinates.join(',') : null;
}

/** `{type, target: {name, identifiers: {…}}, share}`: every member one that relations of the base have, and all that they need. */
function relation(members: AttributeDictionary, item: unknown): Standardised {
  if (!isObject(item)) return NONE;
  const named = new Set<string>();
  const standard = inside(item, '');
  const isWhole = Object.entries(members).every(([path, { required }]) => !required || named.has(path));
  return standard && isWhole ? { value: standard } : NONE;

  function inside(object: Record<string, unknown>, prefix: string): Record<string, unknown> | null {
    const result: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(object)) {
      const path = prefix + name;
      const spec = resolveTarget(members, path)?.spec;
      const said = spec
        ? one(spec, value).value
        : isObject(value)
          ? (inside(value, `${path}.`) ?? undefined)
          : undefined;
      if (said === undefined) return null;
      named.add(path);
      result[name] = said;
    }
    return result;
  }
}
