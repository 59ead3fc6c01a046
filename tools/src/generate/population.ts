import type { CommonOptions } from './options.js';
import type { Manifest } from './registers/manifest.js';
export const DEFAULT_PERSONS = 5000;
export const populationDepartments: readonly string[] = [];
export async function generatePopulation(_: CommonOptions & { persons: number; flat: boolean }): Promise<Manifest> {
  throw new Error('not yet');
}
