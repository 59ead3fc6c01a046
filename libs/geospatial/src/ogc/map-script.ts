/**
 * The script of a page with a map. The page tells it where the style of its layer is (tiles of the whole layer), or which
 * features it lists, and where the tiles of the ground under them are, the borders of the divisions; where a browser has no
 * WebGL, what the page holds without it stays.
 */
export const MAP_SCRIPT = `import { Map, NavigationControl, Popup, ScaleControl } from './maplibre-gl.mjs';

const chart = document.getElementById('chart');
const drawing = document.getElementById('map');
const { style, box } = chart.dataset;
const features = JSON.parse(document.getElementById('features')?.textContent ?? 'null');

const shown = (kind) => ['==', ['geometry-type'], kind];
const source = 'features';
const plain = {
  version: 8,
  sources: features ? { features: { type: 'geojson', data: features, tolerance: 0 } } : {},
  layers: [
    { id: 'background', type: 'background', paint: { 'background-color': '#f4f7f4' } },
    { id: 'area', type: 'fill', source, filter: shown('Polygon'), paint: { 'fill-color': '#3a7d44', 'fill-opacity': 0.35 } },
    { id: 'edge', type: 'line', source, filter: shown('Polygon'), paint: { 'line-color': '#2b5d33', 'line-width': 1.5 } },
    { id: 'line', type: 'line', source, filter: shown('LineString'), paint: { 'line-color': '#b3541e', 'line-width': 2 } },
    {
      id: 'point', type: 'circle', source, filter: shown('Point'),
      paint: { 'circle-color': '#c1272d', 'circle-radius': 5, 'circle-stroke-color': '#fff', 'circle-stroke-width': 1 },
    },
  ],
};

/** The divisions below everything else, the names above, in the fonts of the reader's machine. */
function ground(map) {
  const [, first] = map.getStyle().layers;
  const { source, 'source-layer': tiles } = first;
  const divisions = { source: 'ground', 'source-layer': 'divisions' };
  const districts = { ...divisions, filter: ['==', ['get', 'class'], 'county'] };
  const named = (size) => ({ 'text-field': ['get', 'name'], 'text-size': size });
  const written = (color) => ({ 'text-color': color, 'text-halo-color': '#fff', 'text-halo-width': 1.5 });
  map.addSource('ground', { type: 'vector', tiles: [chart.dataset.ground], maxzoom: 16 });
  map.addLayer({ id: 'border', type: 'line', ...divisions, paint: { 'line-color': '#9aa0a8', 'line-width': 0.6 } }, first.id);
  map.addLayer({ id: 'district', type: 'line', ...districts, paint: { 'line-color': '#7a808a', 'line-width': 1.4 } }, first.id);
  map.addLayer({ id: 'place', type: 'symbol', ...districts, layout: named(14), paint: written('#7a808a') });
  map.addLayer({
    id: 'name', type: 'symbol', source, ...(tiles && { 'source-layer': tiles }),
    layout: { ...named(12), 'text-anchor': 'top', 'text-offset': [0, 0.6] }, paint: written('#222'),
  });
}

function draw() {
  chart.hidden = false;
  const [west, south, east, north] = JSON.parse(box);
  const map = new Map({
    container: chart,
    style: style ?? plain,
    bounds: [[west, south], [east, north]],
    fitBoundsOptions: { padding: 24, maxZoom: 16 },
  });
  drawing?.remove();
  map.once('load', () => ground(map));
  map.addControl(new NavigationControl({ showCompass: false }));
  map.addControl(new ScaleControl());
  map.on('click', ({ point, lngLat }) => {
    const hit = map.queryRenderedFeatures(point).find(({ source }) => source !== 'ground');
    if (!hit) return;
    const link = document.createElement('a');
    link.href = chart.dataset.items + '/' + hit.properties.id + '?f=html';
    link.textContent = hit.properties.name ?? hit.properties.id;
    new Popup().setLngLat(lngLat).setDOMContent(link).addTo(map);
  });
}

if (document.createElement('canvas').getContext('webgl2')) draw();
`;
