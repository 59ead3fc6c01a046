import { Injectable } from '@nestjs/common';
import { noRightToField, type Asking } from '@siku/access';
import {
  BaseRegistry,
  Readings,
  readPoint,
  type Base,
  type BoundReader,
  type MasterRecord,
  type TimeQuery,
} from '@siku/master-data';
import { populationBase } from '../definition.js';
import type { Kin, Person } from '../person.js';
import { anyIdentifier, namingKin } from '../search.repository.js';
import { identifierKeys } from '../search.js';
import type { KinPage, KinView, MovePage } from './household.dto.js';
import { movesOf } from './moves.js';

/** A family larger than this is none. */
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

const DIVISIONS = ['registeredAddress.division', 'residenceAddress.division'];

/** Who is kin, and where a person lived: derived at reading, since the other may arrive later, or merge. */
@Injectable()
export class FamilyService {
  constructor(
    private readonly bases: BaseRegistry,
    private readonly readings: Readings,
  ) {}

  /** Kin in both directions, with the ids they resolve to. Needs the right to `kin`. */
  kin(asking: Asking, id: string, query: TimeQuery): Promise<KinPage> {
    return this.readings.bound(this.base, asking, 'kin', async (reader) => {
      requireAny(reader, ['kin']);
      const point = readPoint(query);
      const own = await reader.record(id, query);
      const person = own.attributes as Person;
      const show = kinAsGranted(reader);
      const outgoing: KinPage['items'] = [];
      const others: MasterRecord[] = [];
      for (const { type, target } of person.kin ?? []) {
        const keys = identifierKeys(target?.identifiers);
        const [other] = keys.length > 0 ? await reader.find([anyIdentifier(keys)], point, 1) : [];
        if (other) others.push(other);
        const name = target?.name ?? (other?.attributes as Person | undefined)?.name;
        outgoing.push({ direction: 'outgoing', ...show(type, other?.id ?? null, name) });
      }
      const keys = identifierKeys(person.identifiers);
      const naming = keys.length > 0 ? await reader.find([namingKin(keys)], point, MOST) : [];
      const incoming = naming
        .filter((other) => other.id !== id)
        .flatMap((other) =>
          kinNaming(other, keys).map(({ type }) => ({
            direction: 'incoming' as const,
            ...show(INVERSE[type] ?? 'other', other.id, (other.attributes as Person).name),
          })),
        );
      // Whom it names is in the answer too, so it is in their logs.
      await reader.deliver([own, ...others, ...naming], ['kin'], point.validAt);
      return { items: [...outgoing, ...incoming], next: null };
    });
  }

  /** Moves between divisions, of the registered address and of the residence: whichever of them the grant gives. */
  moves(asking: Asking, id: string, knownAt: string | undefined): Promise<MovePage> {
    return this.readings.bound(this.base, asking, 'moves', async (reader) => {
      const seen = requireAny(reader, DIVISIONS).map((path) => path.slice(0, path.indexOf('.')));
      const paths = reader.sight.all.filter((path) =>
        seen.some((group) => path === group || path.startsWith(`${group}.`)),
      );
      const { items } = await reader.history(id, { fields: paths.join(','), ...(knownAt && { knownAt }) });
      return { items: movesOf(items), next: null };
    });
  }

  private get base(): Base {
    return this.bases.get(populationBase.code);
  }
}

/** What the record itself would say of the other. Where that is masked, an id would tell who she is. */
function kinAsGranted({ sight }: BoundReader) {
  const whole = sight.levelOf('kin') === 'value';
  return (type: string, id: string | null, name: string | undefined): Pick<KinView, 'type' | 'id' | 'name'> => {
    const [shown] = sight.filter('kin', [{ type, target: { name } } satisfies Kin]) as [Kin];
    return { type: shown.type, id: whole ? id : null, name: shown.target?.name ?? null };
  };
}

const kinNaming = ({ attributes }: MasterRecord, keys: readonly string[]): Kin[] =>
  ((attributes as Person).kin ?? []).filter(({ target }) =>
    identifierKeys(target?.identifiers).some((key) => keys.includes(key)),
  );

/** Those of the paths that the grant gives. Throws 403 for none. */
function requireAny({ sight }: BoundReader, paths: readonly string[]): string[] {
  const seen = paths.filter((path) => sight.sees(path));
  if (seen.length > 0) return seen;
  throw noRightToField(
    sight.refused(paths),
    paths.map((path) => ({ path, at: { parameter: 'fields' } })),
  );
}
