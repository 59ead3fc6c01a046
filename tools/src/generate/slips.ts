import { canBeMistaken, mistakenFor } from './city/sounds.js';
import { Random } from './random.js';

/**
 * The slips one record is written with. They depend on the record, the field (by the order in which fields are asked
 * for) and its value: the same value is written with the same slip in every delivery until it is `corrected`, a new
 * value with new ones.
 */
export class Slips<Kind extends string> {
  /** Whether a correction would show. */
  made = false;

  /** For what is drawn while a field is written. */
  readonly random = new Random(0);
  private asked = 0;

  constructor(
    private readonly rates: Readonly<Record<Kind, number>>,
    private readonly record: number,
    private readonly corrected: boolean,
  ) {}

  /**
   * The next field.
   * @param wrong what is written instead of `right`, by `chance` and `random`; the same as `right` where nothing slips
   * @param about what the slips depend on, when it is not `right` itself
   */
  write<T>(right: T, wrong: () => T, about: unknown = right): T {
    this.random.restart(this.record, this.asked++, digest(String(about)));
    const written = wrong();
    if (right === written) return right;
    this.made = true;
    return this.corrected ? right : written;
  }

  chance(kind: Kind): boolean {
    return this.random.chance(this.rates[kind]);
  }

  /** Whether the record has this peculiarity, whatever else is said in it. */
  happens(kind: Kind): boolean {
    return this.write(false, () => this.chance(kind), '');
  }
}

/** FNV-1a over UTF-16 units. */
function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

/** Two neighbouring characters change places. */
export function swapped(text: string, random: Random): string {
  const at = random.below(Math.max(1, text.length - 1));
  return text.slice(0, at) + (text[at + 1] ?? '') + text[at]! + text.slice(at + 2);
}

/** Replaces one of the characters that can be mistaken. */
export function mistaken(text: string, random: Random): string {
  const places = Array.from(text, (character, at) => (canBeMistaken(character) ? at : -1)).filter((at) => at >= 0);
  const at = places[random.below(Math.max(1, places.length))];
  const character = mistakenFor(text[at ?? 0] ?? '', random);
  return at === undefined || character === null ? text : text.slice(0, at) + character + text.slice(at + 1);
}

/** ASCII becomes full-width; where there is none, full-width brackets become ASCII. */
export function otherWidth(text: string): string {
  const wide = text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
  return wide === text ? text.replaceAll('（', '(').replaceAll('）', ')') : wide;
}

export function withBlank(text: string, random: Random): string {
  const at = random.below(text.length) + 1;
  return `${text.slice(0, at)} ${text.slice(at)}`;
}

export function wrongDigit(code: string, random: Random): string {
  const places = Array.from(code, (character, at) => (/\d/.test(character) ? at : -1)).filter((at) => at >= 0);
  const at = random.pick(places);
  return `${code.slice(0, at)}${(Number(code[at]) + random.between(1, 9)) % 10}${code.slice(at + 1)}`;
}
