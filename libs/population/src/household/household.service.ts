import { Injectable } from '@nestjs/common';
import { noRightToField, tooManyHits, type Asking, type NamedField } from '@siku/access';
import {
  BaseRegistry,
  fieldsOfBody,
  fieldsOfQuery,
  Readings,
  readPoint,
  type Base,
  type BoundReader,
  type MasterRecord,
  type ReadPoint,
  type TimeQuery,
} from '@siku/master-data';
import { badRequest, Problem, Vault } from '@siku/platform';
import { populationBase } from '../definition.js';
import type { Person } from '../person.js';
import { housed, inHousehold, personFilters } from '../search.repository.js';
import type { HouseholdHistoryView, HouseholdPage, HouseholdSearch, HouseholdView } from './household.dto.js';
import { composition, householdHistory } from './household-history.js';
import { householdId, householdNumber } from './household-id.js';

/** A household larger than this is an institution. */
const MOST_MEMBERS = 200;

const MOST_HOUSEHOLDS = 10;

/** What a household is made of, and so whose rights it needs. */
const NUMBER = 'household.number';
const ROLE = 'household.role';
const ADDRESS = 'registeredAddress';

/** Households 户: derived at reading from who says she lives in them, since members come, move and merge. */
@Injectable()
export class HouseholdService {
  constructor(
    private readonly bases: BaseRegistry,
    private readonly readings: Readings,
    private readonly vault: Vault,
  ) {}

  /** The household of a person at the read point. Needs the right to the household number, which it is derived from. */
  of(asking: Asking, person: string, query: TimeQuery & { fields: string }): Promise<HouseholdView> {
    return this.readings.bound(this.base, asking, 'household', async (reader) => {
      requireField(reader, NUMBER);
      const paths = reader.sight.asked(fieldsOfQuery(query.fields));
      const own = await reader.record(person, query);
      const number = numberOf(own);
      if (number !== undefined) return this.view(reader, number, paths, readPoint(query));
      const items = await reader.deliver([own], paths, readPoint(query).validAt);
      return { id: null, number: null, head: null, address: null, items, next: null };
    });
  }

  get(asking: Asking, id: string, query: TimeQuery & { fields: string }): Promise<HouseholdView> {
    return this.readings.bound(this.base, asking, 'household', async (reader) => {
      requireField(reader, NUMBER);
      const paths = reader.sight.asked(fieldsOfQuery(query.fields));
      const view = await this.view(reader, this.numberBehind(id), paths, readPoint(query));
      if (view.items.length === 0) throw noSuchHousehold();
      return view;
    });
  }

  /** Up to ten households. What is searched by must be granted, as for persons. */
  search(asking: Asking, search: HouseholdSearch): Promise<HouseholdPage> {
    const { number, member, memberName, division } = search;
    if (number === undefined && member === undefined && memberName === undefined) throw tooWide();
    const by = criteria({ number: NUMBER, memberName: 'name', division: 'division' }, search);
    return this.readings.bound(this.base, asking, 'household', async (reader) => {
      requireField(reader, NUMBER);
      reader.sight.searchBy(by);
      const paths = reader.sight.asked(fieldsOfBody(search.fields));
      const point = readPoint(search);
      const filters = personFilters({ fields: [], name: memberName, division, 'household.number': number });
      const own = member === undefined ? [] : [await reader.record(member, search)];
      const asked = number !== undefined || memberName !== undefined || division !== undefined;
      const met = asked || own.length === 0 ? await reader.find([...filters, housed()], point, MOST_MEMBERS) : own;
      const meant = own.length === 0 ? met : met.filter((record) => numberOf(record) === numberOf(own[0]!));
      const numbers = [...new Set(meant.flatMap((record) => numberOf(record) ?? []))].sort();
      if (numbers.length > MOST_HOUSEHOLDS) throw tooManyHits(reader.sight.refused(paths), MOST_HOUSEHOLDS);
      const items: HouseholdView[] = [];
      for (const each of numbers) items.push(await this.view(reader, each, paths, point));
      return { items, next: null };
    });
  }

  /** Who belonged to it and where it was, over all of valid time: who came, went, moved and died. */
  history(asking: Asking, id: string, knownAt: string | undefined): Promise<HouseholdHistoryView> {
    return this.readings.bound(this.base, asking, 'household-history', async (reader) => {
      const { sight } = reader;
      requireField(reader, NUMBER);
      const number = this.numberBehind(id);
      const lives = await reader.lives(inHousehold(number), knownAt, MOST_MEMBERS);
      // Cut and joined by what may be seen: other days of a change would tell that there was one.
      const seen = lives.map((stretch) => ({ ...stretch, attributes: seenOf(reader, stretch, number) }));
      const items = householdHistory(number, seen);
      if (items.length === 0) throw noSuchHousehold();
      const members = new Set(items.flatMap((stretch) => stretch.members.map((member) => member.id)));
      reader.note(
        members,
        [NUMBER, ROLE, ADDRESS].filter((path) => sight.touches(path)),
      );
      return { id, items, next: null };
    });
  }

  private async view(
    reader: BoundReader,
    number: string,
    paths: readonly string[],
    point: ReadPoint,
  ): Promise<HouseholdView> {
    const { sight } = reader;
    const members = await reader.find([inHousehold(number)], point, MOST_MEMBERS + 1);
    if (members.length > MOST_MEMBERS) throw tooManyHits(sight.refused(paths), MOST_MEMBERS);
    const seen = members.map((member) => ({ ...member, attributes: seenOf(reader, member, number) }));
    const { head, address } = composition(seen);
    return {
      id: householdId(this.vault, number),
      number: (sight.filter(NUMBER, number) as string | undefined) ?? null,
      head,
      address,
      items: await reader.deliver(members, paths, point.validAt),
      next: null,
    };
  }

  private numberBehind(id: string): string {
    const number = householdNumber(this.vault, id);
    if (number === null) throw noSuchHousehold();
    return number;
  }

  private get base(): Base {
    return this.bases.get(populationBase.code);
  }
}

const numberOf = ({ attributes }: MasterRecord): string | undefined => (attributes as Person).household?.number;

/** What a household is derived from, as far as the grant gives it; the number itself is how its members were found. */
function seenOf({ sight }: BoundReader, record: MasterRecord, number: string): Person {
  const { household, registeredAddress } = record.attributes as Person;
  const role = sight.levelOf(ROLE) === 'value' ? household?.role : undefined;
  const address = sight.filter(ADDRESS, registeredAddress) as Person['registeredAddress'];
  return {
    ...(household?.number === number && { household: { number, ...(role !== undefined && { role }) } }),
    ...(address !== undefined && { registeredAddress: address }),
  };
}

/** What is searched by, as grants name it. */
const criteria = (rights: Readonly<Record<string, string>>, search: HouseholdSearch): NamedField[] =>
  Object.entries(rights).flatMap(([name, path]) =>
    search[name as keyof HouseholdSearch] === undefined ? [] : [{ path, at: { pointer: `#/${name}` } }],
  );

function requireField({ sight }: BoundReader, path: string): void {
  if (sight.sees(path)) return;
  throw noRightToField(sight.refused([path]), [{ path, at: { parameter: 'fields' } }]);
}

const noSuchHousehold = (): Problem =>
  new Problem(404, 'household-not-found', {
    zh: '所询时点没有该户，或其成员不在授权范围内',
    en: 'There is no such household at that point, or none of its members is inside the grant',
  });

function tooWide(): Problem {
  const message = {
    zh: '请给出户号、成员编号或成员姓名之一',
    en: 'give a household number, or the id or name of a member',
  };
  return badRequest('search-too-wide', message, [{ pointer: '#', code: 'search-too-wide', message }]);
}
