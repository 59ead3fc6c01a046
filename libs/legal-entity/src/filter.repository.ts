import { resolveTarget } from '@siku/catalogue';
import { standardiserOf, type Filter, type Identifiers } from '@siku/master-data';
import { badRequest, type Problem } from '@siku/platform';
import { normaliseText } from '@siku/standards';
import { legalEntityDictionary } from './dictionary.js';
import type { LegalEntityQuery } from './legal-entity.dto.js';
import { bigrams, industryKey } from './search.js';

/** Share of a query's character pairs that a name must have to be found by `name.fuzzy`. */
const FUZZY_SHARE = 0.5;

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

const filter = (sql: string, ...parameters: unknown[]): Filter => ({ sql, parameters });

/** The conditions a query puts on the search columns. */
export function legalEntityFilters(query: LegalEntityQuery): Filter[] {
  const { name, identifier, division, industry, kind, status, updatedSince } = query;
  const prefix = query['name.prefix'];
  const fuzzy = query['name.fuzzy'];
  const pinyin = query['name.pinyin']?.replaceAll(' ', '').toLowerCase();
  const founded = { from: query['establishedOn.from'], to: query['establishedOn.to'] };
  return [
    name && containsFilter(name),
    prefix && filter('v.name LIKE $$', `${escapeLike(normaliseText(prefix))}%`),
    fuzzy && fuzzyFilter(fuzzy),
    pinyin && filter('(v.name_key LIKE $$ OR v.initials LIKE $$)', `${pinyin}%`, `${pinyin}%`),
    identifier &&
      identifierFilter(
        identifier.slice(0, identifier.indexOf(':')),
        identifier.slice(identifier.indexOf(':') + 1),
        'identifier',
      ),
    division && filter('v.division LIKE $$', `${division.replace(/(00)+$/, '')}%`),
    industry && filter('v.industry LIKE $$', `${industryKey(industry)}%`),
    kind && filter('v.kind = $$', kind),
    status && filter('v.status = $$', status),
    founded.from && filter('v.established_on COLLATE "C" >= $$', founded.from),
    // '2007~' lies after every date that begins with 2007, in the order of bytes.
    founded.to && filter('v.established_on COLLATE "C" < $$', `${founded.to}~`),
    updatedSince &&
      filter(
        'v.recorded_from > (SELECT coalesce(max(number), 0) FROM legal_entity.publication WHERE at < $$::timestamptz)',
        updatedSince,
      ),
  ].filter((condition): condition is Filter => typeof condition === 'object');
}

/**
 * National identifiers are stored in the form that their standard gives them (an organisation code is printed with a hyphen), or in
 * capitals; those of own schemes as delivered.
 */
function identifierFilter(scheme: string, value: string, parameter: string): Filter {
  const spec = resolveTarget(legalEntityDictionary, `identifiers.${scheme}`)?.spec;
  if (!spec && !scheme.startsWith('x-invalid-')) throw unknownScheme(parameter);
  const text = normaliseText(value);
  const standard = spec && standardiserOf(spec)(value).value;
  const forms = new Set([text, text.toUpperCase(), ...(typeof standard === 'string' ? [standard] : [])]);
  return anyIdentifier([...forms].map((form) => `${scheme}:${form}`));
}

function unknownScheme(parameter: string): Problem {
  const schemes = Object.keys(legalEntityDictionary).flatMap((path) => /^identifiers\.(.+)/.exec(path)?.[1] ?? []);
  const message = {
    zh: `标识方案应为 ${schemes.join('、')}`,
    en: `the identifier scheme is one of ${schemes.join(', ')}`,
  };
  return badRequest('unknown-scheme', message, [{ parameter, code: 'unknown-scheme', message }]);
}

export const legalEntityIdentifiers: Identifiers = {
  schemes: '`uscc` and the like, or a department’s own',
  filter: (scheme, value) => identifierFilter(scheme, value, 'scheme'),
};

/** Organisations with any of these, each `scheme:value`. */
export const anyIdentifier = (keys: readonly string[]): Filter => filter('v.identifiers && $$::text[]', keys);

export const exactName = (name: string): Filter => filter('v.name = $$', name);

/** Organisations that name any of these keys in a relation. */
export const naming = (keys: readonly string[]): Filter => filter('v.related && $$::text[]', keys);

function containsFilter(name: string): Filter {
  const text = normaliseText(name).toLowerCase();
  return filter(
    `v.name_grams @> $$::text[] AND (lower(v.name) LIKE $$ OR EXISTS (
       SELECT 1 FROM jsonb_array_elements_text(v.attributes->'formerNames') former WHERE lower(former) LIKE $$))`,
    bigrams(text),
    `%${escapeLike(text)}%`,
    `%${escapeLike(text)}%`,
  );
}

function fuzzyFilter(name: string): Filter {
  const grams = [...new Set(bigrams(normaliseText(name)))];
  return filter(
    `v.name_grams && $$::text[] AND (SELECT count(*) FROM unnest(v.name_grams) gram WHERE gram = ANY($$::text[])) >= $$`,
    grams,
    grams,
    Math.ceil(grams.length * FUZZY_SHARE),
  );
}
