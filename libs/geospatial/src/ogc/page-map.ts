import { boxOf, type Box, type Geometry } from '@siku/standards';
import { escaped, type Page } from './html-page.js';
import { mapDrawing } from './map-drawing.js';

export interface Listed {
  id: string;
  geometry: Geometry | null;
  properties: Readonly<Record<string, unknown>> & { name?: string };
}

/** What of a page is its map: markup for its body, and for its foot. */
type PageMap = Required<Pick<Page, 'body' | 'foot'>>;

const NONE: PageMap = { body: '', foot: '' };

/** As of when a page shows what it shows. */
type Times = Readonly<Partial<Record<'validAt' | 'knownAt', string>>>;

/** The features a page lists, just as it lists them: at its dates, behind its filter. A drawing where there is no WebGL. @param items `…/items` */
export function mapOfFeatures(features: readonly Listed[], items: string, { validAt, knownAt }: Times): PageMap {
  const boxes = features.map(({ geometry }) => geometry && boxOf(geometry)).filter((box): box is Box => box !== null);
  if (boxes.length === 0) return NONE;
  const box = [
    Math.min(...boxes.map((each) => each[0])),
    Math.min(...boxes.map((each) => each[1])),
    Math.max(...boxes.map((each) => each[2])),
    Math.max(...boxes.map((each) => each[3])),
  ];
  const drawn = features.map(({ id, geometry, properties: { name } }) => ({
    type: 'Feature',
    geometry,
    properties: { id, name },
  }));
  // No text of the data can end the element.
  const data = JSON.stringify({ type: 'FeatureCollection', features: drawn }).replaceAll('<', '\\u003c');
  const drawing = mapDrawing(features.map((feature) => ({ ...feature, name: feature.properties.name })));
  const { body, foot } = chart(items, box, { ...(validAt && { validAt }), ...(knownAt && { knownAt }) });
  return { body: body + drawing, foot: `<script type="application/json" id="features">${data}</script>${foot}` };
}

/** A whole layer, from its vector tiles. @param collection its address @param box what it covers; null for nothing */
export const mapOfLayer = (collection: string, box: readonly number[] | null): PageMap =>
  box === null ? NONE : chart(`${collection}/items`, box, {}, `${collection}/style`);

function chart(items: string, box: readonly number[], times: Times, style?: string): PageMap {
  const root = items.slice(0, items.indexOf('/collections/'));
  const assets = new URL(`${root}/map/`).pathname;
  const query = new URLSearchParams({ f: 'mvt', ...times });
  const ground = `${root}/collections/divisions/tiles/WebMercatorQuad/{z}/{y}/{x}?${query}`;
  const data = Object.entries({ items, ground, style, box: JSON.stringify(box) })
    .flatMap(([name, value]) => (value === undefined ? [] : [`data-${name}="${escaped(value)}"`]))
    .join(' ');
  return {
    body: `<div id="chart" hidden ${data}></div>`,
    foot: `<link rel="stylesheet" href="${assets}maplibre-gl.css"><script type="module" src="${assets}map.js"></script>`,
  };
}
