import { boxOf, eachPosition, polygonsOf, type Box, type Geometry, type Position } from '@siku/standards';
import { escaped } from './html-page.js';

const WIDTH = 960;
const HEIGHT = 420;
const MARGIN = 12;

export interface Drawn {
  id: string;
  name?: string;
  geometry: Geometry | null;
}

/** The features of a page as a drawing: it needs no script, no key and nothing from elsewhere. Longitudes are narrowed by the latitude. */
export function mapDrawing(features: readonly Drawn[]): string {
  const boxes = features.map(({ geometry }) => geometry && boxOf(geometry)).filter((box): box is Box => box !== null);
  if (boxes.length === 0) return '';
  const [west, south] = [Math.min(...boxes.map((box) => box[0])), Math.min(...boxes.map((box) => box[1]))];
  const [east, north] = [Math.max(...boxes.map((box) => box[2])), Math.max(...boxes.map((box) => box[3]))];
  const narrow = Math.cos((((south + north) / 2) * Math.PI) / 180);
  const scale = Math.min(
    (WIDTH - 2 * MARGIN) / Math.max((east - west) * narrow, 1e-4),
    (HEIGHT - 2 * MARGIN) / Math.max(north - south, 1e-4),
  );
  const left = (WIDTH - (east - west) * narrow * scale) / 2;
  const top = (HEIGHT - (north - south) * scale) / 2;
  const place = ([x, y]: Position): string =>
    `${(left + (x! - west) * narrow * scale).toFixed(1)} ${(top + (north - y!) * scale).toFixed(1)}`;
  const shapes = features.map(({ id, name, geometry }) => {
    if (!geometry) return '';
    return `<g><title>${escaped(name ?? id)}</title>${shapeOf(geometry, place)}</g>`;
  });
  return `<svg id="map" role="img" viewBox="0 0 ${WIDTH} ${HEIGHT}" width="100%" xmlns="http://www.w3.org/2000/svg">
<style>#map{background:#f4f7f4}.a{fill:#3a7d4455;stroke:#2b5d33}.l{fill:none;stroke:#b3541e;stroke-width:2}.p{fill:#c1272d;stroke:#fff}</style>${shapes.join('')}</svg>
<p><small>${west.toFixed(5)}, ${south.toFixed(5)} – ${east.toFixed(5)}, ${north.toFixed(5)} (CGCS2000)</small></p>`;
}

function shapeOf(geometry: Geometry, place: (position: Position) => string): string {
  const path = (positions: readonly Position[]): string => `M${positions.map(place).join('L')}`;
  if (geometry.type === 'GeometryCollection') return geometry.geometries.map((part) => shapeOf(part, place)).join('');
  const polygons = polygonsOf(geometry);
  if (polygons.length > 0)
    return `<path class="a" fill-rule="evenodd" d="${polygons.flatMap((rings) => rings.map((ring) => `${path(ring)}Z`)).join('')}"/>`;
  if (geometry.type === 'LineString') return `<path class="l" d="${path(geometry.coordinates)}"/>`;
  if (geometry.type === 'MultiLineString') return `<path class="l" d="${geometry.coordinates.map(path).join('')}"/>`;
  const points: string[] = [];
  eachPosition(geometry, (position) => {
    const [x, y] = place(position).split(' ');
    points.push(`<circle class="p" r="5" cx="${x}" cy="${y}"/>`);
  });
  return points.join('');
}
