import { divisionPath } from '@siku/standards';
import { dayOf, type Day } from '../day.js';
import { words, type Random } from '../random.js';
import { countyOn, type Town } from './divisions.js';
import { addressText, roadIn, village, type AddressStyle, type Place } from './places.js';

/** Where people live: in a town of the city, or in a division far from it. */
export interface Home extends Omit<Place, 'town'> {
  town: Town | null;
  /** GB/T 2260, where there is no town. */
  far: string;
}

const ESTATES = words(`
天一家园 日月星城 东海花园 江南春晓 紫郡小区 明珠花园 阳光丽园 锦绣东城 翠柏小区 白鹤新村 孔雀小区 联丰新村 黄鹂新村 常青藤小区 世纪花园 东方丽都
繁景花园 格兰春晨 南都花园 丹凤新村 朱雀小区 安丰小区 华泰剑桥 格林水岸 香格里拉花园 都市森林 春江花城 康城花园 中海国际 万达华府 金色水岸 盛世华城
四季桂花园 银河湾小区 水岸枫情 慈湖人家 洪塘家园 芝兰新城 海景花园 学林雅苑 文昌花园 新星家园 北岸琴森 景江花苑
`);

/** A home in the town: an estate with blocks and flats, a lane, or a house in a village. @param surname after which the village may be called */
export function homeIn(town: Town, surname: string, random: Random): Home {
  const urban = town.name.endsWith('街道');
  if (!random.chance(urban ? 0.8 : 0.35)) {
    const name = random.chance(0.3) ? `${surname}家村` : village(random);
    const house = 1 + Math.floor(160 * random.next() ** 1.5);
    const street = random.chance(0.5) ? `${name}${random.between(1, 14)}组${house}号` : `${name}${house}号`;
    return { town, far: '', street, building: '', rural: true };
  }
  const flat = `${random.between(1, 18)}0${random.between(1, 4)}室`;
  const block = random.between(1, 68);
  const roll = random.next();
  if (roll < 0.45) {
    const unit = random.chance(0.5) ? `${random.between(1, 4)}单元` : '';
    return { town, far: '', street: random.pick(ESTATES), building: `${block}幢${unit}${flat}`, rural: !urban };
  }
  const road = roadIn(town, random);
  const lane = random.between(2, 900);
  const street = roll < 0.85 ? `${road}${lane}弄` : `${road}${lane}号`;
  return { town, far: '', street, building: roll < 0.85 ? `${block}号${flat}` : flat, rural: !urban };
}

const FAR_VILLAGES = words(
  '大王庄 前李村 后张村 东岗村 新庄村 石桥村 杨树湾村 高楼村 龙泉村 双河村 马家沟村 白果村 向阳村 小河村 柳林村',
);
const FAR_TOWNS = words('城关镇 新集镇 石桥镇 龙山镇 大河镇 高桥镇 双河乡 白马镇 清水乡 永安镇 太平镇 兴隆镇');

/** Where migrants come from, by counties that send many: Anhui, Henan, Sichuan, Guizhou, Jiangxi, Hubei, Chongqing, other parts of Zhejiang … */
const FAR = words(`
341221 341222 341202 341282 342425 342423 341522 341125 411522 411528 411721 411425 412828 413026 511321 511322 511523 512922 513023 511602
522427 522422 520522 522227 522128 362321 361128 362429 360426 421126 422324 420222 500235 500234 500101 512221 330324 330382 332522 331081 332621 331022
320826 321323 371722 430524 431126 532128 610924 450881 230822
`);

export const farDivision = (random: Random): string => random.pick(FAR);

export const farHome = (far: string, random: Random): Home => ({
  town: null,
  far,
  street: `${random.pick(FAR_TOWNS)}${random.pick(FAR_VILLAGES)}${random.chance(0.5) ? `${random.between(1, 20)}组` : ''}${random.between(1, 240)}号`,
  building: '',
  rural: true,
});

export function homeText(home: Home, day: Day, style: AddressStyle): string {
  const { town, far, street, building } = home;
  if (town) return addressText({ ...home, town }, day, style);
  const path = divisionPath(far);
  return `${(style.short ? path.slice(-1) : path).join('')}${street}${building}`;
}

export const divisionOf = ({ town, far }: Home, day: Day): string => (town ? countyOn(town, day).code : far);

/** When counties and cities of today were called something else. Day, until which; division since; before. */
const RENAMED: readonly [until: Day, now: string, then: string][] = [
  [dayOf(1984, 10), '330206', '330221'],
  [dayOf(1985, 10), '330211', '330221'],
  [dayOf(1985, 7), '330281', '330223'],
  [dayOf(1994, 1), '330281', '330219'],
  [dayOf(1988, 10), '330282', '330222'],
  [dayOf(1988, 10), '330283', '330224'],
  [dayOf(2002, 4), '330212', '330227'],
];

/** Division that stood in resident identity numbers given on a day. */
export function issuingDivision(town: Town, day: Day): string {
  const { code } = countyOn(town, day);
  return RENAMED.find(([until, now]) => now === code && day < until)?.[2] ?? code;
}

/** What counties were called before, and still are where addresses are old. */
export const OLD_COUNTY_NAMES: readonly [now: string, then: string][] = [
  ['宁波市鄞州区', '鄞县'],
  ['鄞州区', '鄞县'],
  ['宁波市奉化区', '奉化市'],
  ['奉化市', '奉化县'],
  ['余姚市', '余姚县'],
  ['慈溪市', '慈溪县'],
  ['宁波市镇海区', '宁波市镇海县'],
  ['宁波市北仑区', '宁波市滨海区'],
];
