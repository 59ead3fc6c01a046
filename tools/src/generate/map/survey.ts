import { coordinateSystem, type Geometry, type Position } from '@siku/standards';
import { Random } from '../random.js';
import { districts, pointIn, type District } from './outlines.js';

/** A department's layer, in the format and coordinate system it draws in. */
export interface Survey {
  department: string;
  dataset: string;
  definition: object;
  /** file name and bytes per effective date */
  deliveries(city: MapOfCity): Promise<Delivered[]> | Delivered[];
}

export interface Delivered {
  effectiveDate: string;
  extension: string;
  content: Buffer | string;
  rows: number;
}

export const FIRST = '2015-06-01';

export const feature = (geometry: Geometry, properties: object, id: string): object => ({
  type: 'Feature',
  id,
  properties,
  geometry,
});

export const collection = (features: object[]): string => JSON.stringify({ type: 'FeatureCollection', features });

export const rectangle = ([x, y]: Position, width: number, height: number): Position[] => [
  [x!, y!],
  [x! + width, y!],
  [x! + width, y! + height],
  [x!, y! + height],
  [x!, y!],
];

export const rounded = (position: Position): Position => position.map((value) => Number(value.toFixed(6)));

/** Places of one made-up city, the same for everybody who draws them. */
export class MapOfCity {
  readonly districts: District[] = districts();
  /** of metres, as surveyors draw in */
  readonly plane = coordinateSystem('EPSG:4549')!;

  constructor(private readonly seed: number) {}

  random(purpose: number): Random {
    return new Random(this.seed, 77, purpose);
  }

  /** So many points, evenly over the districts. */
  points(count: number, purpose: number): { district: District; at: Position }[] {
    const random = this.random(purpose);
    return Array.from({ length: count }, (_, i) => {
      const district = this.districts[i % this.districts.length]!;
      return { district, at: rounded(pointIn(district, random)) };
    });
  }

  attractions(): { name: string; at: Position; level: string }[] {
    const random = this.random(1);
    return this.points(60, 2).map(({ district, at }, i) => {
      const stem = random.pick(SIGHTS);
      return {
        name: `${district.name.slice(0, 2)}${stem}${i < 10 ? '' : '景区'}`,
        at,
        level: `${random.between(2, 5)}A`,
      };
    });
  }
}

const SIGHTS = [
  '天童寺',
  '月湖',
  '五龙潭',
  '东钱湖',
  '溪口',
  '九峰山',
  '招宝山',
  '四明湖',
  '杜鹃谷',
  '石浦渔港',
  '前童古镇',
  '鸣鹤古镇',
];
