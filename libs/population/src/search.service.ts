import { Injectable } from '@nestjs/common';
import type { Asking, NamedField } from '@siku/access';
import { BaseRegistry, fieldsOfBody, Readings } from '@siku/master-data';
import { badRequest, unknownMember, type Problem } from '@siku/platform';
import { populationBase } from './definition.js';
import type { PersonPage, PersonSearch } from './search.dto.js';
import { personFilters } from './search.repository.js';

/** What a search may begin with; sex or division alone are no search for a person. */
const SELECTIVE = ['name', 'identifiers', 'birthDate', 'phone', 'email', 'household.number'];

/** The right each member of a search needs: several are ways to search by one thing. */
const RIGHTS: Readonly<Record<string, string>> = { 'name.prefix': 'name', 'name.pinyin': 'name' };

const NO_CRITERIA = new Set(['fields', 'validAt', 'knownAt']);

/** The search for persons: never a list, never more than ten. */
@Injectable()
export class SearchService {
  constructor(
    private readonly bases: BaseRegistry,
    private readonly readings: Readings,
  ) {}

  async search(asking: Asking, asked: PersonSearch): Promise<PersonPage> {
    const search = withoutNulls(asked);
    const by = criteriaOf(search);
    if (!by.some(({ path }) => SELECTIVE.some((name) => path === name || path.startsWith(`${name}.`)))) throw tooWide();
    const base = this.bases.get(populationBase.code);
    const items = await this.readings.bound(base, asking, 'search', (reader) =>
      reader.search(by, personFilters(search), fieldsOfBody(search.fields), search),
    );
    return { items, next: null };
  }
}

/** A member that is null is not there: it must not count as what a search begins with. */
const withoutNulls = (search: PersonSearch): PersonSearch =>
  Object.fromEntries(Object.entries(search).filter(([, value]) => value !== null)) as unknown as PersonSearch;

/** What is searched by, as grants name it. */
function criteriaOf(search: PersonSearch): NamedField[] {
  return Object.entries(search).flatMap(([name, value]): NamedField[] => {
    if (NO_CRITERIA.has(name) || value === undefined) return [];
    if (name === 'identifiers') return identifierCriteria(value as Record<string, unknown>);
    return [{ path: RIGHTS[name] ?? name, at: { pointer: `#/${name}` } }];
  });
}

function identifierCriteria(identifiers: Record<string, unknown>): NamedField[] {
  const entries = Object.entries(identifiers);
  const unknown = entries.filter(
    ([scheme, value]) =>
      typeof value !== 'string' ||
      (!Object.hasOwn(populationBase.attributes, `identifiers.${scheme}`) &&
        !/^x-(?!invalid-)[a-z0-9-]+$/.test(scheme)),
  );
  if (unknown.length > 0) {
    const errors = unknown.map(([scheme]) => unknownMember(`#/identifiers/${scheme.slice(0, 60)}`));
    throw badRequest('unknown-member', { zh: '未知的标识方案', en: 'unknown identifier scheme' }, errors);
  }
  return entries.map(([scheme]) => ({ path: `identifiers.${scheme}`, at: { pointer: `#/identifiers/${scheme}` } }));
}

function tooWide(): Problem {
  const message = {
    zh: '请至少给出姓名、证件号码、出生日期、电话、邮箱或户号之一',
    en: 'give a name, an identifier, a birth date, a telephone, an e-mail address or a household',
  };
  return badRequest('search-too-wide', message);
}
