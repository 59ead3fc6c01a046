import { refusal, type Message, type Refusal } from '../message/message.js';

/** What was put right in a geometry, and by how much. */
export interface Repair {
  code: string;
  message: Message;
  hint: Message;
}

const CHECK_EXPORT: Message = {
  zh: '请在来源系统中修正该图形后重新导出',
  en: 'Correct the geometry at its source and export it again',
};

const fault = (code: string, zh: string, en: string, hint: Message = CHECK_EXPORT): Refusal =>
  refusal(code, { zh, en }, hint);
const repair = (code: string, zh: string, en: string): Repair => ({ code, message: { zh, en }, hint: CHECK_EXPORT });

export const geometryUnreadable = fault('geometry-unreadable', '几何无法读取', 'The geometry cannot be read', {
  zh: '请提供 GeoJSON 几何、WKT，或“经度 纬度”坐标对',
  en: 'Give a GeoJSON geometry, WKT, or a pair “longitude latitude”',
});
export const typeMissing = fault('geometry-type-missing', '几何没有 type 成员', 'The geometry has no type');
export const typeUnknown = fault(
  'geometry-type-unknown',
  '几何类型不是 GeoJSON 的七种之一',
  'The type is none of the seven of GeoJSON',
  {
    zh: '请先转为点、线、面再导出；弧线须化为折线（如 ogr2ogr -nlt CONVERT_TO_LINEAR）',
    en: 'Export it as points, lines or polygons; turn arcs into lines first (ogr2ogr -nlt CONVERT_TO_LINEAR)',
  },
);
export const coordinatesMissing = fault(
  'geometry-coordinates-missing',
  '几何没有坐标',
  'The geometry has no coordinates',
);
export const coordinatesShape = fault(
  'geometry-coordinates-shape',
  '坐标的嵌套层次与几何类型不符',
  'The coordinates are not nested as the type of the geometry asks',
);
export const positionBroken = fault(
  'geometry-position-broken',
  '有坐标不是两个以上的数字',
  'A position is not two or more numbers',
);
export const lineTooShort = fault(
  'geometry-line-too-short',
  '线少于两个不同的点',
  'A line has fewer than two different positions',
);
export const ringTooShort = fault(
  'geometry-ring-too-short',
  '环少于三个不同的点',
  'A ring has fewer than three different positions',
);
export const beyondMending = fault(
  'geometry-beyond-mending',
  '多边形无效且无法修复',
  'The polygon is invalid and could not be mended',
);

export const ringsClosed = repair(
  'geometry-ring-closed',
  '环未闭合，已补上起点',
  'A ring was not closed; its first position was added',
);
export const ringsTurned = repair(
  'geometry-ring-turned',
  '环的方向与 RFC 7946 相反，已调整',
  'A ring ran against RFC 7946; it was turned',
);
export const duplicatesRemoved = (count: number): Repair =>
  repair('geometry-duplicates-removed', `去除了 ${count} 个连续重复的点`, `${count} repeated positions were removed`);
export const ringDropped = repair('geometry-ring-dropped', '丢弃了没有面积的环', 'A ring without an area was left out');
export const heightsDropped = repair(
  'geometry-flattened',
  '高程或测量值（Z/M）未保留',
  'Heights or measures (Z/M) were left out',
);
export const arcsStraightened = repair(
  'geometry-straightened',
  '弧线已化为折线（每象限 32 段）',
  'Arcs were turned into lines, 32 to a quadrant',
);
export const boxIgnored = repair(
  'geometry-bbox-ignored',
  'bbox 成员无效，已忽略',
  'The bbox member is not valid and was ignored',
);
export const collectionUnwrapped = repair(
  'geometry-unwrapped',
  '只有一个成员的集合已拆开',
  'A collection of one was taken apart',
);
export const crossesAntimeridian = repair(
  'geometry-antimeridian',
  '经度超出 ±180°，图形跨越日界线',
  'Longitudes beyond ±180°: the geometry crosses the antimeridian',
);

/** @param before square metres delivered @param after square metres kept */
export const polygonMended = (before: number, after: number): Repair => {
  const [was, is] = [Math.round(before).toLocaleString('en'), Math.round(after).toLocaleString('en')];
  return repair(
    'geometry-mended',
    `多边形自相交，已按结构法修复，面积由 ${was} 变为 ${is} 平方米`,
    `The polygon crossed itself and was mended by the structure method; its area went from ${was} to ${is} m²`,
  );
};
