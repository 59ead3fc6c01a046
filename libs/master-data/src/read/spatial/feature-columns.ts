import {
  coordinateSystem,
  coordinateSystemOfWkt,
  mapDrawn,
  STORED_SYSTEM,
  type CoordinateSystem,
  type DrawnGeometry,
} from '@siku/standards';

/** The column the geometry of a spatial file stands in. */
export const GEOMETRY_COLUMN = 'geometry';

/** Columns of attributes beside the geometry, in the order they were met; one of the geometry's name gets another. */
export class FeatureColumns {
  private readonly positions = new Map<string, number>([[GEOMETRY_COLUMN, 0]]);
  private readonly names = [GEOMETRY_COLUMN];

  add(name: string): number {
    const key = `p ${name}`;
    let position = this.positions.get(key);
    if (position === undefined) {
      let free = name;
      for (let i = 1; this.names.includes(free); i++) free = `${name}_${i}`;
      position = this.names.push(free) - 1;
      this.positions.set(key, position);
    }
    return position;
  }

  get columns(): string[] {
    return [...this.names];
  }

  get width(): number {
    return this.names.length;
  }
}

/** The system that a file defines, undefined for a local one; one that is not supported has to be declared by the dataset. */
export function systemOfWkt(wkt: string): CoordinateSystem | string | undefined {
  const system = coordinateSystemOfWkt(wkt);
  return system === undefined ? 'unknown' : (system ?? undefined);
}

/**
 * A geometry as a cell: GeoJSON text, with the system its file names in a `crs` member, whether it is known or not; null where it
 * names none, for no format but GeoJSON has a rule how rings run. A system that only the
 * file's own definition describes is undone here.
 */
export function geometryCell(geometry: DrawnGeometry, system: CoordinateSystem | string | undefined): string {
  if (typeof system !== 'object') return JSON.stringify({ crs: system ?? null, ...geometry });
  if (coordinateSystem(system.code)) return JSON.stringify({ crs: system.code, ...geometry });
  return JSON.stringify({ crs: STORED_SYSTEM, ...mapDrawn(geometry, system.toStored) });
}
