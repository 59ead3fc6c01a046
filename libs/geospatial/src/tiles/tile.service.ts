import { Injectable } from '@nestjs/common';
import { hasTag, notFound, today } from '@siku/platform';
import type { Box } from '@siku/standards';
import { LayerService } from '../layer/layer.service.js';
import { encodeTile, EXTENT, MARGIN_UNITS } from './encode-tile.js';
import { GRIDS, isInGrid, type Tile, type TileGrid } from './tile-grid.js';
import { TileRepository } from './tile.repository.js';

/** Share of a tile's side that is drawn beyond it. */
const MARGIN = MARGIN_UNITS / EXTENT;

export interface TimedTile extends Tile {
  validAt?: string;
  knownAt?: string;
}

/** Vector tiles of a layer, as of validAt and knownAt. */
@Injectable()
export class TileService {
  constructor(
    private readonly layers: LayerService,
    private readonly repository: TileRepository,
  ) {}

  /** Throws 404. */
  grid(id: string): TileGrid {
    const grid = GRIDS.find((each) => each.id === id);
    if (!grid) throw notFound({ zh: '瓦片矩阵集', en: 'tile matrix set' });
    return grid;
  }

  /**
   * A tile, its ETag and whether everything in it is drawn; null for a tile that the caller has. The tag is the publication and the day: until the next one nothing in
   * the tile can change, so that a tile that is known is not drawn again.
   */
  async tile(
    layer: string,
    grid: TileGrid,
    { validAt = today(), knownAt, ...tile }: TimedTile,
    knownTag: string | undefined,
  ): Promise<{ bytes: Uint8Array | null; etag: string; complete: boolean }> {
    if (!isInGrid(grid, tile)) throw notFound({ zh: '瓦片', en: 'tile' });
    await this.layers.require(layer);
    const draws = await this.repository.draws();
    // Who has no tile yet and asks for the present one is answered by one statement.
    const clock = draws && !knownTag && !knownAt ? null : await this.repository.clock(knownAt ?? null);
    // Weak: packed or not, it is the same tile.
    const tagOf = (number: number): string => `W/"${number}.${validAt}"`;
    if (clock !== null && hasTag(knownTag, tagOf(clock))) return { bytes: null, etag: tagOf(clock), complete: true };
    const [west, south, east, north] = grid.boundsOf(tile);
    const [x, y] = [(east - west) * MARGIN, (north - south) * MARGIN];
    const box: Box = [
      Math.max(-180, west - x),
      Math.max(-90, south - y),
      Math.min(180, east + x),
      Math.min(90, north + y),
    ];
    const tolerance = Math.min(east - west, north - south) / EXTENT / 2;
    const asked = { layer, validAt, box, tolerance };
    if (clock === null || draws) {
      const drawn = await this.repository.drawn({ ...asked, clock }, grid.drawnBoundsOf(tile), grid.mercator);
      return { bytes: drawn.bytes, complete: drawn.complete, etag: tagOf(drawn.clock) };
    }
    const { features, complete } = await this.repository.features({ ...asked, clock });
    return { bytes: encodeTile(layer, features, grid.place(tile)), etag: tagOf(clock), complete };
  }
}
