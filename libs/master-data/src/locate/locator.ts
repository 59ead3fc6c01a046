import { Injectable } from '@nestjs/common';

/** An address as a record has it. */
export interface StatedAddress {
  text: string;
  /** GB/T 2260 */
  division?: string;
  /** Town or street office */
  locality?: string;
}

export interface FoundPlace {
  /** How far down it was sure: `number`, `street`, `town`, `county`, `prefecture` */
  level: string;
  /** GB/T 2260 */
  division: string | null;
  /** Longitude, latitude; only where a house or a street was found, not the middle of a town */
  point: readonly [number, number] | null;
  /** Record of the base of places that it was found by */
  id: string | null;
}

export interface Location {
  found: FoundPlace | null;
  /** What was looked up: the answer changes only with one of these. */
  asked: readonly string[];
}

/**
 * Port to the base that knows where addresses are; the others do not know which one that is. What it answers follows from what is
 * recorded only, not from the day it is asked on.
 */
export interface Locator {
  /** schema of the base whose publications change the answers */
  schema: string;
  /** In the order of the addresses */
  locate(addresses: readonly StatedAddress[]): Promise<Location[]>;
  /** What could be looked up of everything that publications after this one changed, in parcels. */
  changedSince(publication: number): AsyncIterable<readonly string[]>;
}

/** Where the base of places registers its locator; an installation without that base has none. */
@Injectable()
export class LocatorPort {
  private locator: Locator | null = null;

  register(locator: Locator): void {
    this.locator = locator;
  }

  get(): Locator | null {
    return this.locator;
  }
}
