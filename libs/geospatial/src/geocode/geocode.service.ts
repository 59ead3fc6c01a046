import { Injectable } from '@nestjs/common';
import { parseAddress, type ParsedAddress } from '@siku/standards';
import { surroundingsOf } from './surroundings.js';
import type { GeocodedAddress, ReverseGeocoded } from './geocode.dto.js';
import { GeocodeRepository } from './geocode.repository.js';
import { locate, lookUp } from './locate-address.js';

/** Addresses and positions, as the standard address base has them now. */
@Injectable()
export class GeocodeService {
  constructor(private readonly repository: GeocodeRepository) {}

  /**
   * In the order of the addresses. Where no street is found under an address as it is written, it may begin with a town without its 镇 or 乡.
   * @param prefecture of addresses that name none; by default the one whose divisions are on the map
   */
  async geocode(addresses: readonly string[], prefecture?: string): Promise<GeocodedAddress[]> {
    const { home, towns } = surroundingsOf(await this.repository.knownDivisions());
    const within = prefecture ?? home;
    const found = await this.locateAll(addresses.map((address) => parseAddress(address, within)));
    const open = found.flatMap(({ level, parts }, i) => {
      if (level === 'number' || level === 'street') return [];
      const other = parseAddress(addresses[i]!, within, towns);
      return other.town === parts.town ? [] : [{ i, other }];
    });
    const again = await this.locateAll(open.map(({ other }) => other));
    open.forEach(({ i }, at) => (found[i] = again[at]!));
    return found;
  }

  private async locateAll(parsed: readonly ParsedAddress[]): Promise<GeocodedAddress[]> {
    const places = await lookUp(this.repository, parsed, 'now');
    return parsed.map((parts) => locate(parts, places));
  }

  async reverse(longitude: number, latitude: number): Promise<ReverseGeocoded> {
    return {
      nearest: await this.repository.nearest(longitude, latitude),
      divisions: await this.repository.containing(longitude, latitude),
    };
  }
}
