import { divisionOf, homeText } from '../city/homes.js';
import { isoDate, type Day } from '../day.js';
import { Random } from '../random.js';
import type { RegisterRecord, Statement } from '../registers/register.js';
import { PersonMistakes } from './mistakes.js';
import { attributes, type Attribute, type Written } from './attributes.js';
import { noise } from './noise.js';
import type { People } from './people/people.js';
import type { Person, PersonState, Relative, Scheme } from './people/person.js';
import type { PersonRegister } from './registers/person-register.js';

const NOTHING = Object.fromEntries(attributes.map((attribute) => [attribute, null])) as Written;

const SCHEMES: readonly Scheme[] = ['residentId', 'passport', 'permanentResidentCard', 'hkMacauPermit', 'taiwanPermit'];

export interface WrittenRecord {
  written: Written;
  hasMistake: boolean;
}

/** What the register says of the person, with its mistakes. Attributes that it does not hold are null. */
export function written(
  people: People,
  register: PersonRegister,
  person: Person,
  record: RegisterRecord<PersonState>,
  { state, since }: Statement<PersonState>,
  until: Day,
): WrittenRecord {
  const { seed, copy, corrected } = record;
  const mistakes = new PersonMistakes(noise[register.dataset], seed, corrected < until);
  const { holds, address, latinOrder } = register;
  const result = { ...NOTHING };
  const kin = kinOf(state);
  const put = (attribute: Attribute, write: () => string | null): void => {
    if (holds.has(attribute)) result[attribute] = write();
  };

  const unnamed = kin.mother === undefined ? null : `${kin.mother.name}之${person.sex === '1' ? '子' : '女'}`;
  put('name', () => mistakes.name(state.name, latinOrder, unnamed));
  put('formerNames', () => mistakes.field(state.formerNames.join(';') || null));
  identify();
  put('sex', () => mistakes.sex(person.sex));
  put('birthDate', () => mistakes.birth(person.bornOn));
  put('deathDate', () => (state.diedOn === null ? null : isoDate(state.diedOn)));
  put('ethnicity', () => mistakes.field(person.ethnicity || null));
  put('nationality', () => mistakes.field(person.nationality));
  put('birthplace', () => mistakes.field(person.birthDivision || null));
  const { registered, residence } = state;
  put('registeredAddress.text', () => (registered ? mistakes.address(homeText(registered, since, address)) : null));
  put('registeredAddress.division', () => (registered ? divisionOf(registered, since) : null));
  put('residenceAddress.text', () => mistakes.address(homeText(residence, since, address)));
  put('residenceAddress.division', () => mistakes.field(divisionOf(residence, since)));
  put('phone', () => (state.phone === null ? null : mistakes.phone(state.phone)));
  put('maritalStatus', () => mistakes.field(state.marital));
  put('education', () => mistakes.field(person.education || null));
  put('occupation', () => mistakes.field(state.occupation));
  put('employer', () => mistakes.field(state.employer));
  put('household.number', () => state.household?.number ?? null);
  put('household.role', () => mistakes.field(state.household?.role ?? null));
  for (const who of ['spouse', 'father', 'mother'] as const) {
    put(`kin.${who}.name`, () => (kin[who] ? mistakes.otherName(kin[who].name) : null));
    put(`kin.${who}.residentId`, () => mistakes.field(kin[who]?.residentId ?? null));
  }
  put('kin.spouse.from', () => (state.marriedOn === null ? null : isoDate(state.marriedOn)));
  put('kin.children.name', () => mistakes.field(kin.children.map(({ name }) => name).join(';') || null));
  return { written: result, hasMistake: mistakes.made };

  function identify(): void {
    // A second record of one register, and offices that know her by the other number.
    const other = person.otherNumber !== null && (copy > 0 || mistakes.happens('secondNumber'));
    if (mistakes.happens('noIdentifier')) return;
    const others = {
      kin: state.kin.flatMap(({ residentId }) => residentId ?? []),
      stranger: (random: Random) => people.strangersNumber(random),
    };
    for (const scheme of SCHEMES) {
      const number = scheme === 'residentId' && other ? person.otherNumber! : state.identifiers[scheme];
      if (number === undefined) continue;
      put(`identifiers.${scheme}`, () => mistakes.identifier(number, scheme === 'residentId', others));
    }
  }
}

function kinOf({ kin }: PersonState): Partial<Record<'spouse' | 'father' | 'mother', Relative>> & {
  children: Relative[];
} {
  const first = (type: Relative['type'], sex?: string): Relative | undefined =>
    kin.find((relative) => relative.type === type && (sex === undefined || relative.sex === sex));
  return {
    spouse: first('spouse'),
    father: first('parent', '1'),
    mother: first('parent', '2'),
    children: kin.filter(({ type }) => type === 'child'),
  };
}
