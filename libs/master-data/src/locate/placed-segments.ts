import { copyWithValue, valueAt } from '../survive/attribute-path.js';
import type { GoldenSegment } from '../survive/golden.js';
import type { Location, StatedAddress } from './locator.js';

/** Addresses of a segment that lack a division or a point, by path. */
export function unplaced({ attributes }: GoldenSegment, paths: readonly string[]): [path: string, StatedAddress][] {
  return paths.flatMap((path): [string, StatedAddress][] => {
    const { text, division, locality, point } = (valueAt(attributes, path) ?? {}) as Partial<StatedAddress> & {
      point?: object;
    };
    if (typeof text !== 'string' || (division !== undefined && point !== undefined)) return [];
    return [[path, { text, ...(division !== undefined && { division }), ...(locality !== undefined && { locality }) }]];
  });
}

/**
 * A segment with the division and the point of its addresses, where nobody delivered them and no steward decided that there are none.
 * The provenance says that they were derived, and at which level the locator was sure.
 */
export function placed(segment: GoldenSegment, locations: ReadonlyMap<string, Location>): GoldenSegment {
  let { attributes } = segment;
  const derived: NonNullable<GoldenSegment['provenance']['derived']> = {};
  const decided = segment.provenance.decisions ?? {};
  for (const [path, { found }] of locations) {
    if (!found || path in decided) continue;
    const { division, point, level, id } = found;
    const values = {
      division,
      point: point && { type: 'Point', coordinates: point },
    };
    for (const [name, value] of Object.entries(values)) {
      const at = `${path}.${name}`;
      if (value === null || at in decided || valueAt(segment.attributes, at) !== undefined) continue;
      attributes = copyWithValue(attributes, at, value);
      derived[at] = { by: 'geocoder', from: path, level, id };
    }
  }
  if (attributes === segment.attributes) return segment;
  return { ...segment, attributes, provenance: { ...segment.provenance, derived } };
}
