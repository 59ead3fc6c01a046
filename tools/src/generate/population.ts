import { mkdirSync } from 'node:fs';
import { monthAfter } from './day.js';
import { checkedOptions, require, type CommonOptions } from './options.js';
import { populationBase } from './population/base.js';
import { writeFlat } from './population/flat.js';
import { People } from './population/people/people.js';
import type { Person } from './population/people/person.js';
import { personRegisters } from './population/registers/registers.js';
import { PersonTruth } from './population/truth-persons.js';
import { deliver } from './registers/deliver.js';
import { writeManifest, type Manifest } from './registers/manifest.js';
import { MAX_SUBJECTS } from './serial.js';

export interface PopulationOptions extends CommonOptions {
  /** People of the city. */
  persons?: number;
  /** One file of all records with their true person, instead of deliveries. */
  flat?: boolean;
}

export const DEFAULT_PERSONS = 5000;

export const populationDepartments: readonly string[] = [...new Set(personRegisters.map(({ code }) => code))];

/**
 * Derives from one true population of people what departments send about it, and writes it to `out`: deliveries, dataset
 * definitions, manifest.json and the truth; or with `flat` all records in one file. Deterministic by its options.
 * @throws RangeError for options out of range
 */
export async function generatePopulation(options: PopulationOptions): Promise<Manifest> {
  const { codes, first, ...settings } = checkedOptions(options, populationDepartments);
  const { persons = DEFAULT_PERSONS, flat = false } = options;
  const { out, seed, months, start, formatMix } = settings;
  require(Number.isInteger(persons) && persons >= 1 && persons <= MAX_SUBJECTS, `persons: 1 to ${MAX_SUBJECTS}`);
  mkdirSync(out, { recursive: true });
  const chosen = personRegisters.filter(({ code }) => codes.includes(code));
  const last = monthAfter(first, months - 1);
  const people = new People(persons, seed, first, last);
  const base = populationBase(people);
  const generator = { persons, seed, months, start, formatMix };
  if (flat) {
    const rows = await writeFlat(base, chosen, people, { out, seed, first, last });
    const note = {
      file: 'flat.csv',
      dataset: 'flat',
      mode: 'snapshot',
      effectiveDate: start,
      rows,
      rejected: 0,
    } as const;
    return { generator, departments: [], datasets: [{ code: 'flat', file: 'flat.dataset.json' }], deliveries: [note] };
  }
  const truth = new PersonTruth(out);
  const told = { ...settings, first, subjects: persons, subjectName: 'person' };
  const notes = await deliver(base, chosen, remembered(people, truth), told);
  truth.close();
  return writeManifest(out, generator, chosen, notes);
}

function* remembered(people: People, truth: PersonTruth): Generator<Person> {
  for (const person of people.all()) {
    truth.person(person);
    yield person;
  }
}
