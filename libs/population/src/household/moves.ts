import type { Attributes } from '@siku/master-data';
import type { Address, Person } from '../person.js';

/** How far: the smallest division that both ends lie in. */
export type Distance = 'county' | 'prefecture' | 'province' | 'country';

export interface Move {
  on: string;
  address: 'registered' | 'residence';
  from: Address;
  to: Address;
  within: Distance;
}

const ADDRESSES = { registered: 'registeredAddress', residence: 'residenceAddress' } as const;

/** Addresses of a person from one division to another, the earliest first, out of what was true of her and when. */
export function movesOf(
  history: readonly { validFrom: string; validTo: string | null; attributes: Attributes }[],
): Move[] {
  const moves = (['registered', 'residence'] as const).flatMap((address) => {
    let before: Address | undefined;
    return history.flatMap(({ validFrom, attributes }): Move[] => {
      const at = (attributes as Person)[ADDRESSES[address]];
      if (at?.division === undefined) return [];
      const from = before;
      before = at;
      if (from === undefined || from.division === at.division) return [];
      return [{ on: validFrom, address, from, to: at, within: distance(from.division!, at.division) }];
    });
  });
  return moves.sort((a, b) => (a.on < b.on || (a.on === b.on && a.address < b.address) ? -1 : 1));
}

function distance(a: string, b: string): Distance {
  if (a.slice(0, 6) === b.slice(0, 6)) return 'county';
  if (a.slice(0, 4) === b.slice(0, 4)) return 'prefecture';
  return a.slice(0, 2) === b.slice(0, 2) ? 'province' : 'country';
}
