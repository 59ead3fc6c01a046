import { Injectable } from '@nestjs/common';
import { Vault, type Sql } from '@siku/platform';
import type { BaseDefinition } from '../base/base-definition.js';
import type { GoldenSegment } from '../survive/golden.js';
import { LocatorPort, type Location, type Locator, type StatedAddress } from './locator.js';
import { placed, unplaced } from './placed-segments.js';
import { PlaceRepository, type AskedKey } from './place.repository.js';

export interface MasterSegments {
  master: string;
  segments: readonly GoldenSegment[];
}

/** Gives golden records the places of their addresses. */
@Injectable()
export class PlaceService {
  constructor(
    private readonly port: LocatorPort,
    private readonly repository: PlaceRepository,
    private readonly vault: Vault,
  ) {}

  /** The same masters in their order; what each hangs on is remembered before they are written, so that no change of it is missed. */
  async place<T extends MasterSegments>(base: BaseDefinition, given: readonly T[]): Promise<readonly T[]> {
    const { masters, asked } = await this.located(base, given);
    if (asked.length > 0) await this.repository.remember(base, asked);
    return masters;
  }

  /** Writes nothing. */
  async located<T extends MasterSegments>(
    base: BaseDefinition,
    masters: readonly T[],
  ): Promise<{ masters: readonly T[]; asked: AskedKey[] }> {
    const locator = this.port.get();
    const { addresses = [] } = base;
    const asked: AskedKey[] = [];
    if (!locator || addresses.length === 0) return { masters, asked };
    const wanted = new Map<string, StatedAddress>();
    const wants = masters.map(({ segments }) =>
      segments.map((segment) =>
        unplaced(segment, addresses).map(([path, stated]) => {
          const key = textOf(stated);
          wanted.set(key, stated);
          return [path, key] as const;
        }),
      ),
    );
    if (wanted.size === 0) return { masters, asked };
    const answers = await locator.locate([...wanted.values()]);
    const locations = new Map([...wanted.keys()].map((key, i) => [key, answers[i]!]));
    const result = masters.map((each, i): T => {
      const keys = new Set<string>();
      const segments = each.segments.map((segment, j) => {
        const own = new Map<string, Location>();
        for (const [path, key] of wants[i]![j]!) {
          const location = locations.get(key)!;
          own.set(path, location);
          for (const hangsOn of location.asked) keys.add(hangsOn);
        }
        return placed(segment, own);
      });
      for (const key of keys) asked.push({ key: this.keyOf(key), master: each.master });
      return { ...each, segments };
    });
    return { masters: result, asked };
  }

  /** Last publication of the base of places, and the one up to which the places of `base` are told. */
  positions(base: BaseDefinition, { schema }: Locator): Promise<{ last: number; told: number }> {
    return this.repository.positions(base, schema);
  }

  told(tx: Sql, base: BaseDefinition, publication: number): Promise<void> {
    return this.repository.told(tx, base, publication);
  }

  /** Puts the masters whose places hang on what was changed on the list of touched ones; answers how many are new there. */
  touchAsking(base: BaseDefinition, changed: readonly string[]): Promise<number> {
    return this.repository.touchAsking(
      base,
      changed.map((key) => this.keyOf(key)),
    );
  }

  /** Without the installation's key nobody can tell whose address it is. */
  private keyOf(asked: string): bigint {
    return this.vault.keyedHash(`place:${asked}`);
  }
}

/** The same for the same address; no part of one holds a control character. */
const textOf = ({ text, division = '', locality = '' }: StatedAddress): string =>
  `${text}\u0000${division}\u0000${locality}`;
