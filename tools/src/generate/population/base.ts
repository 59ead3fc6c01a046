import type { Day } from '../day.js';
import type { Base } from '../registers/register.js';
import { noise } from './noise.js';
import type { People } from './people/people.js';
import { periods, personId, type Person, type PersonState } from './people/person.js';
import type { Facts, PersonRegister } from './registers/person-register.js';
import { personRegisters } from './registers/registers.js';
import { written } from './written.js';

const factsOf = new WeakMap<Person, Facts>();

function facts(person: Person): Facts {
  let known = factsOf.get(person);
  if (!known) factsOf.set(person, (known = factsIn(person)));
  return known;
}

function factsIn(person: Person): Facts {
  const found: Facts = { marriedOn: null, diedOn: null, registeredOn: null };
  for (const { since, state } of periods(person)) {
    found.marriedOn ??= state.marriedOn;
    found.diedOn ??= state.diedOn;
    if (state.registered?.town) found.registeredOn ??= since;
  }
  return found;
}

/** The people of the city and what its departments write about them. */
export const populationBase = (people: People): Base<Person, PersonState, PersonRegister> => ({
  registers: personRegisters,
  rates: ({ dataset }) => noise[dataset],
  enrolment(register, person) {
    const known = facts(person);
    const enrolment = register.enrols(person, known);
    const tooLate = enrolment !== null && known.diedOn !== null && enrolment.from > known.diedOn;
    return tooLate ? null : enrolment;
  },
  begins: ({ beginsOn }): Day => beginsOn,
  beginning: ({ beginning }) => beginning,
  changes: ({ changes }) => changes,
  changed: (state, { set }) => ({ ...state, ...set }),
  hasEnded: ({ diedOn }) => diedOn !== null,
  keyOf: (register, person, copy) => register.keyOf(person, copy),
  write(register, person, record, statement, until) {
    const { written: values, hasMistake } = written(people, register, person, record, statement, until);
    return { cells: register.row(record.key, values, statement), hasMistake };
  },
  idOf: ({ index }) => personId(index),
});
