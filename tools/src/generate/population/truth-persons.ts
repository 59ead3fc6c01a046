import { divisionOf, homeText, type Home } from '../city/homes.js';
import { isoDate, type Day } from '../day.js';
import type { Cell, TableWriter } from '../files/cell.js';
import { truthTable } from '../registers/truth.js';
import { fullName, periods, personId, type Person } from './people/person.js';

const COLUMNS = [
  'person',
  'validFrom',
  'validTo',
  'family',
  'kind',
  'name',
  'latinName',
  'formerNames',
  'sex',
  'birthDate',
  'deathDate',
  'residentId',
  'secondResidentId',
  'passport',
  'permanentResidentCard',
  'hkMacauPermit',
  'taiwanPermit',
  'ethnicity',
  'nationality',
  'registeredAddress',
  'registeredDivision',
  'residenceAddress',
  'residenceDivision',
  'household',
  'role',
  'maritalStatus',
  'spouse',
  'phone',
] as const;

const STYLE = { province: true, town: true, short: false };

const dateOrNull = (day: Day | null): string | null => (day === null ? null : isoDate(day));

/** truth-persons.csv: what was true of each person and when. */
export class PersonTruth {
  private readonly persons: TableWriter;

  constructor(out: string) {
    this.persons = truthTable(out, 'truth-persons', COLUMNS);
  }

  person(person: Person): void {
    const all = [...periods(person)];
    all.forEach(({ since, state }, i) => {
      const { name, identifiers, registered, residence, household } = state;
      const text = (home: Home | null): string | null => home && homeText(home, since, STYLE);
      const row: Record<(typeof COLUMNS)[number], Cell | undefined> = {
        person: personId(person.index),
        validFrom: isoDate(since),
        validTo: all[i + 1] ? isoDate(all[i + 1]!.since) : null,
        family: person.family,
        kind: person.kind,
        name: fullName(name),
        latinName: name.latin && `${name.latin.family} ${name.latin.given}`,
        formerNames: state.formerNames.join(';'),
        sex: person.sex,
        birthDate: isoDate(person.bornOn),
        deathDate: dateOrNull(state.diedOn),
        ...{ passport: null, permanentResidentCard: null, hkMacauPermit: null, taiwanPermit: null, residentId: null },
        ...identifiers,
        secondResidentId: person.otherNumber,
        ethnicity: person.ethnicity,
        nationality: person.nationality,
        registeredAddress: text(registered),
        registeredDivision: registered && divisionOf(registered, since),
        residenceAddress: text(residence),
        residenceDivision: divisionOf(residence, since),
        household: household?.number,
        role: household?.role,
        maritalStatus: state.marital,
        spouse: state.kin.find(({ type }) => type === 'spouse')?.name,
        phone: state.phone,
      };
      this.persons.write(COLUMNS.map((column) => row[column] ?? null));
    });
  }

  close(): void {
    this.persons.close();
  }
}
