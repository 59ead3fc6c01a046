import { Injectable } from '@nestjs/common';
import { parseAddress, type ParsedAddress } from '@siku/standards';
import { LEVELS, type GeocodedAddress, type ReverseGeocoded } from './geocode.dto.js';
import { GeocodeRepository } from './geocode.repository.js';
import { locate, lookUp } from './locate-address.js';
import { StreetNames } from './street-names.js';
import { surroundingsOf } from './surroundings.js';

const depthOf = ({ level }: GeocodedAddress): number => -LEVELS.indexOf(level);

const hasStreet = (address: GeocodedAddress): boolean => depthOf(address) >= -LEVELS.indexOf('street');

/** Addresses and positions, as the standard address base has them now. */
@Injectable()
export class GeocodeService {
  constructor(
    private readonly repository: GeocodeRepository,
    private readonly streets: StreetNames,
  ) {}

  /**
   * In the order of the addresses. Where no street is found under an address as it is written, it may begin with a town without its 镇 or 乡, or
   * its street may be written as it sounds.
   * @param prefecture of addresses that name none; by default the one whose divisions are on the map
   */
  async geocode(addresses: readonly string[], prefecture?: string): Promise<GeocodedAddress[]> {
    const { home, towns } = surroundingsOf(await this.repository.knownDivisions());
    const within = prefecture ?? home;
    const written = await this.locateAll(addresses.map((address) => parseAddress(address, within)));
    const inTown = await this.reread(written, ({ parts: { town } }, i) => {
      const other = parseAddress(addresses[i]!, within, towns);
      return other.town === town ? [] : [other];
    });
    return this.reread(inTown, ({ parts }) => this.streets.soundingLike(parts));
  }

  /** Those without a street in other readings; the only one that finds more is taken. */
  private async reread(
    found: readonly GeocodedAddress[],
    readings: (address: GeocodedAddress, index: number) => ParsedAddress[] | Promise<ParsedAddress[]>,
  ): Promise<GeocodedAddress[]> {
    const others = await Promise.all(found.map(async (each, i) => (hasStreet(each) ? [] : readings(each, i))));
    const located = await this.locateAll(others.flat());
    let at = 0;
    return found.map((each, i) => {
      const better = located.slice(at, (at += others[i]!.length)).filter((other) => depthOf(other) > depthOf(each));
      return better.length === 1 ? better[0]! : each;
    });
  }

  private async locateAll(parsed: readonly ParsedAddress[]): Promise<GeocodedAddress[]> {
    if (parsed.length === 0) return [];
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
