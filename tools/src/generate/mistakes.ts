import { canBeMistaken, mistakenFor } from './city/sounds.js';
import type { Day } from './day.js';
import type { NoiseRates } from './noise.js';
import { Random } from './random.js';

/** Telephones of agents: every company of an agent gives the same. */
const AGENTS = 60;

/**
 * The mistakes one record is written with. Asked in the same order it always makes the same ones, so that they stay with
 * the record; once `corrected` it still draws them, and makes none.
 */
export class Mistakes {
  /** Whether it made one that a correction would show. */
  made = false;

  constructor(
    private readonly rates: NoiseRates,
    private readonly random: Random,
    private readonly corrected: boolean,
  ) {}

  name(text: string): string {
    let wrong = this.happens('nameShortened') ? shortened(text, this.random) : text;
    if (this.happens('nameMistaken')) wrong = mistaken(wrong, this.random);
    if (this.happens('nameSwapped')) wrong = swapped(wrong, this.random);
    return this.written(this.either(text, wrong));
  }

  person(text: string): string | null {
    const wrong = this.happens('nameMistaken') ? mistaken(text, this.random) : text;
    return this.field(this.either(text, wrong));
  }

  /** Anything that may be left out. */
  field<T>(value: T): T | null {
    return this.happens('fieldMissing') ? this.either(value, null) : value;
  }

  /** A code, or undefined where the department could not know it. */
  code(code: string | undefined): string | null {
    const missing = this.happens('codeMissing');
    const wrong = this.happens('codeWrong');
    const at = this.random.next();
    const digit = this.random.between(1, 9);
    if (code === undefined) return null;
    const typed = wrong ? wrongDigit(code, at, digit) : code;
    return this.written(this.either(code, missing ? '' : typed)) || null;
  }

  /** Whether a mistake of this kind was made here. */
  happens(kind: keyof NoiseRates): boolean {
    return this.random.chance(this.rates[kind]);
  }

  phone(number: string): string | null {
    const agent = this.happens('phoneOfAgent');
    const which = this.random.below(AGENTS);
    return this.field(agent ? `8770${String(1000 + which * 37)}` : number);
  }

  address(text: string): string | null {
    const vague = this.happens('addressVague') ? text.replace(/\d.*$/, '') : text;
    const wrong = this.happens('addressMistaken') ? mistaken(vague, this.random) : vague;
    return this.field(this.written(this.either(text, wrong)));
  }

  date(day: Day): Day {
    const other = this.happens('dateOther') ? this.random.between(1, 45) : 0;
    const year = this.happens('dateMistaken') ? 365 : 0;
    return this.either(day, day - other + year);
  }

  industry(code: string): string {
    return this.happens('industryOther') ? this.either(code, `${code.slice(0, 2)}${this.random.pick(['10', '20', '30'])}`) : code;
  }

  amount(amount: number): number {
    return this.happens('amountUnit') ? this.either(amount, amount / 10_000) : amount;
  }

  word<T extends string>(word: T): string {
    return this.happens('codeUnknown') ? this.either<string>(word, '其它') : word;
  }

  private written(text: string): string {
    let result = text;
    if (this.happens('fullWidth')) result = otherWidth(result);
    const blank = this.happens('blank');
    const at = this.random.next();
    if (blank && text !== '') {
      const cut = Math.floor(at * result.length) + 1;
      result = `${result.slice(0, cut)} ${result.slice(cut)}`;
    }
    return this.either(text, result);
  }

  private either<T>(right: T, wrong: T): T {
    if (right === wrong) return right;
    this.made = true;
    return this.corrected ? right : wrong;
  }
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

function wrongDigit(code: string, at: number, add: number): string {
  const digits = Array.from(code, (character, i) => (/\d/.test(character) ? i : -1)).filter((i) => i >= 0);
  const place = digits[Math.floor(at * digits.length)]!;
  return `${code.slice(0, place)}${(Number(code[place]) + add) % 10}${code.slice(place + 1)}`;
}
