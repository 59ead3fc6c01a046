import { USCC } from './tour/legal-entities.js';
import { SERIES, type Known } from './visitor.js';

const idsByResource = (known: Known): Record<string, string> => ({
  persons: known.person,
  households: known.household,
  features: known.feature,
  grants: known.grant,
  batches: known.batch,
  keys: known.key,
  'review-tasks': known.dispute,
  disputes: known.dispute,
  '/decisions/{id}': known.decision,
  'legal-entities': known.record,
  observations: known.observation,
});

/** The path of a route with what is known in the place of its parameters. */
export const concretePath = (path: string, known: Known): string =>
  path
    .replace('observations/by-identifier/{scheme}/{value}', `observations/by-identifier/key/${SERIES}.2020-Q1`)
    .replace('{version}', path.includes('models') ? '2' : '1')
    .replace('{resource}/{agency}/{id}/1', 'codelist/SIKU/CL_FREQ/1.0.0')
    .replace('{item}', 'A')
    .replace('{resource}/{agency}/{id}', 'codelist/SIKU/CL_FREQ')
    .replace('2.1/{resource}', '2.1/codelist')
    .replace('structure/{resource}', 'structure/codelist')
    .replace('{context}/{agency}/{resource}/1', 'dataflow/SIKU/OBSERVATIONS/1.0.0')
    .replace('{context}/{agency}/{resource}', 'dataflow/SIKU/OBSERVATIONS')
    .replace('{context}', 'dataflow')
    .replace('{provider}/{component}', 'all/REF_AREA')
    .replace('{component}', 'REF_AREA')
    .replace('{provider}', 'all')
    .replace('{agency}', 'SIKU')
    .replace('{flow}', 'OBSERVATIONS')
    .replace('{key}', SERIES)
    .replace(/indicators\/\{code\}/, 'indicators/GDP')
    .replace('areas/{code}', 'areas/330203')
    .replace('{scheme}', path.includes('features') ? 'code' : 'uscc')
    .replace('{value}', path.includes('features') ? 'C1' : USCC)
    .replace(
      '{code}',
      /bases|policies|statistics/.test(path)
        ? 'legal-entity'
        : path.includes('departments')
          ? 'state-tax'
          : path.includes('layers')
            ? 'roads'
            : 'registry',
    )
    .replace('{id}', () => Object.entries(idsByResource(known)).find(([resource]) => path.includes(resource))![1]);
