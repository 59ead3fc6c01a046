import iconv from 'iconv-lite';
import { zipOf } from '../../libs/master-data/src/report/zip-writer.js';

export interface Drawn {
  /** easting and northing, or degrees */
  point: readonly [number, number];
  values: readonly string[];
}

const PLANE =
  'PROJCS["CGCS2000_3_Degree_GK_CM_120E",GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000",SPHEROID["CGCS2000",6378137.0,298.257222101]],' +
  'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],' +
  'PARAMETER["Central_Meridian",120.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]';

const WIDTH = 60;

/** A zipped Shapefile of points as ArcGIS writes it in China: GBK, the plane of 120° E, no .cpg. */
export async function zippedShapefile(
  stem: string,
  columns: readonly string[],
  drawn: readonly Drawn[],
): Promise<Buffer> {
  const members = [
    { name: `${stem}.shp`, content: [shp(drawn)] },
    { name: `${stem}.dbf`, content: [dbf(columns, drawn)] },
    { name: `${stem}.prj`, content: [Buffer.from(PLANE)] },
  ];
  const pieces: Buffer[] = [];
  for await (const piece of zipOf(members)) pieces.push(piece);
  return Buffer.concat(pieces);
}

function shp(drawn: readonly Drawn[]): Buffer {
  const bytes = Buffer.alloc(100 + drawn.length * 28);
  bytes.writeInt32BE(9994, 0);
  bytes.writeInt32BE(bytes.length / 2, 24);
  bytes.writeInt32LE(1000, 28);
  bytes.writeInt32LE(1, 32);
  drawn.forEach(({ point: [x, y] }, i) => {
    const at = 100 + i * 28;
    bytes.writeInt32BE(i + 1, at);
    bytes.writeInt32BE(10, at + 4);
    bytes.writeInt32LE(1, at + 8);
    bytes.writeDoubleLE(x, at + 12);
    bytes.writeDoubleLE(y, at + 20);
  });
  return bytes;
}

function dbf(columns: readonly string[], drawn: readonly Drawn[]): Buffer {
  const header = Buffer.alloc(33 + columns.length * 32);
  header[0] = 3;
  header.writeUInt32LE(drawn.length, 4);
  header.writeUInt16LE(header.length, 8);
  header.writeUInt16LE(1 + columns.length * WIDTH, 10);
  columns.forEach((name, i) => {
    iconv.encode(name, 'gbk').copy(header, 32 + i * 32, 0, 10);
    header.write('C', 32 + i * 32 + 11);
    header[32 + i * 32 + 16] = WIDTH;
  });
  header[header.length - 1] = 0x0d;
  const records = drawn.map(({ values }) => {
    const record = Buffer.alloc(1 + columns.length * WIDTH, 0x20);
    values.forEach((value, i) => iconv.encode(value, 'gbk').copy(record, 1 + i * WIDTH, 0, WIDTH));
    return record;
  });
  return Buffer.concat([header, ...records, Buffer.from([0x1a])]);
}
