import { coordinateSystem, parseWkb, type CoordinateSystem } from '@siku/standards';
import initSqlJs, { type Database, type SqlValue } from 'sql.js';
import { asRefusal, type ByteSource } from '../byte-source.js';
import { refusal } from '../read-refusal.js';
import { MAX_GEOMETRY_CHARACTERS } from '../limits.js';
import { RowChunks } from '../row-chunks.js';
import type { RawRow, ReadHints, RowFault, SourceTable } from '../source-table.js';
import { FeatureColumns, geometryCell, GEOMETRY_COLUMN, systemOfWkt } from './feature-columns.js';

/** SQLite in WebAssembly works on the whole file in memory. */
const MOST_MEGABYTES = 256;

const UNREADABLE: RowFault = {
  code: 'geometry-unreadable',
  column: 0,
  message: { zh: '几何的二进制内容无法读取', en: 'The bytes of the geometry cannot be read' },
  hint: {
    zh: '请重新导出；三维曲面须化为平面多边形（如 ogr2ogr -nlt MULTIPOLYGON）',
    en: 'Export it again, with surfaces in three dimensions as plane polygons (ogr2ogr -nlt MULTIPOLYGON)',
  },
};

interface Column {
  name: string;
  isInstant: boolean;
}

/** Undefined cartesian and undefined geographic. */
const UNDEFINED_SYSTEMS: ReadonlySet<number> = new Set([-1, 0]);

type Systems = ReadonlyMap<number, CoordinateSystem | string>;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;

/**
 * One table of a GeoPackage (OGC 12-128), named by `sheet` where there are several. sql.js and not node:sqlite, which Node 20 does
 * not have.
 */
export async function openGeoPackage(source: ByteSource, hints: ReadHints): Promise<SourceTable> {
  const database = await openDatabase(source);
  try {
    const { table, geometryColumn, columns } = describe(database, hints.sheet);
    const attributes = columns.filter(({ name }) => name !== geometryColumn);
    const names = new FeatureColumns();
    for (const { name } of attributes) names.add(name);
    const systems = systemsOf(database);
    const total = Number(valueOf(database, `SELECT count(*) FROM ${quoted(table)}`));
    const records = read(database, table, geometryColumn, attributes, systems, names);
    let done = 0;
    return {
      format: 'geopackage',
      encoding: 'utf-8',
      columns: names.columns,
      // oxlint-disable-next-line typescript/require-await -- the others are asynchronous
      async *rows() {
        done = 0;
        for (let at = 0; at < records.length; at++) {
          done += records[at]!.length;
          yield records[at]!.map((row) => ({ ...row, values: [...row.values] }));
        }
      },
      progress: () => ({ bytesRead: done, bytesTotal: total }),
    };
  } catch (error) {
    throw asRefusal(error, 'GeoPackage');
  } finally {
    database.close();
  }
}

async function openDatabase(source: ByteSource): Promise<Database> {
  const pieces: Buffer[] = [];
  let size = 0;
  for await (const piece of source.read()) {
    size += piece.length;
    if (size > MOST_MEGABYTES * 1024 * 1024) throw refusal.fileTooLarge(MOST_MEGABYTES);
    pieces.push(piece);
  }
  const { Database: Sqlite } = await initSqlJs();
  return new Sqlite(Buffer.concat(pieces));
}

function valueOf(database: Database, sql: string): SqlValue | undefined {
  return database.exec(sql)[0]?.values[0]?.[0];
}

function describe(database: Database, wanted?: string): { table: string; geometryColumn: string; columns: Column[] } {
  const has = valueOf(database, `SELECT count(*) FROM sqlite_master WHERE name = 'gpkg_geometry_columns'`);
  if (has !== 1) throw refusal.noFeatureTable();
  const tables = database.exec('SELECT table_name, column_name FROM gpkg_geometry_columns ORDER BY 1')[0]?.values ?? [];
  const names = tables.map(([name]) => String(name));
  if (names.length === 0) throw refusal.noFeatureTable();
  if (wanted === undefined && names.length > 1) throw refusal.severalTables(names);
  const found = tables.find(([name]) => name === (wanted ?? names[0]));
  if (!found) throw refusal.severalTables(names);
  const table = String(found[0]);
  const info =
    database.exec(`SELECT name, type FROM pragma_table_info('${table.replaceAll("'", "''")}')`)[0]?.values ?? [];
  return {
    table,
    geometryColumn: String(found[1]),
    columns: info.map(([name, type]) => ({ name: String(name), isInstant: type === 'DATETIME' })),
  };
}

/** Systems by the file's own numbers, but those that stand for an undefined one (OGC 12-128 requirement 11). */
function systemsOf(database: Database): Systems {
  const systems = new Map<number, CoordinateSystem | string>();
  const rows = database.exec(
    'SELECT srs_id, organization, organization_coordsys_id, definition FROM gpkg_spatial_ref_sys',
  );
  for (const [id, organisation, code, definition] of rows[0]?.values ?? []) {
    if (UNDEFINED_SYSTEMS.has(Number(id))) continue;
    const named = /^epsg$/i.test(String(organisation)) ? coordinateSystem(`EPSG:${String(code)}`) : null;
    const system = named ?? systemOfWkt(String(definition));
    if (system) systems.set(Number(id), system);
  }
  return systems;
}

function read(
  database: Database,
  table: string,
  geometryColumn: string,
  attributes: readonly Column[],
  systems: Systems,
  names: FeatureColumns,
): RawRow[][] {
  const statement = database.prepare(
    `SELECT ${[geometryColumn, ...attributes.map(({ name }) => name)].map(quoted).join(', ')} FROM ${quoted(table)}`,
  );
  const all: RawRow[][] = [];
  const chunks = new RowChunks(names.width, 'keep', MAX_GEOMETRY_CHARACTERS);
  let row = 2;
  while (statement.step()) {
    const [blob, ...values] = statement.get();
    const cells = [null, ...values.map((value, i) => text(value, attributes[i]!))] as (string | null)[];
    let fault: RowFault | undefined;
    if (blob instanceof Uint8Array) {
      try {
        cells[0] = geometryText(blob, systems);
      } catch {
        fault = UNREADABLE;
      }
    }
    chunks.add(row++, cells, fault);
    if (chunks.isFull) all.push(chunks.take());
  }
  if (!chunks.isEmpty) all.push(chunks.take());
  statement.free();
  return all;
}

/** DATETIME is UTC (OGC 12-128 table 1), whether the writer said so or not. */
function text(value: SqlValue | undefined, { isInstant }: Column): string | null {
  if (value === null || value === undefined || value instanceof Uint8Array) return null;
  const written = String(value);
  return isInstant && /:\d\d(\.\d+)?$/.test(written) ? `${written}Z` : written;
}

/** Bytes of the envelope by its code, OGC 12-128 clause 2.1.3. */
const ENVELOPE = [0, 32, 48, 48, 64];

function geometryText(blob: Uint8Array, systems: Systems): string | null {
  if (blob[0] !== 0x47 || blob[1] !== 0x50) throw new Error(GEOMETRY_COLUMN);
  const flags = blob[3]!;
  const view = new DataView(blob.buffer, blob.byteOffset, blob.byteLength);
  const srs = view.getInt32(4, (flags & 1) === 1);
  if ((flags & 0x10) !== 0) return null;
  const { geometry } = parseWkb(blob.subarray(8 + ENVELOPE[(flags >> 1) & 7]!));
  return geometryCell(geometry, systems.get(srs));
}
