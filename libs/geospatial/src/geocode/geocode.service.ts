import { Injectable } from '@nestjs/common';
import { parseAddress } from '@siku/standards';
import type { GeocodedAddress, ReverseGeocoded } from './geocode.dto.js';
import { GeocodeRepository } from './geocode.repository.js';
import { locate, lookUp } from './locate-address.js';

/** Addresses and positions, as the standard address base has them now. */
@Injectable()
export class GeocodeService {
  constructor(private readonly repository: GeocodeRepository) {}

  /** In the order of the addresses. */
  async geocode(addresses: readonly string[], prefecture = ''): Promise<GeocodedAddress[]> {
    const parsed = addresses.map((address) => parseAddress(address, prefecture));
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
