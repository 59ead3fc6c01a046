import { dayOf, type Day } from '../day.js';
import { words } from '../random.js';

export interface County {
  /** GB/T 2260 */
  code: string;
  name: string;
  /** As company names say it. */
  short: string;
  /** A district of the city proper; otherwise a city or county that addresses name without 宁波市. */
  urban: boolean;
  postcode: string;
  /** First digits of its eight-digit telephone numbers. */
  phone: string[];
  /** Share of the city's organisations. */
  weight: number;
}

/** Street 街道, town 镇 or township 乡. */
export interface Town {
  name: string;
  before: County;
  after: County;
}

/** 江东区 went to 鄞州区, western 鄞州区 to 海曙区, and 奉化市 became a district. */
export const REFORM: Day = dayOf(2016, 10);

const county = (code: string, name: string, postcode: string, phone: string, weight: number): [string, County] => [
  name,
  { code, name, short: name.slice(0, 2), urban: name.endsWith('区'), postcode, phone: words(phone), weight },
];

const counties = new Map([
  county('330203', '海曙区', '315000', '870 871 872 873 27', 12),
  county('330204', '江东区', '315040', '877 878 879 28', 10),
  county('330205', '江北区', '315020', '875 876 277', 8),
  county('330206', '北仑区', '315800', '868 860 861', 10),
  county('330211', '镇海区', '315200', '862 863 265', 6),
  county('330212', '鄞州区', '315100', '880 881 882 883 28', 18),
  county('330283', '奉化市', '315500', '885 886 889', 6),
  county('330213', '奉化区', '315500', '885 886 889', 0),
  county('330225', '象山县', '315700', '657 658 659', 6),
  county('330226', '宁海县', '315600', '651 652 653 255', 7),
  county('330281', '余姚市', '315400', '626 627 628 220', 13),
  county('330282', '慈溪市', '315300', '630 631 632 635 238', 16),
]);

/** Of 2015, with the share of the city's economy each has. */
export function countyShares(): { code: string; name: string; share: number }[] {
  const all = [...counties].filter(([, { weight }]) => weight > 0);
  const total = all.reduce((sum, [, { weight }]) => sum + weight, 0);
  return all.map(([name, { code, weight }]) => ({ code, name, share: weight / total }));
}

export const countyNamed = (name: string): County => counties.get(name)!;

/** Counties before and after the reform of 2016, and the towns of each, as they were in 2015. */
const TOWNS = `
海曙区 海曙区 南门街道 江厦街道 西门街道 月湖街道 鼓楼街道 白云街道 段塘街道 望春街道
江东区 鄞州区 百丈街道 东胜街道 明楼街道 白鹤街道 东柳街道 东郊街道 福明街道 新明街道
江北区 江北区 中马街道 白沙街道 孔浦街道 文教街道 甬江街道 庄桥街道 洪塘街道 慈城镇
北仑区 北仑区 大榭街道 新碶街道 小港街道 大碶街道 霞浦街道 柴桥街道 戚家山街道 春晓街道 梅山街道 郭巨街道 白峰街道
镇海区 镇海区 招宝山街道 蛟川街道 骆驼街道 庄市街道 澥浦镇 九龙湖镇
鄞州区 鄞州区 下应街道 钟公庙街道 梅墟街道 中河街道 首南街道 潘火街道 瞻岐镇 咸祥镇 塘溪镇 东钱湖镇 东吴镇 五乡镇 邱隘镇 云龙镇 横溪镇 姜山镇
鄞州区 海曙区 石碶街道 高桥镇 横街镇 集士港镇 古林镇 洞桥镇 鄞江镇 章水镇 龙观乡
奉化市 奉化区 锦屏街道 岳林街道 江口街道 西坞街道 萧王庙街道 溪口镇 莼湖镇 尚田镇 裘村镇 大堰镇 松岙镇
象山县 象山县 丹东街道 丹西街道 爵溪街道 石浦镇 西周镇 鹤浦镇 贤庠镇 墙头镇 泗洲头镇 定塘镇 涂茨镇 大徐镇 新桥镇 东陈乡 晓塘乡 黄避岙乡 茅洋乡 高塘岛乡
宁海县 宁海县 跃龙街道 桃源街道 梅林街道 桥头胡街道 长街镇 力洋镇 一市镇 岔路镇 前童镇 桑洲镇 黄坛镇 大佳何镇 强蛟镇 西店镇 深甽镇 胡陈乡 茶院乡 越溪乡
余姚市 余姚市 梨洲街道 凤山街道 兰江街道 阳明街道 低塘街道 朗霞街道 临山镇 黄家埠镇 小曹娥镇 泗门镇 马渚镇 牟山镇 丈亭镇 三七市镇 河姆渡镇 大隐镇 陆埠镇 梁弄镇 大岚镇 四明山镇 鹿亭乡
慈溪市 慈溪市 宗汉街道 坎墩街道 浒山街道 白沙路街道 古塘街道 掌起镇 观海卫镇 附海镇 桥头镇 匡堰镇 逍林镇 新浦镇 胜山镇 横河镇 崇寿镇 庵东镇 长河镇 周巷镇 龙山镇
`;

export const towns: readonly Town[] = TOWNS.trim()
  .split('\n')
  .flatMap((line) => {
    const [before, after, ...names] = words(line);
    return names.map((name): Town => ({ name, before: countyNamed(before!), after: countyNamed(after!) }));
  });

export const countyOn = (town: Town, day: Day): County => (day < REFORM ? town.before : town.after);

/** Where an organisation was registered decides the division in its numbers, for good. */
export function authorityOn(town: Town, day: Day): string {
  const { code } = countyOn(town, day);
  // 鄞县 became 鄞州区 in 2002
  return code === '330212' && day < dayOf(2002, 4) ? '330227' : code;
}
