import { mkdirSync } from 'node:fs';
import { monthAfter } from './day.js';
import { legalEntityBase } from './legal-entity/base.js';
import { departments } from './legal-entity/departments/departments.js';
import { MAX_SUBJECTS } from './serial.js';
import type { Organisation } from './legal-entity/organisations/organisation.js';
import { Population } from './legal-entity/organisations/population.js';
import { EntityTruth } from './legal-entity/truth-entities.js';
import { checkedOptions, require, type CommonOptions } from './options.js';
import { deliver } from './registers/deliver.js';
import { writeManifest, type Manifest } from './registers/manifest.js';

export type { Manifest } from './registers/manifest.js';

export interface LegalEntityOptions extends CommonOptions {
  /** Organisations of the city. */
  entities?: number;
}

export const DEFAULT_ENTITIES = 2000;

export const legalEntityDepartments: readonly string[] = departments.map(({ code }) => code);

/**
 * Derives from one true population of organisations what departments send about it, and writes it to `out`: deliveries,
 * dataset definitions, manifest.json and the truth. Deterministic by its options.
 * @throws RangeError for options out of range
 */
export async function generateLegalEntities(options: LegalEntityOptions): Promise<Manifest> {
  const { codes, first, ...settings } = checkedOptions(options, legalEntityDepartments);
  const { entities = DEFAULT_ENTITIES } = options;
  const { out, seed, months, start, formatMix } = settings;
  require(Number.isInteger(entities) && entities >= 1 && entities <= MAX_SUBJECTS, `entities: 1 to ${MAX_SUBJECTS}`);
  mkdirSync(out, { recursive: true });
  const chosen = departments.filter(({ code }) => codes.includes(code));
  const truth = new EntityTruth(out);
  const population = new Population(entities, seed, monthAfter(first, months - 1));
  const told = { ...settings, first, subjects: entities, subjectName: 'entity' };
  const notes = await deliver(legalEntityBase, chosen, remembered(population, truth), told);
  truth.close();
  return writeManifest(out, { entities, seed, months, start, formatMix }, chosen, notes);
}

function* remembered(population: Population, truth: EntityTruth): Generator<Organisation> {
  for (const organisation of population.all()) {
    truth.entity(organisation);
    yield organisation;
  }
}
