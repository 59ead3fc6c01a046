import { describe, expect, it } from '@jest/globals';
import type { Geometry } from '@siku/standards';
import { codes, geometryOf, read, written, zipped } from './spatial.fixture.js';

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
          `<gml:Curve><gml:segments><gml:CubicSpline><gml:posList>29.8 121.5 29.9 121.55 29.8 121.6</gml:posList></gml:CubicSpline></gml:segments></gml:Curve>`,
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
    const kmz = await zipped({ 'files/icon.png': Buffer.from('89504e470d0a1a0a', 'hex'), 'doc.kml': kml });
    const { rows } = await read(await written('places.kmz', kmz), {}, {}, 'name');
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

  const gml = (features: string, around = ''): Promise<string> =>
    written(
      'a.gml',
      `<wfs:FeatureCollection xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:s="s" xmlns:xlink="x">${around}${features}</wfs:FeatureCollection>`,
    );
  const member = (shape: string, more = ''): string =>
    `<wfs:member><s:way><s:name>x</s:name><s:shape>${shape}</s:shape>${more}</s:way></wfs:member>`;

  it('turns arcs into lines and says so', async () => {
    const arc = `<gml:Arc><gml:posList>121.5 29.8 121.55 29.85 121.6 29.8</gml:posList></gml:Arc>`;
    const back = `<gml:LineStringSegment><gml:posList>121.6 29.8 121.5 29.8</gml:posList></gml:LineStringSegment>`;
    const circle = `<gml:Circle><gml:posList>121.5 29.8 121.55 29.85 121.6 29.8</gml:posList></gml:Circle>`;
    const ring = (...segments: string[]): string =>
      `<gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments>${segments.join('')}</gml:segments></gml:Curve></gml:curveMember></gml:Ring></gml:exterior>`;
    const shapes = [
      `<gml:Curve><gml:segments>${arc}</gml:segments></gml:Curve>`,
      `<gml:Polygon>${ring(arc, back)}</gml:Polygon>`,
      `<gml:Polygon>${ring(circle)}</gml:Polygon>`,
    ];
    const { rows } = await read(await gml(shapes.map((shape) => member(shape)).join('')), {}, {}, 'name');
    expect(codes(rows)).toEqual(Array(3).fill('geometry-straightened'));
    const [line, half, whole] = rows.map(geometryOf) as { type: string; coordinates: number[][][] }[];
    expect([line!.type, line!.coordinates.length]).toEqual(['LineString', 65]);
    for (const [x, y] of line!.coordinates as unknown as number[][])
      expect(Math.hypot(x! - 121.55, y! - 29.8)).toBeCloseTo(0.05, 9);
    expect([half!.type, half!.coordinates[0]!.length]).toEqual(['Polygon', 66]);
    expect([whole!.type, whole!.coordinates[0]!.length]).toEqual(['Polygon', 129]);
  });

  it('takes the system from what covers the collection or the feature, and refuses a geometry that stands elsewhere', async () => {
    const line = '<gml:LineString><gml:posList>29.8 121.5 29.9 121.6</gml:posList></gml:LineString>';
    const bounds = `<gml:boundedBy><gml:Envelope srsName="urn:ogc:def:crs:EPSG::4490"><gml:lowerCorner>29 121</gml:lowerCorner><gml:upperCorner>30 122</gml:upperCorner></gml:Envelope></gml:boundedBy>`;
    const expected = {
      type: 'LineString',
      coordinates: [
        [121.5, 29.8],
        [121.6, 29.9],
      ],
    };
    for (const path of [await gml(member(line), bounds), await gml(member(line, bounds))]) {
      const { rows } = await read(path, {}, {}, 'name');
      expect(rows.map(geometryOf)).toEqual([expected]);
    }
    const elsewhere = '<gml:MultiCurve><gml:curveMember xlink:href="#c1"/></gml:MultiCurve>';
    const tall = '<gml:LineString><gml:posList>121.5 29.8 3 121.6 29.9 3 121.7 29.9 3</gml:posList></gml:LineString>';
    const { rows } = await read(await gml(member(elsewhere) + member(tall)), {}, {}, 'name');
    expect(codes(rows)).toEqual(['geometry-referred', 'geometry-position-broken']);
  });

  it('keeps the folders and times of KML, and says what a link would have brought', async () => {
    const at = '<Point><coordinates>121.534,29.874</coordinates></Point>';
    const kml = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>all</name><Folder><name>学校</name><Folder><name>小学</name>
      <Placemark><name>a</name><TimeSpan><begin>2001</begin></TimeSpan>${at}</Placemark></Folder>
      <Placemark><name>b</name>${at}</Placemark></Folder><NetworkLink><name>more</name><Link><href>http://example.org/more.kml</href></Link></NetworkLink></Document></kml>`;
    const { table, rows } = await read(await written('a.kml', kml), {}, {}, 'name');
    const values: unknown[] = [];
    for await (const chunk of table.rows()) values.push(...chunk.map((row) => row.values.slice(1)));
    expect(table.columns).toEqual(['geometry', 'folder', 'name', 'begin']);
    expect(values.slice(0, 2)).toEqual([
      ['学校/小学', 'a', '2001'],
      ['学校', 'b', null],
    ]);
    expect(codes(rows)).toEqual(['network-link']);
  });
});
