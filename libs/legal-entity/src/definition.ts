import type { BaseDefinition } from '@siku/master-data';
import { legalEntityAreaFigures } from './area.repository.js';
import { legalEntityDictionary } from './dictionary.js';
import { legalEntityMatchModel } from './match-model.js';
import { legalEntityProfile, nearBySound } from './profile.js';
import { legalEntitySearch, legalEntitySearchColumns } from './search.js';
import { legalEntitySurvivorship } from './survivorship.js';

/** Legal entities 法人: organisations of every kind, their identifiers and relations. */
export const legalEntityBase: BaseDefinition = {
  code: 'legal-entity',
  path: 'legal-entities',
  schema: 'legal_entity',
  title: { zh: '法人基础数据库', en: 'Legal entities' },
  attributes: legalEntityDictionary,
  model: legalEntityMatchModel,
  survivorship: legalEntitySurvivorship,
  areaFigures: legalEntityAreaFigures,
  addresses: ['address', 'operatingAddress'],
  reading: 'open',
  comparesSealed: false,
  profile: legalEntityProfile,
  near: nearBySound,
  searchColumns: legalEntitySearchColumns,
  search: legalEntitySearch,
};
