import { toWkt } from '@siku/standards';
import { FIRST, rectangle, rounded, type Survey } from './survey.js';

/** Outlines with storeys, as GML 3.2: latitude first, as the authority of the system has it. */
const buildings: Survey = {
  department: 'planning',
  dataset: 'buildings',
  definition: {
    title: { zh: '建筑物', en: 'Buildings' },
    key: ['bldgId'],
    mapping: {
      layer: { constant: 'buildings' },
      code: 'bldgId',
      name: 'name',
      'attributes.floors': { from: 'floors', type: 'integer' },
      geometry: 'geometry',
    },
  },
  deliveries(city) {
    const random = city.random(17);
    const members = city.points(120, 18).map(({ district, at }, i) => {
      const ring = rectangle(at, random.between(2, 9) / 10_000, random.between(2, 6) / 10_000).map(rounded);
      const list = ring.map(([x, y]) => `${y} ${x}`).join(' ');
      return (
        `<gml:featureMember><city:Building gml:id="B${i}"><city:bldgId>JZ${i}</city:bldgId><city:name>${district.name}${i}号楼</city:name>` +
        `<city:floors>${random.between(1, 33)}</city:floors><city:outline><gml:Polygon srsName="urn:ogc:def:crs:EPSG::4490"><gml:exterior>` +
        `<gml:LinearRing><gml:posList srsDimension="2">${list}</gml:posList></gml:LinearRing></gml:exterior></gml:Polygon></city:outline>` +
        `</city:Building></gml:featureMember>`
      );
    });
    const content =
      `<?xml version="1.0" encoding="UTF-8"?>\n<gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:city="http://siku.example/city">\n` +
      `${members.join('\n')}\n</gml:FeatureCollection>\n`;
    return [{ effectiveDate: FIRST, extension: 'gml', content, rows: members.length }];
  },
};

/** In the plane of the surveyors, as well-known text. */
const planningZones: Survey = {
  department: 'planning',
  dataset: 'planning-zones',
  definition: {
    title: { zh: '规划分区', en: 'Planning zones' },
    key: ['分区编号'],
    mapping: {
      layer: { constant: 'planning-zones' },
      code: '分区编号',
      name: '分区名称',
      'attributes.use': '规划用途',
      geometry: { from: '范围', crs: 'EPSG:4549' },
    },
  },
  deliveries(city) {
    const random = city.random(19);
    const rows = city.points(50, 20).map(({ district, at }, i) => {
      const ring = rectangle(city.plane.fromStored(at), random.between(500, 2500), random.between(400, 1800));
      const use = random.pick(['居住用地', '工业用地', '商业服务业', '公园绿地']);
      const wkt = toWkt({
        type: 'Polygon',
        coordinates: [ring.map(([x, y]) => [Number(x!.toFixed(2)), Number(y!.toFixed(2))])],
      });
      return `GH${i},${district.name}控规${i},${use},"${wkt}"`;
    });
    const content = `分区编号,分区名称,规划用途,范围\r\n${rows.join('\r\n')}\r\n`;
    return [{ effectiveDate: FIRST, extension: 'csv', content, rows: rows.length }];
  },
};

export const planning: readonly Survey[] = [buildings, planningZones];
