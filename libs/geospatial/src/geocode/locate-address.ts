import type { ParsedAddress } from '@siku/standards';
import type { GeocodedAddress, Level } from './geocode.dto.js';
import type { FoundPlace, GeocodeRepository, When } from './geocode.repository.js';

type ByKey = ReadonlyMap<string, readonly FoundPlace[]>;

/** Everything recorded under the parts of some addresses. */
export interface Places {
  houses: ByKey;
  streets: ByKey;
  divisions: ByKey;
}

export const houseKey = ({ street, number }: ParsedAddress): string | undefined =>
  street && number ? `${street}${number}` : undefined;

/** Three statements however many addresses there are. */
export async function lookUp(
  repository: GeocodeRepository,
  parsed: readonly ParsedAddress[],
  when: When,
): Promise<Places> {
  const keys = (of: (parts: ParsedAddress) => string | undefined): string[] => [
    ...new Set(parsed.map(of).filter((key) => key !== undefined)),
  ];
  const houses = byKey(await repository.addresses(keys(houseKey), when));
  // A street is only asked for where no house was found.
  const homeless = parsed.filter((parts) => !best(parts, houses.get(houseKey(parts) ?? '')));
  const streets = byKey(await repository.streets([...new Set(homeless.flatMap(({ street }) => street ?? []))], when));
  const divisions = byKey(
    await repository.divisions([...keys(({ division }) => division), ...keys(({ town }) => town)], when),
  );
  return { houses, streets, divisions };
}

function byKey(places: readonly FoundPlace[]): ByKey {
  const found = new Map<string, FoundPlace[]>();
  for (const place of places) {
    const list = found.get(place.key);
    if (list) list.push(place);
    else found.set(place.key, [place]);
  }
  return found;
}

/** Says where an address is, and how far down that is sure: no house is guessed from its neighbour. */
export function locate(parts: ParsedAddress, { houses, streets, divisions }: Places): GeocodedAddress {
  const key = houseKey(parts);
  const house = key === undefined ? null : best(parts, houses.get(key));
  if (house) return answer('number', parts, house);
  const street = parts.street === undefined ? null : best(parts, streets.get(parts.street));
  if (street) return answer('street', parts, street);
  const town = parts.town === undefined ? null : best(parts, divisions.get(parts.town));
  if (town) return answer('town', parts, town);
  if (parts.division === undefined) return answer('none', parts, null);
  const level = parts.division.endsWith('00') ? 'prefecture' : 'county';
  return answer(level, parts, best({}, divisions.get(parts.division)));
}

interface Best {
  place: FoundPlace;
  ambiguous: boolean;
}

/** Of places with one name, those of the division and town that were named; a place in another division is not meant. */
function best({ division, town }: ParsedAddress, places: readonly FoundPlace[] = []): Best | null {
  const prefix = division?.replace(/(00)+$/, '') ?? '';
  const within = places.filter((place) => place.division === null || place.division.startsWith(prefix));
  const inTown = town === undefined ? [] : within.filter((place) => place.town === town);
  const left = inTown.length > 0 ? inTown : within;
  const [place] = left;
  return place ? { place, ambiguous: new Set(left.map((each) => each.division)).size > 1 } : null;
}

function answer(level: Level, parts: ParsedAddress, found: Best | null): GeocodedAddress {
  const { id = null, address = null, division = null, x, y } = found?.place ?? {};
  return {
    level,
    ambiguous: found?.ambiguous ?? false,
    parts,
    id,
    address,
    division: division ?? parts.division ?? null,
    point: x === undefined || y === undefined ? null : [x, y],
  };
}
