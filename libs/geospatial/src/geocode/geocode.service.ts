import { Injectable } from '@nestjs/common';
import { parseAddress, type ParsedAddress } from '@siku/standards';
import type { GeocodedAddress, Level, ReverseGeocoded } from './geocode.dto.js';
import { GeocodeRepository, type FoundPlace } from './geocode.repository.js';

type Places = ReadonlyMap<string, readonly FoundPlace[]>;

/** Says where an address is, and how far down it was sure: no house is guessed from its neighbour. */
@Injectable()
export class GeocodeService {
  constructor(private readonly repository: GeocodeRepository) {}

  /** In the order of the addresses; three statements however many there are. */
  async geocode(addresses: readonly string[], prefecture = ''): Promise<GeocodedAddress[]> {
    const parsed = addresses.map((address) => parseAddress(address, prefecture));
    const keys = (of: (parts: ParsedAddress) => string | undefined): string[] => [
      ...new Set(parsed.map(of).filter((key) => key !== undefined)),
    ];
    const houses = byKey(await this.repository.addresses(keys(houseKey)));
    const streets = byKey(await this.repository.streets(keys(({ street }) => street)));
    const divisions = byKey(
      await this.repository.divisions([...keys(({ division }) => division), ...keys(({ town }) => town)]),
    );
    return parsed.map((parts) => locate(parts, houses, streets, divisions));
  }

  async reverse(longitude: number, latitude: number): Promise<ReverseGeocoded> {
    return {
      nearest: await this.repository.nearest(longitude, latitude),
      divisions: await this.repository.containing(longitude, latitude),
    };
  }
}

const houseKey = ({ street, number }: ParsedAddress): string | undefined =>
  street && number ? `${street}${number}` : undefined;

function byKey(places: readonly FoundPlace[]): Places {
  const found = new Map<string, FoundPlace[]>();
  for (const place of places) {
    const list = found.get(place.key);
    if (list) list.push(place);
    else found.set(place.key, [place]);
  }
  return found;
}

function locate(parts: ParsedAddress, houses: Places, streets: Places, divisions: Places): GeocodedAddress {
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
