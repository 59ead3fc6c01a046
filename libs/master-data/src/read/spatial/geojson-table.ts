import { coordinateSystem } from '@siku/standards';
import type { ByteSource, Progress } from '../byte-source.js';
import { flatten } from '../flatten.js';
import { JsonArraySplitter, JsonSyntax, parseRecord, RecordTooLarge } from '../json-records.js';
import { MAX_COLUMNS, MAX_ROW_CHARACTERS, MAX_GEOMETRY_CHARACTERS } from '../limits.js';
import { refusal } from '../read-refusal.js';
import { RowChunks } from '../row-chunks.js';
import type { RawRow, SourceTable } from '../source-table.js';
import { TextReader, UndecodableBytes, type Encoding } from '../text-encoding.js';
import { FeatureColumns } from './feature-columns.js';
import { readFeature } from './geojson-feature.js';

type Json = Record<string, unknown>;

/**
 * GeoJSON (RFC 7946): a FeatureCollection, read as a stream once it is large, a single Feature or geometry, or features line by line
 * (RFC 8142, with or without record separators). Read twice: properties name the columns.
 */
export async function openGeoJson(source: ByteSource, encoding: Encoding): Promise<SourceTable> {
  const reader = new TextReader(source, encoding);
  const columns = new FeatureColumns();
  for await (const { feature } of features(reader)) {
    const { id, properties } = readFeature(feature, null);
    flatten(properties, (name) => columns.add(name));
    if (id !== null) columns.add('id');
    if (columns.width > MAX_COLUMNS) throw refusal.tooManyColumns(columns.width);
  }
  const progress: Progress = { bytesRead: 0 };

  async function* rows(): AsyncGenerator<RawRow[]> {
    progress.bytesRead = 0;
    const chunks = new RowChunks(columns.width, 'keep', MAX_GEOMETRY_CHARACTERS);
    let row = 2;
    for await (const { feature, crs } of features(reader, progress)) {
      const { id, geometry, properties, fault } = readFeature(feature, crs);
      const cells = Array<string | null>(columns.width).fill(null);
      if (id !== null) cells[columns.add('id')] = id;
      flatten(properties, (name, value) => (cells[columns.add(name)] = value));
      cells[0] = geometry;
      chunks.add(row++, cells, fault);
      if (chunks.isFull) yield chunks.take();
    }
    if (!chunks.isEmpty) yield chunks.take();
  }

  return {
    format: 'geojson',
    get encoding() {
      return reader.encoding === 'ascii' ? 'utf-8' : reader.encoding;
    },
    columns: columns.columns,
    rows,
    progress: () => ({ bytesRead: progress.bytesRead, bytesTotal: source.total }),
  };
}

interface Found {
  feature: unknown;
  crs: string | null;
}

async function* features(reader: TextReader, progress?: Progress): AsyncGenerator<Found> {
  try {
    yield* found(reader, progress);
  } catch (error) {
    if (error instanceof UndecodableBytes) throw refusal.undecodable(2, error.encoding);
    if (error instanceof RecordTooLarge) throw refusal.geometryTooLarge(2);
    if (error instanceof JsonSyntax || error instanceof SyntaxError) throw refusal.jsonSyntax(2);
    throw error;
  }
}

const LIST = /"features"\s*:\s*(?=\[)/;
// oxlint-disable-next-line no-control-regex -- RFC 8142 puts a record separator before each feature
const IS_SEQUENCE = /^\s*\u001e?\s*\{\s*"type"\s*:\s*"Feature"/;

async function* found(reader: TextReader, progress?: Progress): AsyncGenerator<Found> {
  let head = '';
  let sequence: LineFeatures | null = null;
  let splitter: JsonArraySplitter | null = null;
  let crs: string | null = null;
  for await (const piece of reader.pieces(progress)) {
    if (sequence) {
      yield* sequence.push(piece);
      continue;
    }
    if (splitter) {
      yield* split(splitter, piece, crs);
      continue;
    }
    head += piece;
    if (head.length <= MAX_ROW_CHARACTERS) continue;
    if (IS_SEQUENCE.test(head)) {
      sequence = new LineFeatures();
      yield* sequence.push(head);
      continue;
    }
    const list = LIST.exec(head);
    if (!list) throw refusal.geoJson('没有 features 成员', 'there is no "features" member');
    const before = head.slice(0, list.index);
    crs = crsOf(JSON.parse(`${before}"features":[]}`) as Json);
    splitter = new JsonArraySplitter({ longest: MAX_GEOMETRY_CHARACTERS });
    yield* split(splitter, head.slice(list.index + list[0].length), crs);
  }
  if (sequence) yield* sequence.end();
  else if (splitter) {
    if (!splitter.isComplete) throw refusal.truncated();
  } else yield* whole(head);
}

/** What comes after the list is not looked at any more. */
function* split(splitter: JsonArraySplitter, piece: string, crs: string | null): Generator<Found> {
  if (splitter.isComplete) return;
  try {
    for (const text of splitter.push(piece)) yield { feature: parseRecord(text), crs };
  } catch (error) {
    if (!(error instanceof JsonSyntax && splitter.isComplete)) throw error;
  }
}

class LineFeatures {
  private rest = '';

  *push(piece: string): Generator<Found> {
    const lines = (this.rest + piece).split('\n');
    this.rest = lines.pop()!;
    for (const line of lines) yield* this.line(line);
  }

  *end(): Generator<Found> {
    yield* this.line(this.rest);
  }

  private *line(line: string): Generator<Found> {
    const text = line.replace('\u001e', '').trim();
    if (text !== '') yield { feature: parseRecord(text), crs: null };
  }
}

function* whole(text: string): Generator<Found> {
  let document: Json;
  try {
    document = parseRecord(text) as Json;
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    if (!/\}\s*$/.test(text)) throw refusal.truncated();
    // More than one document: features line by line.
    if (!/\}\s*\n/.test(text)) throw error;
    const lines = new LineFeatures();
    yield* lines.push(text);
    yield* lines.end();
    return;
  }
  const { type, features: list } = document;
  const crs = crsOf(document);
  if (type === 'Feature') yield { feature: document, crs };
  else if (type === 'FeatureCollection') {
    if (!Array.isArray(list)) throw refusal.geoJson('features 不是数组', '"features" is no array');
    for (const feature of list as unknown[]) yield { feature, crs };
  } else if (list !== undefined) {
    throw refusal.geoJson('type 应为 FeatureCollection', 'its type has to be FeatureCollection');
  } else if (typeof type === 'string' && /^feature/i.test(type)) {
    throw refusal.geoJson('type 的大小写或成员不对', 'its type is misspelt');
  } else yield { feature: { type: 'Feature', properties: {}, geometry: document }, crs };
}

/** Files of before RFC 7946 name their system. */
function crsOf({ crs }: Json): string | null {
  const name = (crs as { properties?: { name?: unknown } } | null | undefined)?.properties?.name;
  if (typeof name !== 'string') return null;
  return coordinateSystem(name)?.code ?? name;
}
