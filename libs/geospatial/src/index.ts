export { geospatialBase } from './definition.js';
export { GeospatialModule } from './geospatial.module.js';
export { parseCql2Text } from './cql2/parse-text.js';
export { toCql2Json } from './cql2/to-json.js';
export { AddressLocator } from './geocode/address-locator.js';
export { GeocodeRepository } from './geocode/geocode.repository.js';
export { TileRepository } from './tiles/tile.repository.js';
export { TileService } from './tiles/tile.service.js';
