import { Injectable } from '@nestjs/common';
import { groupBy } from '@siku/master-data';
import { parseAddress, pinyin, type ParsedAddress } from '@siku/standards';
import { GeocodeRepository } from './geocode.repository.js';

type BySound = ReadonlyMap<string, readonly string[]>;

/** Streets that sound alike in Mandarin: what is typed by sound is mistaken by sound, 环成西路 for 环城西路. */
@Injectable()
export class StreetNames {
  private known: { clock: number; streets: Promise<BySound> } | undefined;

  constructor(private readonly repository: GeocodeRepository) {}

  /** The same address on each street that sounds as its own, other than the own. */
  async soundingLike(parts: ParsedAddress): Promise<ParsedAddress[]> {
    const { street, number = '', rest = '', ...above } = parts;
    // What ends in a mistake does not end like a street: 中山东陆12号.
    const written = street ?? /^[\u3400-\u9fff]{3,}?(?=\d|$)/u.exec(rest)?.[0];
    if (!written) return [];
    const behind = street ? number + rest : rest.slice(written.length);
    const alike = (await this.streets()).get(pinyin(written)) ?? [];
    return alike.filter((name) => name !== written).map((name) => ({ ...parseAddress(name + behind), ...above }));
  }

  /** Kept until the next publication. */
  private async streets(): Promise<BySound> {
    const clock = await this.repository.clock();
    if (this.known?.clock === clock) return this.known.streets;
    const streets = this.repository.streetNames().then((names) => groupBy(names, pinyin));
    this.known = { clock, streets };
    void streets.catch(() => (this.known = undefined));
    return streets;
  }
}
