import type { AttributeDictionary, DatasetDefinition } from '@siku/catalogue';
import type { Box, Geometry } from '@siku/standards';
import { existsSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileDataset, prepareRow, type PreparedRow } from '../../map/prepare-row.js';
import { zipOf } from '../../report/zip-writer.js';
import { openTable } from '../open-table.js';
import type { ReadHints, SourceTable } from '../source-table.js';

const SHARED = join(process.cwd(), '..', 'shared', 'data', 'geospatial');
/** Real files, where they are at hand. */
export const REAL_FILES = existsSync(SHARED) ? SHARED : null;

const dictionary: AttributeDictionary = {
  name: { type: 'text', title: { zh: '名称', en: 'Name' } },
  geometry: { type: 'geometry', title: { zh: '几何', en: 'Geometry' } },
};

/** How a geometry is read. */
export interface Placing {
  crs?: string;
  within?: [...Box];
}

export const WORLD: Placing = { within: [-180, -90, 180, 90] };

/** Reads and prepares a file; its key is `name`, or the first column that is no geometry. */
export async function read(
  path: string,
  rule: Placing = WORLD,
  hints: ReadHints = {},
  name?: string,
): Promise<{ table: SourceTable; rows: PreparedRow[] }> {
  const table = await openTable(path, hints);
  const definition: DatasetDefinition = {
    base: 'b',
    department: 'd',
    title: { zh: '', en: '' },
    key: [name ?? table.columns[1] ?? table.columns[0]!],
    mapping: { geometry: { from: 'geometry', ...rule }, ...(name && { name }) },
  };
  const plan = compileDataset(definition, dictionary, table.columns);
  const rows: PreparedRow[] = [];
  for await (const chunk of table.rows()) rows.push(...chunk.map((raw) => prepareRow(plan, raw)));
  return { table, rows };
}

export async function written(name: string, content: string | Buffer): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'siku-spatial-')), name);
  await writeFile(path, content);
  return path;
}

export async function zipped(members: Record<string, Buffer | string>): Promise<Buffer> {
  const pieces: Buffer[] = [];
  const content = Object.entries(members).map(([name, bytes]) => ({ name, content: [Buffer.from(bytes)] }));
  for await (const piece of zipOf(content)) pieces.push(piece);
  return Buffer.concat(pieces);
}

export const geometryOf = (row: PreparedRow): Geometry => row.attributes!['geometry'] as Geometry;

/** Where there is no other column, the geometry is the key. */
export const codes = (rows: readonly PreparedRow[]): string[] =>
  rows
    .flatMap(({ issues }) => issues.map(({ code }) => code))
    .filter((code) => code !== 'key-missing' && code !== 'key-too-long');
