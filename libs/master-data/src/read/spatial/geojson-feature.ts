import type { RowFault } from '../source-table.js';

export interface Feature {
  id: string | null;
  /** GeoJSON text; null when it has none */
  geometry: string | null;
  properties: object;
  fault?: RowFault;
}

const fault = (code: string, zh: string, en: string): RowFault => ({
  code,
  message: { zh, en },
  hint: { zh: '请按 RFC 7946 重新导出', en: 'Export it again as RFC 7946 has it' },
});

const NO_FEATURE = fault('feature-unreadable', '不是 GeoJSON Feature 对象', 'This is no GeoJSON Feature');
const NO_PROPERTIES = fault('feature-properties', 'properties 不是对象', 'Its "properties" are no object');
const NO_GEOMETRY = fault('feature-geometry', '没有 geometry 成员', 'It has no "geometry" member');
const BAD_GEOMETRY = fault('feature-geometry', 'geometry 不是几何对象', 'Its "geometry" is no geometry');
const BAD_ID = fault('feature-id', 'id 不是文本或数字', 'Its "id" is neither text nor number');

/** The envelope of a feature; whether its geometry is sound is for a later stage. */
export function readFeature(json: unknown, crs: string | null): Feature {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return broken(NO_FEATURE);
  const { type, id, properties, geometry } = json as Record<string, unknown>;
  if (type !== 'Feature') return broken(NO_FEATURE);
  if (properties === undefined || (typeof properties !== 'object' && properties !== null) || Array.isArray(properties))
    return broken(NO_PROPERTIES);
  if (!('geometry' in json)) return broken(NO_GEOMETRY);
  if (geometry !== null && (typeof geometry !== 'object' || Array.isArray(geometry))) return broken(BAD_GEOMETRY);
  if (id !== undefined && id !== null && typeof id !== 'string' && typeof id !== 'number') return broken(BAD_ID);
  return {
    id: id === undefined || id === null ? null : String(id),
    geometry: geometry === null ? null : JSON.stringify(crs === null ? geometry : { crs, ...geometry }),
    properties: properties ?? {},
  };
}

const broken = (reason: RowFault): Feature => ({ id: null, geometry: null, properties: {}, fault: reason });
