import type { Layer } from '../layer/layer.js';
import { collectionUrl } from '../ogc/root.js';

/** A MapLibre style of one layer: areas, lines and points. @param root `https://host/ogc` */
export function mapStyle(layer: Layer, root: string): object {
  const { code, geometry } = layer;
  const shared = { source: code, 'source-layer': code };
  const kind = (type: string): unknown[] => ['==', ['geometry-type'], type];
  const wanted = (name: string): boolean => geometry === 'any' || geometry === name;
  return {
    version: 8,
    name: layer.title.zh,
    sources: {
      [code]: {
        type: 'vector',
        tiles: [`${collectionUrl(root, code)}/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt`],
        maxzoom: 16,
        attribution: 'Siku',
      },
    },
    layers: [
      { id: 'background', type: 'background', paint: { 'background-color': '#f4f7f4' } },
      wanted('polygon') && {
        id: `${code}-area`,
        type: 'fill',
        ...shared,
        filter: kind('Polygon'),
        paint: { 'fill-color': '#3a7d44', 'fill-opacity': 0.35 },
      },
      // What is smaller than a pixel is seen by its edge.
      wanted('polygon') && {
        id: `${code}-edge`,
        type: 'line',
        ...shared,
        filter: kind('Polygon'),
        paint: { 'line-color': '#2b5d33', 'line-width': 1.5 },
      },
      wanted('line') && {
        id: `${code}-line`,
        type: 'line',
        ...shared,
        filter: kind('LineString'),
        paint: { 'line-color': '#b3541e', 'line-width': 1.5 },
      },
      wanted('point') && {
        id: `${code}-point`,
        type: 'circle',
        ...shared,
        filter: kind('Point'),
        paint: {
          'circle-color': '#c1272d',
          'circle-radius': 4,
          'circle-stroke-color': '#fff',
          'circle-stroke-width': 1,
        },
      },
    ].filter(Boolean),
  };
}
