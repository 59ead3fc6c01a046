import type { Day } from '../day.js';
import { Frequencies, words, type Random } from '../random.js';
import { countyOn, REFORM, towns, type County, type Town } from './divisions.js';

/** Where an organisation has its seat: below the town. */
export interface Place {
  town: Town;
  /** 中山西路138号 天宁大厦1203室, 王家村, … */
  street: string;
  building: string;
  /** In a village or on an estate, where addresses name the town. */
  rural: boolean;
}

/** Roads of each county before 2016. */
const ROADS: Record<string, string[]> = Object.fromEntries(
  `
海曙区 中山西路 中山东路 解放南路 解放北路 长春路 柳汀街 药行街 灵桥路 环城西路 丽园北路 丽园南路 通达路 启运路 机场路 联丰路 苍松路 苍水街 望春路 段塘西路 南苑街 永丰路 翠柏路 马园路 甬水桥路 蓝天路
江东区 中山东路 百丈路 百丈东路 彩虹北路 彩虹南路 中兴路 宁穿路 福明路 沧海路 桑田路 民安路 兴宁路 曙光路 江东北路 江东南路 世纪大道 惊驾路 通途路 甬港北路 大戴街
江北区 人民路 大庆南路 大庆北路 环城北路 洪塘中路 长兴路 康桥南路 江北大道 槐树路 育才路 天水街 北海路 庄桥街 慈湖路 费市路 长阳路 洪都路
北仑区 明州路 新大路 黄山路 长江路 太河路 泰山路 四明山路 庐山路 恒山路 岷山路 大港路 凤洋路 进港路 坝头路 珠江路 渡口路 沿海中线 坤华路
镇海区 城河西路 胜利路 车站路 聪园路 南大街 永平西路 民和路 慈海南路 盛兴路 同心路 中官路 庄俞南路 镇宁西路 隧道北路
鄞州区 天童北路 天童南路 鄞县大道 四明中路 嵩江中路 惠风东路 日丽中路 首南中路 泰康中路 贸城中路 钱湖北路 金达路 启明路 学士路 下应北路 堇山中路 雅戈尔大道 鄞州大道 学府路 诚信路 环城南路 机场路 联丰中路 望童路 藕池路
奉化市 南山路 中山路 体育场路 大桥路 东郊路 岳林路 金海路 河头路 惠政路 长汀路 桥东岸路 茗山路 大成路 方桥路
象山县 丹阳路 丹河路 象山港路 建设路 新华路 巨鹰路 天安路 靖南大街 来薰路 滨海大道 城东路 金商路 渔港北路 兴港路
宁海县 人民大道 中山路 桃源北路 桃源中路 跃龙路 兴宁中路 徐霞客大道 时代大道 天寿路 北斗北路 气象北路 金水路 科园北路 竹泉路
余姚市 南雷路 南雷南路 阳明西路 阳明东路 新建北路 舜水南路 谭家岭东路 谭家岭西路 四明西路 世南西路 城东路 冶山路 中山北路 子陵路 远东大道 兰江路 安山路 北环西路
慈溪市 浒山路 三北大街 新城大道 孙塘北路 孙塘南路 青少年宫路 南二环路 北二环东路 开发大道 寺山路 环城南路 慈甬路 前应路 金山路 担山北路 科技路 教场山路 乌山路 水门路
`
    .trim()
    .split('\n')
    .map((line) => {
      const [county, ...roads] = words(line);
      return [county!, roads];
    }),
);

const VILLAGES = words(`
王家村 张家村 陈家村 徐家村 周家村 叶家村 胡家村 李家村 沈家村 方家村 史家村 郑家村 俞家村 潘家村 毛家村 赵家村 施家村 翁家村 冯家村 余家村 黄家村 林家村 严家村 孙家村
新联村 东风村 建设村 红星村 光明村 前进村 联合村 新民村 和平村 永丰村 五星村 建新村 新建村 团结村 东方村 新和村 振兴村 胜利村 群丰村 民丰村 丰收村 联盟村 解放村 劳动村
上横村 下横村 前岙村 后岙村 大岙村 里岙村 上周村 下周村 东岸村 西岸村 河头村 桥头村 塘下村 塘头村 西洋村 东洋村 山下村 山前村 岭下村 溪下村 石桥村 高桥村 横街村 庙前村 金山村 双桥村 三塘村 四塘村 五洋村 七塘村 直塘村 海头村
`);

const BUILDINGS = words(`
天宁大厦 中信大厦 世贸中心 银亿大厦 恒隆中心 汇金大厦 国际贸易中心 财富中心 科技大厦 商会大厦 创业大厦 和丰创意广场 南苑大厦 城建大厦 华联大厦 外经贸大厦 联合大厦 金融中心 万豪中心 嘉和中心 中海大厦 东方商务中心 港城大厦 宏泰广场 钱江大厦 开元名都 长江大厦 信息大厦 研发园 软件园 大学科技园 物流大厦
`);

export const townFrequencies = new Frequencies<Town>(
  towns.map((town) => [town, town.before.weight / towns.filter(({ before }) => before === town.before).length]),
);

/** 泗门 of 泗门镇 */
export const bareTown = ({ name }: Town): string => name.replace(/(?:街道|镇|乡)$/, '');

export const roadIn = (town: Town, random: Random): string => random.pick(ROADS[town.before.name]!);

export const village = (random: Random): string => random.pick(VILLAGES);

/** Counties without villages and estates. */
const CENTRE = new Set(['海曙区', '江东区']);

export function placeIn(town: Town, random: Random): Place {
  const street = town.name.endsWith('街道');
  const kind = random.next();
  if (CENTRE.has(town.before.name) || kind < (street ? 0.75 : 0.25)) {
    const road = random.pick(ROADS[town.before.name]!);
    const office = random.chance(0.35) ? `${random.pick(BUILDINGS)}${room(random)}` : '';
    return { town, street: `${road}${houseNumber(random, 999)}`, building: office, rural: !street };
  }
  if (kind < 0.6) return { town, street: village(random), building: '', rural: true };
  const estate = `${random.chance(0.5) ? bareTown(town) : village(random).slice(0, 2)}${random.pick(['工业区', '工业园区', '工业开发区', '创业园'])}`;
  return { town, street: `${estate}${houseNumber(random, 88)}`, building: '', rural: true };
}

function houseNumber(random: Random, most: number): string {
  const number = 1 + Math.floor(most * random.next() ** 2);
  if (random.chance(0.08)) return `${number}弄${random.between(1, 60)}号`;
  return random.chance(0.06) ? `${number}-${random.between(1, 20)}号` : `${number}号`;
}

function room(random: Random): string {
  const floor = random.between(1, 26);
  return random.chance(0.2) ? `${floor}楼` : `${floor}${String(random.between(1, 28)).padStart(2, '0')}室`;
}

export interface AddressStyle {
  /** 浙江省 in front */
  province: boolean;
  /** Names the town in city streets too. */
  town: boolean;
  /** Leaves 宁波市 and the county away: 中山西路138号. */
  short: boolean;
}

export function addressText({ town, street, building, rural }: Place, day: Day, style: AddressStyle): string {
  const county = countyOn(town, day);
  const upper = style.short
    ? county.urban
      ? ''
      : county.name
    : `${style.province ? '浙江省' : ''}${cityPart(county, style)}`;
  return `${upper}${rural || style.town ? town.name : ''}${street}${building}`;
}

function cityPart(county: County, { province }: AddressStyle): string {
  return county.urban || (province && county.name.endsWith('县')) ? `宁波市${county.name}` : county.name;
}

/** Whether the reform of 2016 changed the address. */
export const isReformed = ({ town }: Place, from: Day): boolean => from < REFORM && town.before !== town.after;
