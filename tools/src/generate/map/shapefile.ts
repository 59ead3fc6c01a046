import iconv from 'iconv-lite';
import type { Position } from '@siku/standards';
import { zipOf } from '@siku/master-data';

export interface ShapefileRow {
  /** in metres of the plane: a point, or a closed ring */
  positions: readonly Position[];
  values: readonly string[];
}

/** CGCS2000, Gauss–Krüger, 120° E: EPSG:4549. */
const PLANE =
  'PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],' +
  'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],' +
  'PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';

const POINT = 1;

const POLYGON = 5;

const HEADER_BYTES = 100;

/** Bytes of a text column. */
const WIDTH = 60;

/** A zipped Shapefile of points or polygons as ArcGIS writes it in China: GBK names without a .cpg, the plane of 120° E. */
export async function zippedShapefile(
  stem: string,
  columns: readonly string[],
  rows: readonly ShapefileRow[],
): Promise<Buffer> {
  const members = [
    { name: `${stem}.shp`, content: [shp(rows)] },
    { name: `${stem}.dbf`, content: [dbf(columns, rows)] },
    { name: `${stem}.prj`, content: [Buffer.from(PLANE)] },
  ];
  const pieces: Buffer[] = [];
  for await (const piece of zipOf(members)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function shp(rows: readonly ShapefileRow[]): Buffer {
  const isPoints = rows.every(({ positions }) => positions.length === 1);
  const records = rows.map(({ positions }, i) => {
    const content = isPoints ? pointContent(positions[0]!) : polygonContent(positions);
    const header = Buffer.alloc(8);
    header.writeInt32BE(i + 1, 0);
    header.writeInt32BE(content.length / 2, 4);
    return Buffer.concat([header, content]);
  });
  const header = Buffer.alloc(HEADER_BYTES);
  header.writeInt32BE(9994, 0);
  header.writeInt32BE((HEADER_BYTES + records.reduce((sum, { length }) => sum + length, 0)) / 2, 24);
  header.writeInt32LE(1000, 28);
  header.writeInt32LE(isPoints ? POINT : POLYGON, 32);
  return Buffer.concat([header, ...records]);
}

function pointContent(position: Position): Buffer {
  const content = Buffer.alloc(4 + 16);
  content.writeInt32LE(POINT, 0);
  writePositions(content, 4, [position]);
  return content;
}

function polygonContent(ring: readonly Position[]): Buffer {
  const content = Buffer.alloc(48 + ring.length * 16);
  content.writeInt32LE(POLYGON, 0);
  const [xs, ys] = [ring.map(([x]) => x!), ring.map(([, y]) => y!)];
  writePositions(content, 4, [
    [Math.min(...xs), Math.min(...ys)],
    [Math.max(...xs), Math.max(...ys)],
  ]);
  content.writeInt32LE(1, 36);
  content.writeInt32LE(ring.length, 40);
  writePositions(content, 48, ring);
  return content;
}

function writePositions(content: Buffer, at: number, positions: readonly Position[]): void {
  positions.flat().forEach((value, i) => content.writeDoubleLE(value, at + 8 * i));
}

function dbf(columns: readonly string[], rows: readonly ShapefileRow[]): Buffer {
  const header = Buffer.alloc(33 + columns.length * 32);
  header[0] = 3;
  header.writeUInt32LE(rows.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(1 + columns.length * WIDTH, 10);
  columns.forEach((name, i) => {
    iconv.encode(name, 'gbk').copy(header, 32 + i * 32, 0, 10);
    header.write('C', 32 + i * 32 + 11);
    header[32 + i * 32 + 16] = WIDTH;
  });
  header[header.length - 1] = 0x0d;
  const records = rows.map(({ values }) => {
    const record = Buffer.alloc(1 + columns.length * WIDTH, 0x20);
    values.forEach((value, i) => iconv.encode(value, 'gbk').copy(record, 1 + i * WIDTH, 0, WIDTH));
    return record;
  });
  return Buffer.concat([header, ...records, Buffer.from([0x1a])]);
}
