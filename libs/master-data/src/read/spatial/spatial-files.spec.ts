import { describe, expect, it } from '@jest/globals';
import type { AttributeDictionary, DatasetDefinition } from '@siku/catalogue';
import { boxOf, contains, type Geometry, type Position } from '@siku/standards';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compileDataset, prepareRow, type PreparedRow } from '../../map/prepare-row.js';
import { zipOf } from '../../report/zip-writer.js';
import { openTable } from '../open-table.js';
import { ReadRefusal } from '../read-refusal.js';
import type { ReadHints } from '../source-table.js';

const SHARED = join(process.cwd(), '..', 'shared', 'data', 'geospatial');
const real = existsSync(SHARED) ? describe : describe.skip;

const dictionary: AttributeDictionary = {
  name: { type: 'text', title: { zh: '名称', en: 'Name' } },
  geometry: { type: 'geometry', title: { zh: '几何', en: 'Geometry' } },
};

interface Rule {
  crs?: string;
  within?: [number, number, number, number];
}

const WORLD: Rule = { within: [-180, -90, 180, 90] };

async function read(path: string, rule: Rule = WORLD, hints: ReadHints = {}, name?: string) {
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

const written = async (name: string, content: string | Buffer): Promise<string> => {
  const path = join(await mkdtemp(join(tmpdir(), 'siku-spatial-')), name);
  await writeFile(path, content);
  return path;
};

const geometryOf = (row: PreparedRow): Geometry => row.attributes!['geometry'] as Geometry;
/** Where there is no other column, the geometry is the key. */
const codes = (rows: readonly PreparedRow[]): string[] =>
  rows
    .flatMap(({ issues }) => issues.map(({ code }) => code))
    .filter((code) => code !== 'key-missing' && code !== 'key-too-long');

real('GeoJSON files named by their fault', () => {
  const folder = join(SHARED, 'invalid-geojson');
  const files = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith('.geojson')) : [];

  const outcome = async (file: string): Promise<{ refused: string | null; issues: string[] }> => {
    try {
      const { rows } = await read(join(folder, file));
      return { refused: null, issues: codes(rows) };
    } catch (error) {
      if (error instanceof ReadRefusal) return { refused: error.code, issues: [] };
      throw error;
    }
  };

  it.each(files.filter((name) => name.startsWith('invalid_')))(
    '%s is refused or mended with a reason',
    async (file) => {
      const { refused, issues } = await outcome(file);
      expect(refused ?? issues[0]).toEqual(expect.any(String));
    },
  );

  it.each(files.filter((name) => name.startsWith('valid_')))('%s is accepted', async (file) => {
    const { rows } = await read(join(folder, file));
    const errors = rows.flatMap(({ issues }) =>
      issues.filter(({ severity, code }) => severity === 'error' && !code.startsWith('key-')),
    );
    expect(errors).toEqual([]);
  });

  it.each(files.filter((name) => name.startsWith('problematic_')))('%s is read', async (file) => {
    const { refused } = await outcome(file);
    expect(refused).toBeNull();
  });
});

real('other forms', () => {
  const formats = join(SHARED, 'formats');

  it('reads the same Dutch addresses from two coordinate systems to the same place', async () => {
    const plane = await read(join(formats, 'dutch_addresses_28992.gpkg'));
    const degrees = await read(join(formats, 'dutch_addresses_4326.gpkg'));
    expect(plane.rows.length).toBeGreaterThan(0);
    expect(plane.rows).toHaveLength(degrees.rows.length);
    const [a, b] = [geometryOf(plane.rows[0]!), geometryOf(degrees.rows[0]!)];
    expect(a.type).toBe(b.type);
    const [[x1, y1], [x2, y2]] = [a, b].map((g) => (g as { coordinates: Position }).coordinates) as [
      Position,
      Position,
    ];
    expect(Math.abs(x1! - x2!)).toBeLessThan(2e-5);
    expect(Math.abs(y1! - y2!)).toBeLessThan(2e-5);
  });

  it.each([
    ['ldid', 'chinese', null],
    ['cpg', 'big5', null],
    // Called UTF-8, which the bytes cannot be.
    ['ldid', 'chinese', 'UTF-8'],
  ])('reads a Shapefile whose code page its %s says: %s, called %s', async (folder, stem, called) => {
    const files = readdirSync(join(formats, 'dbf', folder)).filter((name) => !called || !name.endsWith('.cpg'));
    const members = [
      ...files.map((name) => ({ name, content: [readFileSync(join(formats, 'dbf', folder, name))] })),
      ...(called ? [{ name: `${stem}.cpg`, content: [Buffer.from(called)] }] : []),
    ];
    const pieces: Buffer[] = [];
    for await (const piece of zipOf(members)) pieces.push(piece);
    const { table, rows } = await read(await written(`${stem}.zip`, Buffer.concat(pieces)));
    expect(table.format).toBe('shapefile');
    expect(rows.length).toBeGreaterThan(0);
    const texts: string[] = [];
    for await (const chunk of table.rows()) texts.push(...chunk.flatMap(({ values }) => values.slice(1)).map(String));
    expect(texts.join('')).toMatch(/[一-龥]/);
    expect(texts.join('')).not.toContain('\uFFFD');
  });
});

real('schools of Ningbo', () => {
  interface School {
    county: string;
    polylines: Position[][];
  }
  const districts = async (crs?: string): Promise<Map<string, Geometry>> => {
    const { rows } = await read(join(SHARED, 'ningbo', 'districts-gcj02.geojson'), { crs }, {}, 'name');
    return new Map(rows.map((row) => [String(row.attributes!['name']), geometryOf(row)]));
  };
  const inside = (schools: School[], outlines: Map<string, Geometry>): number =>
    schools.filter(({ county, polylines }) => {
      const ring = polylines[0]!;
      const centre = [0, 1].map((axis) => ring.reduce((sum, p) => sum + p[axis]!, 0) / ring.length);
      return contains(outlines.get(county)!, centre);
    }).length;

  it('lie in their districts once the offset is undone', async () => {
    const { features } = JSON.parse(readFileSync(join(SHARED, 'ningbo', 'schools-wgs84.json'), 'utf8')) as {
      features: School[];
    };
    expect(features).toHaveLength(560);
    expect(inside(features, await districts())).toBe(551);
    expect(inside(features, await districts('GCJ-02'))).toBe(560);
  });
});

real('what a file does not say of itself', () => {
  const formats = join(SHARED, 'formats');
  const zipped = async (members: Record<string, Buffer>): Promise<Buffer> => {
    const pieces: Buffer[] = [];
    const content = Object.entries(members).map(([name, bytes]) => ({ name, content: [bytes] }));
    for await (const piece of zipOf(content)) pieces.push(piece);
    return Buffer.concat(pieces);
  };

  /** One point in degrees, as a Shapefile has it. */
  const shp = (): Buffer => {
    const file = Buffer.alloc(128);
    file.writeInt32BE(9994, 0);
    file.writeInt32BE(64, 24);
    file.writeInt32LE(1000, 28);
    file.writeInt32LE(1, 32);
    file.writeInt32BE(1, 100);
    file.writeInt32BE(10, 104);
    file.writeInt32LE(1, 108);
    file.writeDoubleLE(121.54, 112);
    file.writeDoubleLE(29.87, 120);
    return file;
  };

  it.each(['gbk.dbf', 'gb2312.dbf'])('%s is Chinese without saying so', async (dbf) => {
    const bytes = readFileSync(join(formats, 'dbf', dbf));
    const { rows } = await read(
      await written('places.zip', await zipped({ 'places.shp': shp(), 'places.dbf': bytes })),
      WORLD,
      {},
      'NAME',
    );
    expect(rows.map(({ attributes }) => attributes?.['name'])).toEqual(['简体国语']);
  });

  it('each layer of a GeoPackage is in its own system', async () => {
    const path = join(formats, 'geopackage', 'mixed_crs.gpkg');
    const [feet, degrees] = await Promise.all(
      ['oregon_2269', 'oregon_4326'].map((sheet) => read(path, WORLD, { sheet })),
    );
    const west = ({ rows }: { rows: PreparedRow[] }): string[] =>
      rows.map((row) => boxOf(geometryOf(row))![0].toFixed(4));
    expect(west(feet!)).toEqual(west(degrees!));
    expect(west(feet!)).toEqual(['-124.6126']);
  });

  it.each([
    ['missing_crs_mixed_ranges', 'OR_land_2269', false],
    ['missing_crs_mixed_ranges', 'OR_land_4326', true],
    ['null_crs_gdal', 'land', true],
  ])(
    '%s, %s: a system that is nowhere on the Earth is none; degrees are taken, feet refused',
    async (stem, sheet, taken) => {
      const { rows } = await read(join(formats, 'geopackage', `${stem}.gpkg`), WORLD, { sheet });
      expect(rows.map(({ attributes }) => attributes !== null)).toEqual([taken]);
      if (taken) expect(boxOf(geometryOf(rows[0]!))![0]).toBeCloseTo(-124.6, 0);
      else expect(codes(rows)).toEqual(['geometry-outside']);
    },
  );
});

describe('maps that cannot be read', () => {
  const refused = async (name: string, content: string | Buffer): Promise<ReadRefusal> => {
    const error = await read(await written(name, content)).catch((thrown: unknown) => thrown);
    if (!(error instanceof ReadRefusal)) throw new Error(name);
    return error;
  };

  it.each([
    ['a.shp', Buffer.concat([Buffer.from([0, 0, 0x27, 0x0a]), Buffer.alloc(96)]), '.dbf'],
    ['a.dwg', 'AC1032\0\0', 'GeoPackage'],
    ['a.dxf', '0\nSECTION\n2\nHEADER\n', 'GeoPackage'],
    ['a.gpx', '<?xml version="1.0"?><gpx version="1.1"><wpt lat="29.8" lon="121.5"/></gpx>', 'GeoPackage'],
    ['a.topojson', '{"type":"Topology","objects":{},"arcs":[]}', 'GeoPackage'],
    ['a.mdb', Buffer.from('\0\x01\0\0Standard Jet DB\0', 'latin1'), 'GeoPackage'],
  ])('%s says what to send', async (name, content, advice) => {
    const { code, explanation } = await refused(name, content);
    expect([code, explanation.en]).toEqual(['unsupported-format', expect.stringContaining(advice)]);
  });

  it('a file geodatabase says what to send, and GeoJSON that was cut off that it was', async () => {
    const pieces: Buffer[] = [];
    const members = ['a.gdb/gdb', 'a.gdb/a00000001.gdbtable'].map((name) => ({ name, content: [Buffer.from('x')] }));
    for await (const piece of zipOf(members)) pieces.push(piece);
    expect((await refused('land.zip', Buffer.concat(pieces))).code).toBe('unsupported-format');
    const cut =
      '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"a"},"geometry":null},{"ty';
    expect((await refused('a.geojson', cut)).code).toBe('truncated-file');
  });
});

describe('what coordinates look like', () => {
  const csv = async (geometry: string, rule: Rule = { within: [120, 28, 123, 31] }) =>
    (await read(await written('a.csv', `geometry,x\n"${geometry.replaceAll('"', '""')}",1\n`), rule)).rows[0]!;

  it.each([
    ['POINT(29.87 121.54)', 'geometry-axes-swapped'],
    ['29.87 121.54', 'geometry-axes-swapped'],
    ['POINT(552170.1 3305461.2)', 'geometry-in-metres'],
    ['POINT(40552170.1 3305461.2)', 'geometry-in-metres'],
    ['POINT(13529770 3487700)', 'geometry-in-metres'],
    ['0 0', 'geometry-at-zero'],
    ['116.4 39.9', 'geometry-outside'],
    ['nowhere', 'geometry-unreadable'],
  ])('%s is %s', async (text, code) => {
    const row = await csv(text);
    expect(codes([row])).toEqual([code]);
    expect(row.attributes).toBeNull();
  });

  it.each([
    ['POINT(552170.1 3305461.2)', 'EPSG:4549'],
    ['POINT(40552170.1 3305461.2)', 'EPSG:4528'],
    ['SRID=4549;POINT(552170.1 3305461.2)', undefined],
    // As databases write geometries: extended well-known binary, and the plain one with the other order of bytes.
    ['0101000020C511000033333333D4D920419A999999FA374941', undefined],
    ['120°32′24″ 29°52′12″', undefined],
    ['N29°52′12″ E120°32′24″', undefined],
    ['0000000001405e228f5c28f5c3403ddeb851eb851f', undefined],
  ])('%s in %s is a place in Ningbo', async (text, crs) => {
    const [x, y] = (geometryOf(await csv(text, { crs, within: [120, 28, 123, 31] })) as { coordinates: Position })
      .coordinates;
    expect([x!.toFixed(2), y!.toFixed(2)]).toEqual(['120.54', '29.87']);
  });

  it('is what the dataset declares, also where the file names a system that nobody knows', async () => {
    const feature = {
      ...{ type: 'Feature', properties: { name: 'x' } },
      geometry: { type: 'Point', coordinates: [548000, 3300000] },
    };
    const crs = { type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::2437' } };
    const path = await written('a.geojson', JSON.stringify({ type: 'FeatureCollection', crs, features: [feature] }));
    expect(codes((await read(path, {}, {}, 'name')).rows)).toEqual(['geometry-system-unknown']);
    const { rows } = await read(path, { crs: 'EPSG:4549' }, {}, 'name');
    expect((geometryOf(rows[0]!) as { coordinates: Position }).coordinates[0]).toBeCloseTo(120.4966, 4);
  });

  it('reads a sequence of features, with a record separator before each', async () => {
    const feature = (name: string) => ({
      ...{ type: 'Feature', properties: { name } },
      geometry: { type: 'Point', coordinates: [121.5, 29.8] },
    });
    const file = ['a', 'b'].map((name) => `\u001e${JSON.stringify(feature(name))}\n`).join('');
    const { rows } = await read(await written('a.geojsons', file), {}, {}, 'name');
    expect(rows.map(({ attributes }) => attributes!['name'])).toEqual(['a', 'b']);
  });

  it('takes an outline of a hundred thousand corners', async () => {
    const ring = Array.from({ length: 100_001 }, (_, i) => {
      const turn = (2 * Math.PI * (i % 100_000)) / 100_000;
      return [121.5 + 0.1 * Math.cos(turn), 29.8 + 0.1 * Math.sin(turn)];
    });
    const feature = (id: string) => ({
      ...{ type: 'Feature', id, properties: { name: id } },
      geometry: { type: 'Polygon', coordinates: [ring] },
    });
    const file = JSON.stringify({ type: 'FeatureCollection', features: [feature('a'), feature('b')] });
    const { rows } = await read(await written('coast.geojson', file), {}, {}, 'name');
    expect(rows.map(({ attributes }) => (attributes?.['geometry'] as Geometry | undefined)?.type)).toEqual([
      'Polygon',
      'Polygon',
    ]);
  });

  it('mends a polygon that crosses itself and says by how much', async () => {
    const row = await csv('POLYGON((121 29,122 30,122 29,121 30,121 29))');
    expect(geometryOf(row).type).toBe('MultiPolygon');
    expect(row.issues[0]).toMatchObject({ code: 'geometry-mended', severity: 'warning' });
  });
});

const way = [
  [121.5, 29.8],
  [121.6, 29.9],
];

describe('XML of places', () => {
  it('reads KML', async () => {
    const kml = `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><Placemark id="p1"><name>天一阁</name>
      <ExtendedData><Data name="level"><value>5A</value></Data></ExtendedData>
      <Point><coordinates>121.534,29.874,0</coordinates></Point></Placemark></Document></kml>`;
    const { table, rows } = await read(await written('a.kml', kml), {}, {}, 'name');
    expect(table.columns).toEqual(['geometry', 'id', 'name', 'level']);
    expect(rows[0]!.attributes).toEqual({
      name: '天一阁',
      geometry: { type: 'Point', coordinates: [121.534, 29.874] },
    });
  });

  it('loses no shape that it cannot tell as GeoJSON', async () => {
    const placemark = (shape: string): string => `<Placemark><name>x</name>${shape}</Placemark>`;
    const kml = `<kml xmlns="http://www.opengis.net/kml/2.2" xmlns:gx="http://www.google.com/kml/ext/2.2"><Folder>${[
      '<gx:Track><gx:coord>121.5 29.8 0</gx:coord></gx:Track>',
      '<Model><Location><longitude>121.5</longitude></Location></Model>',
      '<MultiGeometry><Point><coordinates>121.5,29.8</coordinates></Point><gx:Track/></MultiGeometry>',
      '<LinearRing><coordinates>121.5,29.8 121.6,29.8 121.6,29.9 121.5,29.8</coordinates></LinearRing>',
      '<Point><coordinates>121.5, 29.8, 0</coordinates></Point>',
      '',
      '<Point><coordinates>121.5,29.8,12</coordinates></Point>',
    ]
      .map(placemark)
      .join('')}</Folder></kml>`;
    const { rows } = await read(await written('a.kml', kml), {}, {}, 'name');
    expect(codes(rows)).toEqual([...Array<string>(3).fill('geometry-type-unknown'), 'geometry-flattened']);
    expect(rows.slice(3).map(({ attributes }) => (attributes!['geometry'] as Geometry | undefined)?.type)).toEqual([
      'LineString',
      'Point',
      undefined,
      'Point',
    ]);

    const line = '<gml:posList>29.8 121.5 29.9 121.6</gml:posList>';
    const { rows: members } = await read(
      await written(
        'a.gml',
        `<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:s="s">${[
          `<gml:Curve><gml:segments><gml:Arc><gml:posList>29.8 121.5 29.9 121.55 29.8 121.6</gml:posList></gml:Arc></gml:segments></gml:Curve>`,
          `<gml:OrientableCurve orientation="-"><gml:baseCurve><gml:LineString>${line}</gml:LineString></gml:baseCurve></gml:OrientableCurve>`,
          `<gml:Envelope><gml:lowerCorner>29 121</gml:lowerCorner><gml:upperCorner>30 122</gml:upperCorner></gml:Envelope>`,
          `<gml:CompositeCurve><gml:curveMember><gml:LineString>${line}</gml:LineString></gml:curveMember></gml:CompositeCurve>`,
          `<gml:MultiCurve><gml:curveMember><gml:Curve><gml:segments><gml:LineStringSegment>${line}</gml:LineStringSegment></gml:segments></gml:Curve></gml:curveMember></gml:MultiCurve>`,
          `<gml:MultiGeometry><gml:geometryMember><gml:Point><gml:pos>29.8 121.5</gml:pos></gml:Point></gml:geometryMember><gml:geometryMember><gml:LineString>${line}</gml:LineString></gml:geometryMember></gml:MultiGeometry>`,
        ]
          .map((shape) => shape.replace('>', ' srsName="urn:ogc:def:crs:EPSG::4490">'))
          .map((shape) => `<wfs:member><s:way><s:name>x</s:name><s:shape>${shape}</s:shape></s:way></wfs:member>`)
          .join('')}</wfs:FeatureCollection>`,
      ),
      {},
      {},
      'name',
    );
    expect(codes(members)).toEqual(Array(3).fill('geometry-type-unknown'));
    expect(members.slice(3).map((row) => geometryOf(row))).toEqual([
      { type: 'LineString', coordinates: way },
      { type: 'MultiLineString', coordinates: [way] },
      {
        type: 'GeometryCollection',
        geometries: [
          { type: 'Point', coordinates: way[0] },
          { type: 'LineString', coordinates: way },
        ],
      },
    ]);
  });

  it.each([
    ['of degrees', 'urn:ogc:def:crs:EPSG::4214', '29.8 121.5'],
    ['of a plane', 'urn:ogc:def:crs:EPSG::2437', '3300000 548000'],
  ])('takes no system for ours that it does not know, %s', async (_, system, position) => {
    const gml = `<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:s="s">
      <wfs:member><s:a><s:name>x</s:name><s:p><gml:Point srsName="${system}"><gml:pos>${position}</gml:pos></gml:Point></s:p></s:a></wfs:member></wfs:FeatureCollection>`;
    expect(codes((await read(await written('a.gml', gml), {}, {}, 'name')).rows)).toEqual(['geometry-system-unknown']);
  });

  it('reads KMZ: the same, zipped with its pictures', async () => {
    const kml = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder><Placemark><name>月湖</name>
      <Polygon><outerBoundaryIs><LinearRing><coordinates>121.53,29.86 121.54,29.86 121.54,29.87 121.53,29.86</coordinates></LinearRing></outerBoundaryIs></Polygon>
      </Placemark></Folder></Document></kml>`;
    const members = [
      { name: 'files/icon.png', content: [Buffer.from('89504e470d0a1a0a', 'hex')] },
      { name: 'doc.kml', content: [Buffer.from(kml)] },
    ];
    const pieces: Buffer[] = [];
    for await (const piece of zipOf(members)) pieces.push(piece);
    const { rows } = await read(await written('places.kmz', Buffer.concat(pieces)), {}, {}, 'name');
    expect(rows.map(({ attributes }) => [attributes!['name'], geometryOf(rows[0]!).type])).toEqual([
      ['月湖', 'Polygon'],
    ]);
  });

  it('reads GML 3.2, latitude first where the name of the system says so', async () => {
    const gml = `<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:s="s">
      <wfs:member><s:lake gml:id="l.1"><s:name>东钱湖</s:name><s:shape><gml:Polygon srsName="urn:ogc:def:crs:EPSG::4490"><gml:exterior>
      <gml:LinearRing><gml:posList>29.7 121.6 29.7 121.7 29.8 121.7 29.7 121.6</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></s:shape>
      </s:lake></wfs:member></wfs:FeatureCollection>`;
    const { rows } = await read(await written('a.gml', gml), {}, {}, 'name');
    expect(rows[0]!.attributes).toEqual({
      name: '东钱湖',
      geometry: {
        type: 'Polygon',
        coordinates: [
          [
            [121.6, 29.7],
            [121.7, 29.7],
            [121.7, 29.8],
            [121.6, 29.7],
          ],
        ],
      },
    });
  });
});
