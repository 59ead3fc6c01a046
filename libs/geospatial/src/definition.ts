import type { BaseDefinition } from '@siku/master-data';
import { geospatialAreaFigures } from './layer/area.repository.js';
import { geospatialDictionary } from './dictionary.js';
import { topologyViolations } from './layer/topology.repository.js';
import { geospatialMatchModel } from './match-model.js';
import { geospatialProfile, nearByPlace } from './profile.js';
import { geospatialSearch, geospatialSearchColumns } from './search.js';
import { geospatialServedShape } from './served-shape.js';
import { geospatialSurvivorship } from './survivorship.js';

/** Geospatial 地理空间: features of the layers that eight departments keep of the same ground. */
export const geospatialBase: BaseDefinition = {
  code: 'geospatial',
  path: 'features',
  schema: 'geospatial',
  title: { zh: '自然资源和地理空间基础数据库', en: 'Geospatial features' },
  attributes: geospatialDictionary,
  model: geospatialMatchModel,
  survivorship: geospatialSurvivorship,
  violations: topologyViolations,
  areaFigures: geospatialAreaFigures,
  reading: 'open',
  comparesSealed: false,
  profile: geospatialProfile,
  near: nearByPlace,
  searchColumns: geospatialSearchColumns,
  served: geospatialServedShape,
  search: geospatialSearch,
};
