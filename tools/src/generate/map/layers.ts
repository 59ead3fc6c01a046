import { toGcj02, toWkt, type Geometry, type Position } from '@siku/standards';
import { collection, feature, FIRST, rectangle, rounded, type MapOfCity, type Survey } from './survey.js';

/** A line that wanders from a place, by steps of about a kilometre. */
function path(from: Position, steps: number, random: { next(): number }): Position[] {
  const line = [from];
  let heading = random.next() * 2 * Math.PI;
  for (let i = 0; i < steps; i++) {
    heading += (random.next() - 0.5) * 0.8;
    const [x, y] = line.at(-1)!;
    line.push(rounded([x! + 0.01 * Math.cos(heading), y! + 0.01 * Math.sin(heading)]));
  }
  return line;
}

const areas = (city: MapOfCity, count: number, purpose: number, size: number): Position[][] =>
  city.points(count, purpose).map(({ at }) => rectangle(at, size, size * 0.7).map(rounded));

const cropland: Survey = {
  department: 'agriculture',
  dataset: 'cropland',
  definition: {
    title: { zh: '耕地', en: 'Cropland' },
    key: ['id'],
    mapping: { layer: { constant: 'cropland' }, code: 'id', name: 'name', geometry: 'geometry' },
  },
  deliveries(city) {
    const lines = areas(city, 80, 10, 0.008).map((ring, i) =>
      JSON.stringify(
        feature({ type: 'Polygon', coordinates: [ring] }, { id: `GD${i}`, name: `耕地图斑${i}` }, `GD${i}`),
      ),
    );
    return [{ effectiveDate: FIRST, extension: 'geojsonl', content: `${lines.join('\n')}\n`, rows: lines.length }];
  },
};

const forest: Survey = {
  department: 'forestry',
  dataset: 'forest',
  definition: {
    title: { zh: '林地小班', en: 'Forest compartments' },
    key: ['name'],
    mapping: { layer: { constant: 'forest' }, name: 'name', geometry: 'geometry' },
  },
  deliveries(city) {
    const marks = areas(city, 60, 11, 0.015).map(
      (ring, i) =>
        `<Placemark><name>林班${i}</name><Polygon><outerBoundaryIs><LinearRing><coordinates>` +
        `${ring.map((position) => position.join(',')).join(' ')}</coordinates></LinearRing></outerBoundaryIs></Polygon></Placemark>`,
    );
    const content = `<?xml version="1.0" encoding="UTF-8"?>\n<kml xmlns="http://www.opengis.net/kml/2.2"><Document>\n${marks.join('\n')}\n</Document></kml>\n`;
    return [{ effectiveDate: FIRST, extension: 'kml', content, rows: marks.length }];
  },
};

const mines: Survey = {
  department: 'minerals',
  dataset: 'mines',
  definition: {
    title: { zh: '矿产地', en: 'Mines' },
    key: ['编号'],
    mapping: {
      layer: { constant: 'mines' },
      code: '编号',
      name: '矿区名称',
      geometry: { from: ['X', 'Y'], join: ' ', crs: 'EPSG:4549' },
    },
  },
  deliveries(city) {
    const rows = city.points(20, 12).map(({ district, at }, i) => {
      const [x, y] = city.plane.fromStored(at);
      return [
        `KC${i}`,
        `${district.name}${['建筑石料矿', '叶蜡石矿', '萤石矿'][i % 3]}${i}`,
        x!.toFixed(2),
        y!.toFixed(2),
      ];
    });
    const content = `${[['编号', '矿区名称', 'X', 'Y'], ...rows].map((row) => row.join(',')).join('\r\n')}\r\n`;
    return [{ effectiveDate: FIRST, extension: 'csv', content, rows: rows.length }];
  },
};

const rivers: Survey = {
  department: 'water',
  dataset: 'rivers',
  definition: {
    title: { zh: '河流', en: 'Rivers' },
    key: ['hlbm'],
    mapping: {
      layer: { constant: 'water' },
      class: { constant: 'river' },
      code: 'hlbm',
      name: 'hlmc',
      geometry: 'geometry',
    },
  },
  deliveries(city) {
    const random = city.random(13);
    const features = city.points(30, 14).map(({ district, at }, i) => {
      const geometry: Geometry = { type: 'LineString', coordinates: path(at, 12, random) };
      return feature(
        geometry,
        { hlbm: `HL${i}`, hlmc: `${district.name.slice(0, 2)}${'甲乙丙丁'[i % 4]}溪` },
        `HL${i}`,
      );
    });
    return [{ effectiveDate: FIRST, extension: 'geojson', content: collection(features), rows: features.length }];
  },
};

const roads: Survey = {
  department: 'transport',
  dataset: 'roads',
  definition: {
    title: { zh: '公路', en: 'Roads' },
    key: ['路线编码'],
    mapping: {
      layer: { constant: 'roads' },
      class: { from: '等级', codes: { 国省道: 'trunk', 农村公路: 'rural' } },
      code: '路线编码',
      name: '路线名称',
      'attributes.lanes': { from: '车道数', type: 'integer' },
      geometry: 'WKT',
    },
  },
  deliveries(city) {
    const random = city.random(15);
    const rows = city.points(40, 16).map(({ district, at }, i) => {
      const trunk = i % 4 === 0;
      const wkt = toWkt({ type: 'LineString', coordinates: path(at, 15, random) });
      const name = `${district.name.slice(0, 2)}${trunk ? '省道' : '县道'}${i}`;
      return `${trunk ? 'S' : 'X'}${200 + i},${name},${trunk ? '国省道' : '农村公路'},${trunk ? 4 : 2},"${wkt}"`;
    });
    const content = `路线编码,路线名称,等级,车道数,WKT\r\n${rows.join('\r\n')}\r\n`;
    return [{ effectiveDate: FIRST, extension: 'csv', content, rows: rows.length }];
  },
};

/** By those who look after visitors, on the map of a telephone: GCJ-02. */
const sights: Survey = {
  department: 'tourism',
  dataset: 'sights',
  definition: {
    title: { zh: '旅游景区', en: 'Sights' },
    key: ['编号'],
    mapping: {
      layer: { constant: 'places' },
      class: { constant: 'attraction' },
      name: '名称',
      'attributes.level': '等级',
      geometry: { from: ['经度', '纬度'], join: ' ', crs: 'GCJ-02' },
    },
    trust: { '*': 60 },
  },
  deliveries(city) {
    const rows = city.attractions().map(({ name, at, level }, i) => {
      const [x, y] = rounded(toGcj02([at[0]! + 0.0001, at[1]!]));
      return `JQ${i},${name},${level},${x},${y}`;
    });
    const content = `编号,名称,等级,经度,纬度\r\n${rows.join('\r\n')}\r\n`;
    return [{ effectiveDate: FIRST, extension: 'csv', content, rows: rows.length }];
  },
};

/** The same places as surveyors know them; some of the names are longer. */
const surveyedPlaces: Survey = {
  department: 'planning',
  dataset: 'surveyed-places',
  definition: {
    title: { zh: '兴趣点测绘', en: 'Surveyed places' },
    key: ['id'],
    mapping: {
      layer: { constant: 'places' },
      class: { constant: 'attraction' },
      code: 'id',
      name: 'name',
      geometry: 'geometry',
    },
    trust: { '*': 60, geometry: 90 },
  },
  deliveries(city) {
    const features = city
      .attractions()
      .slice(0, 45)
      .map(({ name, at }, i) => feature({ type: 'Point', coordinates: at }, { id: `POI${i}`, name }, `POI${i}`));
    return [{ effectiveDate: FIRST, extension: 'geojson', content: collection(features), rows: features.length }];
  },
};

export const layers: readonly Survey[] = [cropland, forest, mines, rivers, roads, sights, surveyedPlaces];
