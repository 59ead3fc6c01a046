import { Injectable } from '@nestjs/common';
import type { Location, Locator, StatedAddress } from '@siku/master-data';
import { divisionName, parseAddress, type ParsedAddress } from '@siku/standards';
import { GeocodeRepository } from './geocode.repository.js';
import { houseKey, locate, lookUp } from './locate-address.js';

/** Features whose changes are looked at in one go. */
const PARCEL = 2000;

/**
 * What the other bases learn of their addresses. It looks at every place that is recorded, also one that has ended: where a house is does
 * not depend on the day somebody asks.
 */
@Injectable()
export class AddressLocator implements Locator {
  readonly schema = 'geospatial';

  constructor(private readonly repository: GeocodeRepository) {}

  async locate(addresses: readonly StatedAddress[]): Promise<Location[]> {
    const parsed = addresses.map(partsOf);
    const places = await lookUp(this.repository, parsed, 'ever');
    return parsed.map((parts): Location => {
      const { level, ambiguous, division, point, id } = locate(parts, places);
      const asked = askedBy(parts, level);
      if (level === 'none') return { found: null, asked };
      const isExact = level === 'number' || level === 'street';
      // Several places answer to it: what the address itself says is left, and nothing guessed.
      if (ambiguous) return { found: named(level, parts.division), asked };
      return {
        found: { level, division, point: isExact && point ? [rounded(point[0]!), rounded(point[1]!)] : null, id },
        asked,
      };
    });
  }

  async *changedSince(publication: number): AsyncGenerator<string[]> {
    for (let after: readonly [number, number] = [publication, Number.MAX_SAFE_INTEGER]; ;) {
      const changed = await this.repository.changedKeys(after, PARCEL);
      if (!changed) return;
      yield changed.keys;
      after = changed.last;
    }
  }
}

/** To a centimetre. */
const rounded = (degrees: number): number => Math.round(degrees * 1e7) / 1e7;

const named = (level: string, division: string | undefined): Location['found'] =>
  division === undefined ? null : { level, division, point: null, id: null };

/** What a record says beside the text counts where the text says nothing. */
function partsOf({ text, division, locality }: StatedAddress): ParsedAddress {
  const prefecture = division?.slice(0, 4) ?? '';
  const parts = parseAddress(text, prefecture);
  const stated = division !== undefined && divisionName(division) !== undefined ? division : undefined;
  const town = parts.town ?? (locality === undefined ? undefined : parseAddress(locality, prefecture).town);
  const county = parts.division?.endsWith('00') && stated?.startsWith(prefecture) ? stated : parts.division;
  return {
    ...parts,
    ...((county ?? stated) !== undefined && { division: county ?? stated }),
    ...(town !== undefined && { town }),
  };
}

/** The answer hangs on everything that was looked up before it was found. */
function askedBy(parts: ParsedAddress, level: string): string[] {
  const steps: [level: string, key: string | undefined][] = [
    // Whether the town is known decides whether a house of another is meant.
    ['', parts.town],
    ['number', houseKey(parts)],
    ['street', parts.street],
    ['town', parts.town],
    ['county', parts.division],
  ];
  const asked: string[] = [];
  for (const [step, key] of steps) {
    if (key !== undefined) asked.push(key);
    if (step === level) break;
  }
  return asked;
}
