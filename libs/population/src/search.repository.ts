import { havingIdentifier, Sealed, type Filter } from '@siku/master-data';
import { checkEmail, checkPhone, normaliseText, type Checked, foldName, withoutPadding } from '@siku/standards';
import { populationBase } from './definition.js';
import { personReading } from './reading.js';
import type { PersonSearch } from './search.dto.js';

const escapeLike = (text: string): string => text.replaceAll(/[\\%_]/g, String.raw`\$&`);

const filter = (sql: string, ...parameters: unknown[]): Filter => ({ sql, parameters });

/** The conditions a search puts on the search columns. A name or identifier once borne finds a person as well as a present one. */
export function personFilters(search: PersonSearch): Filter[] {
  const { name, identifiers = {}, birthDate, sex, phone, email, division } = search;
  const prefix = search['name.prefix'];
  const pinyin = search['name.pinyin']?.replaceAll(' ', '').toLowerCase();
  const household = search['household.number'];
  return [
    name && ever('names && $$::text[]', [asStored(name)]),
    prefix && filter('v.name LIKE $$', `${escapeLike(asStored(prefix))}%`),
    pinyin && filter('v.name_key LIKE $$', `${pinyin}%`),
    ...Object.entries(identifiers).map(([scheme, value]) => {
      const { sql, parameters } = havingIdentifier(populationBase, personReading, scheme, value);
      return ever(sql.replace(/^v\./, ''), ...parameters);
    }),
    birthDate && filter('v.birth_date = $$', birthDate),
    sex && filter('v.sex = $$', sex),
    phone && filter('v.phone = $$', new Sealed(standard(phone, checkPhone))),
    email && filter('v.email = $$', new Sealed(standard(email, checkEmail))),
    division && filter('v.divisions && $$::text[]', [division.replace(/(00)+$/, '')]),
    household && inHousehold(household),
  ].filter((condition): condition is Filter => typeof condition === 'object');
}

/** A name that somebody typed, as the search columns have it. */
const asStored = (name: string): string => foldName(withoutPadding(normaliseText(name)));

/** At the read point; of `everWith`, at any time. */
export const inHousehold = (number: string): Filter => filter('v.household = $$', number);

/** Persons who live in some household. */
export const housed = (): Filter => filter('v.household IS NOT NULL');

/** Persons with any of these identifiers, each `scheme:value`. */
export const anyIdentifier = (keys: readonly string[]): Filter =>
  filter('v.identifiers && $$::text[]', keys.map(sealedKey));

/** Persons who name any of these as kin. */
export const namingKin = (keys: readonly string[]): Filter => filter('v.kin && $$::text[]', keys.map(sealedKey));

/** At the read point or before it in valid time, as known at the read point. */
const ever = (condition: string, ...parameters: unknown[]): Filter =>
  filter(
    `v.master_id IN (SELECT w.master_id FROM population.master_version w
       WHERE w.recorded_from <= c.number AND w.recorded_to > c.number AND w.valid_from < v.valid_to AND w.${condition})`,
    ...parameters,
  );

/** `scheme:value` as the search columns have it. */
function sealedKey(key: string): Sealed {
  const scheme = key.slice(0, key.indexOf(':') + 1);
  return new Sealed(key.slice(scheme.length), scheme);
}

function standard(text: string, check: (text: string) => Checked): string {
  const checked = check(text);
  return checked.ok ? checked.value : text;
}
