import { Injectable } from '@nestjs/common';
import { noRightToField, tooManyHits, type Asking } from '@siku/access';
import {
  BaseRegistry,
  fieldsOfQuery,
  Readings,
  readPoint,
  type Base,
  type BoundReader,
  type MasterRecord,
  type TimeQuery,
} from '@siku/master-data';
import { populationBase } from './definition.js';
import type { Kin, Person } from './person.js';
import type { HouseholdView, KinPage } from './search.dto.js';
import { anyIdentifier, inHousehold, namingKin } from './search.repository.js';
import { identifierKeys } from './search.js';

/** A household or a family larger than this is an institution. */
const MOST = 200;

/** What the other's word for a person says of the other, seen from her. */
const INVERSE: Readonly<Record<string, string>> = {
  spouse: 'spouse',
  parent: 'child',
  child: 'parent',
  sibling: 'sibling',
  grandparent: 'grandchild',
  grandchild: 'grandparent',
  guardian: 'ward',
  ward: 'guardian',
};

/** Who lives together and who is kin: derived at reading, since the other may arrive later, move, or merge. */
@Injectable()
export class FamilyService {
  constructor(
    private readonly bases: BaseRegistry,
    private readonly readings: Readings,
  ) {}

  /** The household 户 at the read point. Needs the right to the household number, which it is derived from. */
  household(asking: Asking, id: string, query: TimeQuery & { fields: string }): Promise<HouseholdView> {
    return this.readings.bound(this.base, asking, 'household', async (reader) => {
      requireField(reader, 'household.number');
      const paths = reader.sight.asked(fieldsOfQuery(query.fields));
      const point = readPoint(query);
      const own = await reader.record(id, query);
      const number = (own.attributes as Person).household?.number;
      const members = number === undefined ? [own] : await reader.find([inHousehold(number)], point, MOST + 1);
      if (members.length > MOST) throw tooManyHits(reader.sight.refused(paths, [id]), MOST);
      const head = members.find((member) => (member.attributes as Person).household?.role === 'head');
      const items = await reader.deliver(members, paths, point.validAt);
      return {
        number: (reader.sight.filter('household.number', number) as string | undefined) ?? null,
        head: head?.id ?? null,
        items,
        next: null,
      };
    });
  }

  /** Kin in both directions, with the ids they resolve to. Needs the right to `kin`. */
  kin(asking: Asking, id: string, query: TimeQuery): Promise<KinPage> {
    return this.readings.bound(this.base, asking, 'kin', async (reader) => {
      requireField(reader, 'kin');
      const point = readPoint(query);
      const own = await reader.record(id, query);
      const person = own.attributes as Person;
      const nameOf = (name: string | undefined): string | null =>
        (reader.sight.filter('name', name) as string | undefined) ?? null;
      const outgoing: KinPage['items'] = [];
      const others: MasterRecord[] = [];
      for (const { type, target } of person.kin ?? []) {
        const keys = identifierKeys(target?.identifiers);
        const [other] = keys.length > 0 ? await reader.find([anyIdentifier(keys)], point, 1) : [];
        if (other) others.push(other);
        const name = target?.name ?? (other?.attributes as Person | undefined)?.name;
        outgoing.push({ type, direction: 'outgoing', id: other?.id ?? null, name: nameOf(name) });
      }
      const keys = identifierKeys(person.identifiers);
      const naming = keys.length > 0 ? await reader.find([namingKin(keys)], point, MOST) : [];
      const incoming = naming
        .filter((other) => other.id !== id)
        .flatMap((other) =>
          kinNaming(other, keys).map(({ type }) => ({
            type: INVERSE[type] ?? 'other',
            direction: 'incoming' as const,
            id: other.id,
            name: nameOf((other.attributes as Person).name),
          })),
        );
      // Whom it names is in the answer too, so it is in their logs.
      await reader.deliver([own, ...others, ...naming], ['kin'], point.validAt);
      return { items: [...outgoing, ...incoming], next: null };
    });
  }

  private get base(): Base {
    return this.bases.get(populationBase.code);
  }
}

const kinNaming = ({ attributes }: MasterRecord, keys: readonly string[]): Kin[] =>
  ((attributes as Person).kin ?? []).filter(({ target }) =>
    identifierKeys(target?.identifiers).some((key) => keys.includes(key)),
  );

function requireField({ sight }: BoundReader, path: string): void {
  if (sight.sees(path)) return;
  throw noRightToField(sight.refused([path]), [{ path, at: { parameter: 'fields' } }]);
}
