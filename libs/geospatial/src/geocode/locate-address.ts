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
  const town = parts.town === undefined ? null : townOf(parts.division, divisions.get(parts.town));
  const key = houseKey(parts);
  const house = key === undefined ? null : best(parts, houses.get(key), town !== null);
  if (house) return answer('number', parts, house);
  const street = parts.street === undefined ? null : best(parts, streets.get(parts.street), town !== null);
  if (street) return answer('street', parts, street);
  if (town) return answer('town', parts, town);
  if (parts.division === undefined) return answer('none', parts, null);
  const level = parts.division.endsWith('00') ? 'prefecture' : 'county';
  return answer(level, parts, best({}, divisions.get(parts.division)));
}

/** The town of that name in the division, or in the prefecture: it may have gone over to another county since. */
function townOf(division: string | undefined, towns: readonly FoundPlace[] | undefined): Best | null {
  return best({ division }, towns) ?? (division ? best({ division: `${division.slice(0, 4)}00` }, towns) : null);
}

interface Best {
  place: FoundPlace;
  ambiguous: boolean;
}

/**
 * Of places with one name, those of the division and town that were named. A place in another division is not meant, nor one in another town
 * where the named one is known: each town has its own 王家村. But a town may have gone over to another division since.
 */
function best(
  { division, town }: Pick<ParsedAddress, 'division' | 'town'>,
  places: readonly FoundPlace[] = [],
  isTownKnown = false,
): Best | null {
  const prefix = division?.replace(/(00)+$/, '') ?? '';
  const within = places.filter((place) => place.division === null || place.division.startsWith(prefix));
  let left = within;
  if (town !== undefined) {
    const inTown = within.filter((place) => place.town === town);
    const moved = places.filter((place) => place.town === town && place.division?.startsWith(prefix.slice(0, 4)));
    const others = isTownKnown ? within.filter((place) => place.town === null) : within;
    left = [inTown, moved, others].find((some) => some.length > 0) ?? [];
  }
  const [first] = left;
  if (!first) return null;
  const ambiguous = new Set(left.map((each) => each.division)).size > 1;
  return { place: ambiguous ? first : middleOf(first, left), ambiguous };
}

/** A street that runs through several towns is in the middle of all of it. */
function middleOf(first: FoundPlace, all: readonly FoundPlace[]): FoundPlace {
  if (first.count === undefined || all.length === 1) return first;
  const count = all.reduce((sum, each) => sum + each.count!, 0);
  const mean = (of: (place: FoundPlace) => number): number =>
    all.reduce((sum, each) => sum + of(each) * each.count!, 0) / count;
  return { ...first, count, x: mean(({ x }) => x), y: mean(({ y }) => y) };
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
