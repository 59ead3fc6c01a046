export { geospatialBase } from './definition.js';
export { GeospatialModule } from './geospatial.module.js';
