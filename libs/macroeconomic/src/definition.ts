import { exactIdentity, type BaseDefinition } from '@siku/master-data';
import { macroeconomicAreaFigures } from './observation/area.repository.js';
import { indicatorUnits, indicatorWords } from './indicator/indicator-facts.repository.js';
import { DIMENSIONS } from './dimension.js';
import { observationDictionary } from './dictionary.js';
import { identityViolations } from './indicator/identity.repository.js';
import { toleratedDepartures } from './indicator/tolerance.repository.js';
import { observationSearch, observationSearchColumns, seriesKeyOf, type Observation } from './search.js';
import { observationSurvivorship } from './survivorship.js';

/** Macroeconomy 宏观经济: observations of series. */
export const macroeconomicBase: BaseDefinition = {
  code: 'macroeconomic',
  path: 'observations',
  schema: 'macroeconomic',
  title: { zh: '宏观经济基础数据库', en: 'Macroeconomy' },
  attributes: observationDictionary,
  ...exactIdentity('observation', [...DIMENSIONS, 'period']),
  survivorship: observationSurvivorship,
  tolerances: toleratedDepartures,
  violations: identityViolations,
  units: indicatorUnits,
  words: indicatorWords,
  areaFigures: macroeconomicAreaFigures,
  illustrations: (golden) => [`/v1/series/${seriesKeyOf(golden as unknown as Observation)}/departments`],
  reading: 'open',
  searchColumns: observationSearchColumns,
  search: observationSearch,
};
