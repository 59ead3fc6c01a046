import type { Day } from '../day.js';
import type { Random } from '../random.js';
import { mistaken, otherWidth, Slips, swapped, withBlank, wrongDigit } from '../slips.js';
import type { NoiseRates } from './noise.js';

/** Telephones of agents: every company of an agent gives the same. */
const AGENTS = 60;

/** The mistakes one record of an organisation is written with. */
export class Mistakes {
  private readonly slips: Slips<keyof NoiseRates>;

  constructor(rates: NoiseRates, record: number, corrected: boolean) {
    this.slips = new Slips(rates, record, corrected);
  }

  /** Whether a correction would show. */
  get made(): boolean {
    return this.slips.made;
  }

  name(text: string): string {
    const { slips } = this;
    return slips.write(text, () => {
      let wrong = slips.chance('nameShortened') ? shortened(text, slips.random) : text;
      if (slips.chance('nameMistaken')) wrong = mistaken(wrong, slips.random);
      if (slips.chance('nameSwapped')) wrong = swapped(wrong, slips.random);
      return this.written(wrong);
    });
  }

  person(text: string): string | null {
    const { slips } = this;
    return slips.write<string | null>(text, () => {
      const wrong = slips.chance('nameMistaken') ? mistaken(text, slips.random) : text;
      return slips.chance('fieldMissing') ? null : wrong;
    });
  }

  /** Anything that may be left out. */
  field<T extends string | number>(value: T | null): T | null {
    return this.slips.write(value, () => (this.slips.chance('fieldMissing') ? null : value));
  }

  /** @param code undefined where there is none */
  code(code: string | undefined): string | null {
    const { slips } = this;
    return slips.write<string | null>(
      code ?? null,
      () => {
        if (code === undefined || slips.chance('codeMissing')) return null;
        return this.written(slips.chance('codeWrong') ? wrongDigit(code, slips.random) : code);
      },
      code ?? '',
    );
  }

  phone(number: string): string | null {
    const { slips } = this;
    return slips.write<string | null>(number, () => {
      if (slips.chance('phoneOfAgent')) return `8770${1000 + slips.random.below(AGENTS) * 37}`;
      return slips.chance('fieldMissing') ? null : number;
    });
  }

  address(text: string): string | null {
    const { slips } = this;
    return slips.write<string | null>(text, () => {
      let wrong = slips.chance('addressVague') ? text.replace(/\d.*$/, '') : text;
      if (slips.chance('addressMistaken')) wrong = mistaken(wrong, slips.random);
      return slips.chance('fieldMissing') ? null : this.written(wrong);
    });
  }

  date(day: Day): Day {
    const { slips } = this;
    return slips.write(day, () => {
      const other = slips.chance('dateOther') ? slips.random.between(1, 45) : 0;
      const year = slips.chance('dateMistaken') ? 365 : 0;
      return day - other + year;
    });
  }

  industry(code: string): string {
    const { slips } = this;
    return slips.write(code, () =>
      slips.chance('industryOther') ? code.slice(0, 2) + slips.random.pick(['10', '20', '30']) : code,
    );
  }

  /** In the unit of the column: 1 or 10,000 元. */
  amount(yuan: number, unit: 1 | 10_000): number {
    const right = yuan / unit;
    return this.slips.write(right, () => (this.slips.chance('amountUnit') ? (yuan * unit) / 10_000 : right), yuan);
  }

  word(word: string): string {
    return this.slips.write(word, () => (this.slips.chance('codeUnknown') ? '其它' : word));
  }

  /** Whether the record has this peculiarity, whatever else is said in it. */
  happens(kind: keyof NoiseRates): boolean {
    return this.slips.happens(kind);
  }

  private written(text: string): string {
    const { slips } = this;
    const result = slips.chance('fullWidth') ? otherWidth(text) : text;
    return slips.chance('blank') ? withBlank(result, slips.random) : result;
  }
}

function shortened(text: string, random: Random): string {
  const draw = random.next();
  if (draw < 0.4) return text.replace('有限责任公司', '有限公司').replace(/^宁波市/, '宁波');
  if (draw < 0.7) return text.replace(/^(?:浙江省?|宁波市?|余姚市|慈溪市|奉化市|象山县|宁海县)(?=.{5})/, '');
  return text.replace(/(?:有限责任|股份有限|有限)公司$/, '公司');
}
