import type { Box, Position } from '@siku/standards';

/** A tile of a grid: its matrix is the zoom. */
export interface Tile {
  zoom: number;
  row: number;
  column: number;
}

/**
 * A tile matrix set (OGC 17-083r4) whose tiles are bounded by meridians and parallels: what lies in one is found and cut in
 * degrees, and only positions that are delivered are projected.
 */
export interface TileGrid {
  id: string;
  title: string;
  crs: string;
  /** of spherical Mercator metres; otherwise of degrees */
  mercator: boolean;
  /** tiles across and down at zoom 0 */
  wide: number;
  high: number;
  /** scale denominator at zoom 0 (pixels of 0.28 mm) */
  scale: number;
  /** of zoom 0, in units of the crs per pixel of 256 */
  cell: number;
  /** top left corner in the order of the crs's axes */
  origin: Position;
  /** degrees */
  boundsOf(tile: Tile): Box;
  /** in what the tile is drawn in: metres of the Mercator map, or degrees */
  drawnBoundsOf(tile: Tile): Box;
  /** position in the tile: 0…1 across and down */
  place(tile: Tile): (position: Position) => Position;
}

export const DEEPEST_ZOOM = 20;

const EDGE = 20037508.342789244;

/** Height of the Mercator square, 0 at the top, 1 at the bottom. */
const mercator = (latitude: number): number => {
  const sine = Math.sin((Math.max(-89.9, Math.min(89.9, latitude)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
};

const latitudeAt = (height: number): number => (Math.atan(Math.sinh(Math.PI * (1 - 2 * height))) * 180) / Math.PI;

const webMercator: TileGrid = {
  id: 'WebMercatorQuad',
  title: 'Google Maps Compatible for the World',
  crs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
  mercator: true,
  wide: 1,
  high: 1,
  scale: 559082264.0287178,
  cell: (2 * EDGE) / 256,
  origin: [-EDGE, EDGE],
  boundsOf({ zoom, row, column }) {
    const tiles = 2 ** zoom;
    return [
      (column / tiles) * 360 - 180,
      latitudeAt((row + 1) / tiles),
      ((column + 1) / tiles) * 360 - 180,
      latitudeAt(row / tiles),
    ];
  },
  drawnBoundsOf({ zoom, row, column }) {
    const size = (2 * EDGE) / 2 ** zoom;
    return [column * size - EDGE, EDGE - (row + 1) * size, (column + 1) * size - EDGE, EDGE - row * size];
  },
  place({ zoom, row, column }) {
    const tiles = 2 ** zoom;
    return ([x, y]) => [((x! + 180) / 360) * tiles - column, mercator(y!) * tiles - row];
  },
};

/** 2000 国家大地坐标系 in degrees, two tiles across at zoom 0: what 天地图 calls its `c` matrix, one zoom down. */
const cgcs2000: TileGrid = {
  id: 'CGCS2000Quad',
  title: 'CGCS2000 degrees for the World',
  crs: 'http://www.opengis.net/def/crs/EPSG/0/4490',
  mercator: false,
  wide: 2,
  high: 1,
  scale: 279541132.01435894,
  cell: 180 / 256,
  origin: [90, -180],
  boundsOf({ zoom, row, column }) {
    const size = 180 / 2 ** zoom;
    return [column * size - 180, 90 - (row + 1) * size, (column + 1) * size - 180, 90 - row * size];
  },
  drawnBoundsOf(tile) {
    return this.boundsOf(tile);
  },
  place({ zoom, row, column }) {
    const size = 180 / 2 ** zoom;
    return ([x, y]) => [(x! + 180) / size - column, (90 - y!) / size - row];
  },
};

export const GRIDS: readonly TileGrid[] = [webMercator, cgcs2000];

export const isInGrid = ({ wide, high }: TileGrid, { zoom, row, column }: Tile): boolean =>
  [zoom, row, column].every((figure) => figure >= 0) &&
  zoom <= DEEPEST_ZOOM &&
  row < high * 2 ** zoom &&
  column < wide * 2 ** zoom;

/** The grid as a TileMatrixSet document. */
export function matrixSet({ id, title, crs, wide, high, scale, cell, origin }: TileGrid): object {
  return {
    id,
    title,
    uri: `http://www.opengis.net/def/tilematrixset/OGC/1.0/${id}`,
    crs,
    tileMatrices: Array.from({ length: DEEPEST_ZOOM + 1 }, (_, zoom) => ({
      id: String(zoom),
      scaleDenominator: scale / 2 ** zoom,
      cellSize: cell / 2 ** zoom,
      pointOfOrigin: origin,
      tileWidth: 256,
      tileHeight: 256,
      matrixWidth: wide * 2 ** zoom,
      matrixHeight: high * 2 ** zoom,
    })),
  };
}

/** Of each matrix the tiles that a box reaches (OGC 17-083r4, TileMatrixSetLimits). */
export const matrixLimits = (grid: TileGrid, [west, south, east, north]: Box): object[] =>
  Array.from({ length: DEEPEST_ZOOM + 1 }, (_, zoom) => {
    const place = grid.place({ zoom, row: 0, column: 0 });
    const [[left, top], [right, bottom]] = [place([west, north]), place([east, south])];
    const within = (figure: number | undefined, tiles: number): number =>
      Math.min(Math.max(Math.floor(figure!), 0), tiles * 2 ** zoom - 1);
    return {
      tileMatrix: String(zoom),
      minTileRow: within(top, grid.high),
      maxTileRow: within(bottom, grid.high),
      minTileCol: within(left, grid.wide),
      maxTileCol: within(right, grid.wide),
    };
  });
