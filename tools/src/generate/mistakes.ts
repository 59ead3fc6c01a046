import { canBeMistaken, mistakenFor } from './city/sounds.js';
import type { Day } from './day.js';
import type { NoiseRates } from './noise.js';
import { Random } from './random.js';

/** Telephones of agents: every company of an agent gives the same. */
const AGENTS = 60;

/**
 * The mistakes one record is written with. They depend on the record, the field (by the order in which fields are asked
 * for) and its value: the same value is written with the same mistake in every delivery until it is `corrected`, a new
 * value with new ones.
 */
export class Mistakes {
  /** Whether a correction would show. */
  made = false;

  private asked = 0;
  private readonly random = new Random(0);

  constructor(
    private readonly rates: NoiseRates,
    private readonly record: number,
    private readonly corrected: boolean,
  ) {}

  name(text: string): string {
    this.begin(text);
    let wrong = this.chance('nameShortened') ? shortened(text, this.random) : text;
    if (this.chance('nameMistaken')) wrong = mistaken(wrong, this.random);
    if (this.chance('nameSwapped')) wrong = swapped(wrong, this.random);
    return this.either(text, this.written(wrong));
  }

  person(text: string): string | null {
    this.begin(text);
    const wrong = this.chance('nameMistaken') ? mistaken(text, this.random) : text;
    return this.either(text, this.chance('fieldMissing') ? null : wrong);
  }

  /** Anything that may be left out. */
  field<T extends string | number>(value: T | null): T | null {
    this.begin(value);
    return this.either(value, this.chance('fieldMissing') ? null : value);
  }

  /** @param code undefined where there is none */
  code(code: string | undefined): string | null {
    this.begin(code ?? '');
    if (code === undefined) return null;
    if (this.chance('codeMissing')) return this.either(code, null);
    return this.either(code, this.written(this.chance('codeWrong') ? wrongDigit(code, this.random) : code));
  }

  phone(number: string): string | null {
    this.begin(number);
    if (this.chance('phoneOfAgent')) return this.either(number, `8770${1000 + this.random.below(AGENTS) * 37}`);
    return this.either(number, this.chance('fieldMissing') ? null : number);
  }

  address(text: string): string | null {
    this.begin(text);
    let wrong = this.chance('addressVague') ? text.replace(/\d.*$/, '') : text;
    if (this.chance('addressMistaken')) wrong = mistaken(wrong, this.random);
    return this.either(text, this.chance('fieldMissing') ? null : this.written(wrong));
  }

  date(day: Day): Day {
    this.begin(day);
    const other = this.chance('dateOther') ? this.random.between(1, 45) : 0;
    const year = this.chance('dateMistaken') ? 365 : 0;
    return this.either(day, day - other + year);
  }

  industry(code: string): string {
    this.begin(code);
    return this.either(
      code,
      this.chance('industryOther') ? code.slice(0, 2) + this.random.pick(['10', '20', '30']) : code,
    );
  }

  /** In the unit of the column: 1 or 10,000 元. */
  amount(yuan: number, unit: 1 | 10_000): number {
    this.begin(yuan);
    return this.either(yuan / unit, this.chance('amountUnit') ? (yuan * unit) / 10_000 : yuan / unit);
  }

  word(word: string): string {
    this.begin(word);
    return this.either(word, this.chance('codeUnknown') ? '其它' : word);
  }

  /** Whether the record has this peculiarity, whatever else is said in it. */
  happens(kind: keyof NoiseRates): boolean {
    this.begin('');
    return this.either(false, this.chance(kind));
  }

  private begin(value: string | number | null): void {
    this.random.restart(this.record, this.asked++, digest(String(value)));
  }

  private chance(kind: keyof NoiseRates): boolean {
    return this.random.chance(this.rates[kind]);
  }

  private written(text: string): string {
    const result = this.chance('fullWidth') ? otherWidth(text) : text;
    if (!this.chance('blank')) return result;
    const at = this.random.below(result.length) + 1;
    return `${result.slice(0, at)} ${result.slice(at)}`;
  }

  private either<T>(right: T, wrong: T): T {
    if (right === wrong) return right;
    this.made = true;
    return this.corrected ? right : wrong;
  }
}

/** FNV-1a over UTF-16 units. */
function digest(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

function swapped(text: string, random: Random): string {
  const at = random.below(Math.max(1, text.length - 1));
  return text.slice(0, at) + (text[at + 1] ?? '') + text[at]! + text.slice(at + 2);
}

/** Replaces one of the characters that can be mistaken. */
function mistaken(text: string, random: Random): string {
  const places = Array.from(text, (character, at) => (canBeMistaken(character) ? at : -1)).filter((at) => at >= 0);
  const at = places[random.below(Math.max(1, places.length))];
  const character = mistakenFor(text[at ?? 0] ?? '', random);
  return at === undefined || character === null ? text : text.slice(0, at) + character + text.slice(at + 1);
}

function shortened(text: string, random: Random): string {
  const draw = random.next();
  if (draw < 0.4) return text.replace('有限责任公司', '有限公司').replace(/^宁波市/, '宁波');
  if (draw < 0.7) return text.replace(/^(?:浙江省?|宁波市?|余姚市|慈溪市|奉化市|象山县|宁海县)(?=.{5})/, '');
  return text.replace(/(?:有限责任|股份有限|有限)公司$/, '公司');
}

/** ASCII becomes full-width; where there is none, full-width brackets become ASCII. */
function otherWidth(text: string): string {
  const wide = text.replace(/[!-~]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0));
  return wide === text ? text.replaceAll('（', '(').replaceAll('）', ')') : wide;
}

function wrongDigit(code: string, random: Random): string {
  const places = Array.from(code, (character, at) => (/\d/.test(character) ? at : -1)).filter((at) => at >= 0);
  const at = random.pick(places);
  return `${code.slice(0, at)}${(Number(code[at]) + random.between(1, 9)) % 10}${code.slice(at + 1)}`;
}
