import type { Base } from '../registers/register.js';
import { departments } from './departments/departments.js';
import type { Department } from './departments/department.js';
import { Mistakes } from './mistakes.js';
import { noise } from './noise.js';
import { changed, entityId, type Organisation, type State } from './organisations/organisation.js';

/** Organisations and what the departments of the city write about them. */
export const legalEntityBase: Base<Organisation, State, Department> = {
  registers: departments,
  rates: ({ code }) => noise[code],
  enrolment({ coverage, needs, enrolsAfter }, { kind, foundedOn, founding }) {
    const known = needs?.some((scheme) => founding.identifiers[scheme] !== undefined) ?? true;
    return known ? { from: foundedOn, share: coverage[kind] ?? 0, after: enrolsAfter } : null;
  },
  begins: ({ foundedOn }) => foundedOn,
  beginning: ({ founding }) => founding,
  changes: ({ changes }) => changes,
  changed,
  hasEnded: ({ status }) => status !== 'active',
  keyOf: (department, organisation, copy) => department.keyOf(organisation, copy),
  write({ code, row }, organisation, { key, seed, corrected }, { state, since, operation }, until) {
    const mistakes = new Mistakes(noise[code], seed, corrected < until);
    const cells = row({ key, organisation, state, mistakes, since, operation });
    return { cells, hasMistake: mistakes.made };
  },
  idOf: ({ index }) => entityId(index),
};
