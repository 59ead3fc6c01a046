import { join } from 'node:path';
import { setImmediate as pause } from 'node:timers/promises';
import type { DatasetDefinition, Rule } from '@siku/catalogue';
import type { Day } from '../day.js';
import type { TableWriter } from '../files/cell.js';
import { officeSeed } from '../registers/office.js';
import { writeJson } from '../registers/manifest.js';
import { recordsOf, statementsOf } from '../registers/records.js';
import type { Base } from '../registers/register.js';
import { truthTable } from '../registers/truth.js';
import type { People } from './people/people.js';
import { personId, type Person, type PersonState } from './people/person.js';
import type { PersonRegister } from './registers/person-register.js';
import { attributes, type Attribute } from './attributes.js';
import { written } from './written.js';

const KEY = ['dataset', 'sourceKey'] as const;
const COLUMNS = [...KEY, 'department', 'person', ...attributes];

const KIN = {
  spouse: {
    type: { constant: 'spouse' },
    'target.name': 'kin.spouse.name',
    'target.identifiers.residentId': 'kin.spouse.residentId',
    from: 'kin.spouse.from',
  },
  father: {
    type: { constant: 'parent' },
    'target.name': 'kin.father.name',
    'target.identifiers.residentId': 'kin.father.residentId',
  },
  mother: {
    type: { constant: 'parent' },
    'target.name': 'kin.mother.name',
    'target.identifiers.residentId': 'kin.mother.residentId',
  },
  children: { type: { constant: 'child' }, 'target.name': { from: 'kin.children.name', split: ';' } },
} satisfies Record<string, Record<string, Rule>>;

/** Maps the columns, which are named by the attributes they hold. */
const definition: DatasetDefinition = {
  base: 'population',
  department: 'statistics',
  title: { zh: '匹配评测文件', en: 'File for the evaluation of matching' },
  key: [...KEY],
  mapping: {
    ...Object.fromEntries(
      attributes
        .filter((attribute) => !attribute.startsWith('kin.'))
        .map((attribute): [Attribute, Rule] => [
          attribute,
          attribute === 'formerNames' ? { from: attribute, split: ';' } : attribute,
        ]),
    ),
    kin: Object.values(KIN),
  },
};

export interface FlatSettings {
  out: string;
  seed: number;
  /** Days of the first and of the last delivery: records stand as a full extract of the last day would show them. */
  first: Day;
  last: Day;
}

/** Writes flat.csv, every record of every register once and who it is of, and flat.dataset.json. @returns rows */
export async function writeFlat(
  base: Base<Person, PersonState, PersonRegister>,
  registers: readonly PersonRegister[],
  people: People,
  { out, seed, first, last }: FlatSettings,
): Promise<number> {
  const table = truthTable(out, 'flat', COLUMNS);
  const numbers = registers.map((register) => officeSeed(seed, base.registers.indexOf(register)));
  let rows = 0;
  for (const person of people.all()) {
    registers.forEach((register, i) => {
      rows += writeRecords(table, base, register, people, person, numbers[i]!, { first, last });
    });
    if (person.index % 500 === 0) await pause();
  }
  table.close();
  writeJson(join(out, 'flat.dataset.json'), definition);
  return rows;
}

function writeRecords(
  table: TableWriter,
  base: Base<Person, PersonState, PersonRegister>,
  register: PersonRegister,
  people: People,
  person: Person,
  seed: number,
  span: { first: Day; last: Day },
): number {
  let rows = 0;
  for (const record of recordsOf(base, register, person, seed, span)) {
    for (const statement of statementsOf(record, register, 'snapshot', -Infinity, span.last)) {
      const { written: values } = written(people, register, person, record, statement, span.last);
      const cells = attributes.map((attribute) => values[attribute]);
      table.write([register.dataset, record.key, register.code, personId(person.index), ...cells]);
      rows++;
    }
  }
  return rows;
}
