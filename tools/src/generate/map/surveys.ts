import { toGcj02 } from '@siku/standards';
import { countyNamed } from '../city/divisions.js';
import { placeIn, roadIn, townFrequencies } from '../city/places.js';
import { partOf } from './outlines.js';
import { zippedShapefile } from './shapefile.js';
import { collection, feature, FIRST, rectangle, rounded, type Survey } from './survey.js';

/** 国函〔2016〕122号: 江东 went to 鄞州, the west of 鄞州 to 海曙. */
const REFORM = '2016-10-01';

/** West of this what is 海曙 today was 鄞州. */
const OLD_BORDER = 121.505;

export const planningDivisions: Survey = {
  department: 'planning',
  dataset: 'division-boundaries',
  definition: {
    title: { zh: '行政区划界线', en: 'Boundaries of divisions' },
    key: ['adcode'],
    mapping: {
      layer: { constant: 'divisions' },
      class: { constant: 'county' },
      code: 'adcode',
      name: 'name',
      geometry: { from: 'geometry', crs: 'GCJ-02' },
    },
    trust: { '*': 90 },
  },
  deliveries({ districts: all }) {
    const before = all.map(({ outline, ...district }) => {
      const rings = outline.coordinates.map(([ring]) => ring!);
      if (district.name === '海曙区') return { ...district, rings: [partOf(rings[0]!, OLD_BORDER, 'east')] };
      if (district.name !== '鄞州区') return { ...district, rings };
      const west = all.find(({ name }) => name === '海曙区')!.outline.coordinates[0]![0]!;
      return { ...district, rings: [...rings, partOf(west, OLD_BORDER, 'west')] };
    });
    const now = all.map(({ outline, ...district }) => ({
      ...district,
      rings: outline.coordinates.map(([ring]) => ring!),
    }));
    return [
      [FIRST, before],
      [REFORM, now],
    ].map(([effectiveDate, drawn]) => ({
      effectiveDate: effectiveDate as string,
      extension: 'geojson',
      content: collection(
        (drawn as typeof now).map(({ code, name, rings }) => {
          const coordinates = rings.map((ring) => [ring.map((position) => rounded(toGcj02(position)))]);
          return feature({ type: 'MultiPolygon', coordinates }, { adcode: code, name }, code);
        }),
      ),
      rows: all.length,
    }));
  },
};

export const addresses: Survey = {
  department: 'planning',
  dataset: 'standard-addresses',
  definition: {
    title: { zh: '标准地址', en: 'Standard addresses' },
    key: ['地址编码'],
    mapping: {
      layer: { constant: 'addresses' },
      code: '地址编码',
      name: '地址全称',
      'attributes.street': '街路巷',
      'attributes.number': '门牌号',
      geometry: { from: ['经度', '纬度'], join: ' ' },
    },
  },
  deliveries(city) {
    const random = city.random(3);
    const towns = Array.from({ length: 4000 }, () => townFrequencies.pick(random));
    const rows = city.points(400, 4).map(({ district, at: [x, y] }, i) => {
      const county = countyNamed(district.name);
      const town = towns.find(({ after }) => after.code === county.code) ?? towns[0]!;
      const number = `${random.between(1, 600)}号`;
      const road = town.before ? roadIn(town, random) : placeIn(town, random).street;
      const prefix = county.urban ? `宁波市${county.name}` : county.name;
      return [`DZ${i}`, `${prefix}${town.name}${road}${number}`, road, number, x, y].join(',');
    });
    const content = `地址编码,地址全称,街路巷,门牌号,经度,纬度\r\n${rows.join('\r\n')}\r\n`;
    return [{ effectiveDate: FIRST, extension: 'csv', content, rows: rows.length }];
  },
};

const parcels: Survey = {
  department: 'land',
  dataset: 'parcels',
  definition: {
    title: { zh: '宗地', en: 'Parcels' },
    key: ['DKBM'],
    mapping: {
      layer: { constant: 'parcels' },
      code: 'DKBM',
      name: '坐落',
      'attributes.use': '用途',
      geometry: 'geometry',
    },
  },
  async deliveries(city) {
    const random = city.random(5);
    const rows = city.points(200, 6).map(({ district, at }, i) => {
      const ring = rectangle(city.plane.fromStored(at), random.between(20, 180), random.between(20, 120));
      const use = random.pick(['住宅用地', '工业用地', '商服用地', '公共管理用地']);
      return {
        positions: ring,
        values: [`${district.code}${String(i).padStart(6, '0')}`, `${district.name}地块${i}`, use],
      };
    });
    const content = await zippedShapefile('parcels', ['DKBM', '坐落', '用途'], rows);
    return [{ effectiveDate: FIRST, extension: 'zip', content, rows: rows.length }];
  },
};

export const surveys: readonly Survey[] = [planningDivisions, addresses, parcels];
