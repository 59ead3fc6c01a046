import type { ServedShape } from '@siku/master-data';

/** Columns of migrations/0011-served-versions.sql: what pages of features and tiles are made of. */
export const geospatialServedShape: ServedShape = {
  layer: 'v.layer',
  place: 'geospatial.place_key(v.geom)',
  class: 'v.class',
  name: 'v.name',
  code: 'v.code',
  geom: 'v.geom',
  mercator: 'geospatial.on_mercator(v.geom)',
  feature: 'geospatial.feature_text(v)',
};
