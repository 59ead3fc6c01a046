import { fullName, type PersonName } from './people/person.js';
import { numberOfOtherDay, oldNumber, PLACEHOLDER_NUMBERS, transposed } from './people/numbers.js';
import { isoDate, yearOf, type Day } from '../day.js';
import { Frequencies } from '../random.js';
import { mistaken, otherWidth, Slips, withBlank, wrongDigit } from '../slips.js';
import { WRONG_IDENTIFIERS, type PersonNoise } from './noise.js';
import {
  addressVariant,
  inPinyin,
  lunarText,
  mistakenDate,
  traditional,
  transposedDate,
  withOldCounty,
} from './spelling.js';

const wrongKinds = new Frequencies(Object.entries(WRONG_IDENTIFIERS) as [keyof typeof WRONG_IDENTIFIERS, number][]);

const PHONE_PLACEHOLDERS = ['13800000000', '13888888888', '13000000000', '0574-00000000', '1'];

/** Latin letters behind each other, as a department's system puts them. */
export type LatinOrder = 'family-first' | 'given-first';

/** Whose number might be written by mistake. */
export interface OtherNumbers {
  kin: readonly string[];
  stranger(random: Slips<never>['random']): string | null;
}

/** The mistakes one record of a person is written with. */
export class PersonMistakes {
  private readonly slips: Slips<keyof PersonNoise>;

  constructor(rates: PersonNoise, record: number, corrected: boolean) {
    this.slips = new Slips(rates, record, corrected);
  }

  /** Whether a correction would show. */
  get made(): boolean {
    return this.slips.made;
  }

  happens(kind: keyof PersonNoise): boolean {
    return this.slips.happens(kind);
  }

  /** @param own wrong kinds of identifiers are known for resident numbers only; of passports a digit is mistyped */
  identifier(number: string, resident: boolean, others: OtherNumbers): string {
    const { slips } = this;
    return slips.write(number, () => {
      let wrong = slips.chance('wrongIdentifier') ? this.wrong(number, resident, others) : number;
      if (resident && slips.chance('oldNumber')) wrong = (wrong.length === 18 && oldNumber(wrong)) || wrong;
      if (!slips.chance('identifierForm')) return wrong;
      const form = slips.random.next();
      if (form < 0.4) return wrong.toLowerCase();
      return form < 0.7 ? otherWidth(wrong) : withBlank(wrong, slips.random);
    });
  }

  private wrong(number: string, resident: boolean, { kin, stranger }: OtherNumbers): string {
    const { random } = this.slips;
    switch (resident ? wrongKinds.pick(random) : random.pick(['oneDigit', 'transposed'] as const)) {
      case 'ofKin':
        return kin.length > 0 ? random.pick(kin) : wrongDigit(number, random);
      case 'ofStranger':
        return stranger(random) ?? wrongDigit(number, random);
      case 'oneDigit':
        return wrongDigit(number, random);
      case 'transposed':
        return transposed(number, random);
      case 'otherDay':
        return numberOfOtherDay(number, random);
      case 'placeholder':
        return random.pick(PLACEHOLDER_NUMBERS);
    }
  }

  /** @param unnamed what a newborn without a name is called, where it may be */
  name(name: PersonName, order: LatinOrder, unnamed: string | null): string {
    const { slips } = this;
    const { family, given, latin } = name;
    const right = fullName(name);
    return slips.write(right, () => {
      if (unnamed !== null && slips.chance('nameNotChosen')) return unnamed;
      if (latin && (!family || slips.chance('nameLatin'))) {
        const swapped = slips.chance('nameSwapped') || slips.random.chance(0.1);
        const familyFirst = (order === 'family-first') !== swapped;
        const text = familyFirst ? `${latin.family} ${latin.given}` : `${latin.given} ${latin.family}`;
        // German letters are typed without their dots.
        return slips.random.chance(0.5) ? text.normalize('NFD').replace(/\p{M}/gu, '') : text;
      }
      if (slips.chance('namePinyin')) return inPinyin(family, given, slips.random);
      let [one, two] = [family, given];
      if (slips.chance('nameMistaken')) {
        // The given name is mistaken more often: surnames are asked for twice.
        if (slips.random.chance(0.12)) one = mistaken(family, slips.random);
        else two = mistaken(given, slips.random);
      }
      if (given.length > 1 && slips.chance('nameShortened')) two = two[slips.random.below(2)]!;
      if (slips.chance('nameSwapped')) [one, two] = [two, one];
      const spaced = slips.chance('nameSpaced') && one.length + two.length === 2;
      const text = spaced ? `${one}${slips.random.pick([' ', '　', '  '])}${two}` : one + two;
      return slips.chance('nameTraditional') ? traditional(text) : text;
    });
  }

  /** Somebody else's name, as it is heard. */
  otherName(name: string): string | null {
    const { slips } = this;
    return slips.write<string | null>(name, () => {
      if (slips.chance('fieldMissing')) return null;
      return slips.chance('nameMistaken') ? mistaken(name, slips.random) : name;
    });
  }

  /** @returns a date as precise as it is known: yyyy-MM-dd, yyyy-MM, yyyy */
  birth(day: Day): string {
    const { slips } = this;
    const right = isoDate(day);
    return slips.write(right, () => {
      if (slips.chance('birthPlaceholder')) return '1900-01-01';
      if (slips.chance('birthPartial')) return right.slice(0, slips.random.chance(0.6) ? 7 : 4);
      const lunar =
        slips.chance('birthLunar') ||
        (yearOf(day) < 1965 && slips.chance('birthLunar')) ||
        (yearOf(day) < 1965 && slips.chance('birthLunar'));
      if (lunar) return lunarText(day) ?? right;
      if (slips.chance('birthTransposed')) return transposedDate(day) ?? right;
      if (slips.chance('birthFirst')) return `${right.slice(0, 8)}01`;
      return slips.chance('birthMistaken') ? mistakenDate(right, slips.random) : right;
    });
  }

  sex(sex: '1' | '2'): '1' | '2' {
    return this.slips.write(sex, () => (this.slips.chance('sexWrong') ? (sex === '1' ? '2' : '1') : sex));
  }

  /** Anything that may be left out. */
  field<T extends string | number>(value: T | null): T | null {
    return this.slips.write(value, () => (this.slips.chance('fieldMissing') ? null : value));
  }

  phone(number: string): string | null {
    const { slips } = this;
    return slips.write<string | null>(number, () => {
      if (slips.chance('fieldMissing')) return null;
      if (slips.chance('phonePlaceholder')) return slips.random.pick(PHONE_PLACEHOLDERS);
      return slips.chance('phoneWrong') ? wrongDigit(number, slips.random) : number;
    });
  }

  address(text: string): string | null {
    const { slips } = this;
    return slips.write<string | null>(text, () => {
      if (slips.chance('fieldMissing')) return null;
      let wrong = slips.chance('addressOldName') ? withOldCounty(text) : text;
      if (slips.chance('addressVague')) return wrong.replace(/\d.*$/, '');
      if (slips.chance('addressVariant')) wrong = addressVariant(wrong, slips.random);
      return slips.chance('addressMistaken') ? mistaken(wrong, slips.random) : wrong;
    });
  }
}
