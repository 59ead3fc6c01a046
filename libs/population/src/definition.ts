import type { BaseDefinition } from '@siku/master-data';
import { populationAreaFigures } from './area.repository.js';
import { personDictionary } from './dictionary.js';
import { personMatchModel } from './match-model.js';
import { ownNumbers, personProfile } from './profile.js';
import { personReading } from './reading.js';
import { personSearch, personSearchColumns } from './search.js';
import { personSurvivorship } from './survivorship.js';

/** Population 人口: persons, their households (户) and kin. */
export const populationBase: BaseDefinition = {
  code: 'population',
  path: 'persons',
  schema: 'population',
  title: { zh: '人口基础数据库', en: 'Population' },
  attributes: personDictionary,
  model: personMatchModel,
  survivorship: personSurvivorship,
  areaFigures: populationAreaFigures,
  addresses: ['registeredAddress', 'residenceAddress'],
  reading: personReading,
  comparesSealed: true,
  profile: personProfile,
  owned: ownNumbers,
  searchColumns: personSearchColumns,
  search: personSearch,
};
