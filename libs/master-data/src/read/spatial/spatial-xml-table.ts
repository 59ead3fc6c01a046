import type { ByteSource, Progress } from '../byte-source.js';
import { MAX_COLUMNS, MAX_GEOMETRY_CHARACTERS } from '../limits.js';
import { refusal } from '../read-refusal.js';
import { RowChunks } from '../row-chunks.js';
import type { RawRow, SourceTable } from '../source-table.js';
import { TextReader, UndecodableBytes, type Encoding } from '../text-encoding.js';
import { FeatureColumns } from './feature-columns.js';
import { SpatialXml, XmlSyntax, type XmlFeature } from './spatial-xml.js';

/** KML 2.2 (Placemarks) or GML 3.2 (members of a feature collection). Read twice: features name the columns themselves. */
export async function openSpatialXml(
  kind: 'kml' | 'gml',
  source: ByteSource,
  encoding: Encoding,
): Promise<SourceTable> {
  const reader = new TextReader(source, encoding);
  const columns = new FeatureColumns();
  for await (const { properties } of features(kind, reader)) {
    for (const name of properties.keys()) columns.add(name);
    if (columns.width > MAX_COLUMNS) throw refusal.tooManyColumns(columns.width);
  }
  const progress: Progress = { bytesRead: 0 };

  async function* rows(): AsyncGenerator<RawRow[]> {
    progress.bytesRead = 0;
    const chunks = new RowChunks(columns.width, 'keep', MAX_GEOMETRY_CHARACTERS);
    let row = 2;
    for await (const { properties, geometry } of features(kind, reader, progress)) {
      const cells = Array<string | null>(columns.width).fill(null);
      for (const [name, value] of properties) cells[columns.add(name)] = value;
      if (geometry && 'cell' in geometry) cells[0] = geometry.cell;
      chunks.add(row++, cells, geometry && 'fault' in geometry ? geometry.fault : undefined);
      if (chunks.isFull) yield chunks.take();
    }
    if (!chunks.isEmpty) yield chunks.take();
  }

  return {
    format: kind,
    get encoding() {
      return reader.encoding === 'ascii' ? 'utf-8' : reader.encoding;
    },
    columns: columns.columns,
    rows,
    progress: () => ({ bytesRead: progress.bytesRead, bytesTotal: source.total }),
  };
}

async function* features(kind: 'kml' | 'gml', reader: TextReader, progress?: Progress): AsyncGenerator<XmlFeature> {
  const xml = new SpatialXml(kind);
  try {
    for await (const piece of reader.pieces(progress)) yield* xml.push(piece);
    yield* xml.end();
  } catch (error) {
    if (error instanceof XmlSyntax) throw refusal.damaged(kind.toUpperCase());
    if (error instanceof UndecodableBytes) throw refusal.undecodable(2, error.encoding);
    throw error;
  }
}
