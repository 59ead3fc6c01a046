import type { Archive } from '../archive.js';
import { sampleOf, type ByteSource, type Progress } from '../byte-source.js';
import { refusal } from '../read-refusal.js';
import { MAX_GEOMETRY_CHARACTERS } from '../limits.js';
import { RowChunks } from '../row-chunks.js';
import type { RawRow, SourceTable } from '../source-table.js';
import { openDbf } from './dbf.js';
import { FeatureColumns, geometryCell, systemOfWkt } from './feature-columns.js';
import { shapes } from './shp.js';

export interface ShapefileParts {
  shp: ByteSource;
  dbf: ByteSource;
  prj?: ByteSource;
  cpg?: ByteSource;
}

/** A .prj or .cpg is a line; anything longer is something else. */
const LONGEST_NOTE = 64 * 1024;

/** The Shapefile of an archive, by the name of its .shp where there are several; null when there is none. */
export function shapefileIn(archive: Archive, wanted?: string): ShapefileParts | null {
  const names = [...archive.keys()].filter((name) => /\.shp$/i.test(name));
  if (names.length === 0) return null;
  if (wanted === undefined && names.length > 1) throw refusal.severalFiles(names);
  const shp = names.find((name) => wanted === undefined || name === wanted);
  if (!shp) throw refusal.entryNotFound(names);
  const stem = shp.slice(0, -4).toLowerCase();
  const part = (extension: string): ByteSource | undefined =>
    [...archive].find(([name]) => name.toLowerCase() === `${stem}.${extension}`)?.[1];
  const dbf = part('dbf');
  if (!dbf) throw refusal.shapefileIncomplete('.dbf');
  return { shp: archive.get(shp)!, dbf, prj: part('prj'), cpg: part('cpg') ?? part('cst') };
}

/** Read in step: the nth shape belongs to the nth record. Our own reader, because the one in wide use has had no release since 2017. */
export async function openShapefile({ shp, dbf, prj, cpg }: ShapefileParts, encoding?: string): Promise<SourceTable> {
  const note = async (source?: ByteSource) => source && (await sampleOf(source, LONGEST_NOTE)).toString('utf8').trim();
  const definition = await note(prj);
  const system = definition ? systemOfWkt(definition) : undefined;
  const table = await openDbf(dbf, encoding ?? codePage(await note(cpg)));
  const columns = new FeatureColumns();
  for (const name of table.names) columns.add(name);
  const progress: Progress = { bytesRead: 0 };

  async function* rows(): AsyncGenerator<RawRow[]> {
    progress.bytesRead = 0;
    const chunks = new RowChunks(columns.width, 'keep', MAX_GEOMETRY_CHARACTERS);
    const records = table.records();
    let row = 2;
    for await (const shape of shapes(shp, progress)) {
      const { value, done } = await records.next();
      if (done) throw refusal.truncated();
      if (value) chunks.add(row, [shape && geometryCell(shape, system), ...value]);
      row++;
      if (chunks.isFull) yield chunks.take();
    }
    if (!chunks.isEmpty) yield chunks.take();
  }

  return {
    format: 'shapefile',
    encoding: table.encoding,
    columns: columns.columns,
    rows,
    progress: () => ({ bytesRead: progress.bytesRead, bytesTotal: shp.total }),
  };
}

/** 65001, 936 and 54936 are numbers of Windows code pages. */
function codePage(text: string | undefined): string | undefined {
  if (!text) return undefined;
  const name = text.toLowerCase().replace(/^(ansi|oem|cp|windows-)?\s*/, '');
  if (/^(65001|utf-?8)$/.test(name)) return 'utf-8';
  if (/^(936|54936|gbk|gb2312|gb18030)$/.test(name)) return 'gb18030';
  return /^(950|big-?5)$/.test(name) ? 'big5' : undefined;
}
