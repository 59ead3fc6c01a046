import { Frequencies, frequencies, words, type Random } from '../random.js';

/** The hundred most frequent surnames and their share of the population in per cent (Academy of Sciences, 2006). */
const surnames = frequencies(`
李7.40 王7.18 张6.83 刘5.38 陈4.53 杨3.08 赵2.29 黄2.23 周2.12 吴2.05 徐1.67 孙1.54 胡1.31 朱1.26 高1.21 林1.18 何1.17 郭1.15 马1.05 罗0.86
梁0.85 宋0.81 郑0.78 谢0.72 韩0.68 唐0.65 冯0.64 于0.62 董0.61 萧0.59 程0.57 曹0.57 袁0.54 邓0.54 许0.54 傅0.51 沈0.50 曾0.50 彭0.49 吕0.47
苏0.47 卢0.47 蒋0.47 蔡0.46 贾0.42 丁0.43 魏0.45 薛0.42 叶0.42 阎0.39 余0.41 潘0.41 杜0.40 戴0.39 夏0.38 钟0.39 汪0.39 田0.38 任0.38 姜0.38
范0.37 方0.37 石0.36 姚0.36 谭0.35 廖0.35 邹0.35 熊0.34 金0.33 陆0.33 郝0.33 孔0.32 白0.32 崔0.32 康0.31 毛0.31 邱0.31 秦0.31 江0.31 史0.30
顾0.30 侯0.30 邵0.29 孟0.29 龙0.29 万0.29 段0.29 雷0.28 钱0.28 汤0.28 尹0.27 黎0.27 易0.26 常0.26 武0.26 乔0.25 贺0.25 赖0.25 龚0.25 文0.24
`);

/** What is frequent in and around Ningbo, beyond its share in the country, and the best known surnames of two characters. */
const localSurnames = frequencies(`
陈8.0 王7.6 张6.4 周4.2 徐4.1 胡3.0 李2.9 沈2.3 叶2.2 陆1.6 杨1.6 吴1.6 朱1.6 林1.6 郑1.6 俞1.6 孙1.5 赵1.2 黄1.2 毛1.1
邵1.1 施1.0 史1.0 余1.0 翁0.8 严0.8 钱0.9 方1.0 潘0.8 邱0.7 邬0.8 励0.4 竺0.5 乐0.4 应0.8 裘0.5 虞0.6 葛0.6 岑0.5 柴0.5
鲍0.5 屠0.4 项0.4 忻0.3 戴0.8 戚0.5 金0.9 冯0.8 袁0.6 蒋0.9 章0.6 谢0.6 范0.5 包0.3 任0.4 阮0.5 傅0.4 干0.2 桂0.2 娄0.2
华0.3 鲁0.5 罗0.5 龚0.4 何0.6 许0.6 楼0.5 吕0.4 洪0.3 卢0.4 顾0.5 水0.1 仇0.2 舒0.3 贺0.4 颜0.2 童0.4 单0.2 宋0.3 姚0.5 陶0.2 丁0.6 魏0.3 夏0.4
欧阳0.06 诸葛0.05 上官0.02 司徒0.02 慕容0.01
`);

export const nationalSurname = (random: Random): string =>
  random.chance(0.997) ? surnames.pick(random) : rareSurnames.pick(random);
export const localSurname = (random: Random): string =>
  random.chance(0.85) ? localSurnames.pick(random) : surnames.pick(random);
const rareSurnames = new Frequencies(
  words('欧阳 司马 诸葛 尉迟 上官 夏侯 覃 晏 麦 仝 佘 佟 牟 查 冼 璩 钭').map((name) => [name, 1]),
);

const single = frequencies(`
伟10 军8 勇7 杰7 涛6 斌6 强6 磊5 波5 辉5 鹏4 刚4 峰4 浩4 平4 明4 超4 健3 亮3 飞3 宏3 锋3 俊3 栋2 凯2 敏6 静6 丽6 芳6 燕5 娟5 艳4 霞4 玲4 萍4 红4 英3 莉3 洁3 琴3 倩2 颖2 蓉2 君2
`);
const first = frequencies(`
建10 国9 志8 文8 海6 明6 永5 小5 晓5 德4 世4 家4 金4 春4 立4 伟4 光3 云3 红3 雪3 玉4 秀4 美4 惠3 亚3 爱3 丽4 慧3 婷3 佳3 嘉2 俊3 子2 宏3 正3 新3 庆2 长2 忠2 兴2 祖2 方2 利2 根2 友2 信2 彩2 素2 巧1 菊1 桂1 月1
`);
const second = frequencies(`
华9 国7 明7 平7 军6 峰6 芬5 英5 珍4 娟5 芳5 燕4 良4 生4 强4 林4 龙4 荣3 康3 祥3 飞3 波4 斌3 辉3 杰3 君3 民3 文3 红3 霞3 玲3 萍3 琴3 娜3 敏3 丽3 定2 根2 达2 法2 岳2 浩2 成2 昌2 东3 权1 尧1 儿2 囡1 仙1 月1 央1 素1 利1 来1
`);

export function personName(random: Random): string {
  const surname = surnames.pick(random);
  return surname + (random.chance(0.24) ? single.pick(random) : first.pick(random) + second.pick(random));
}

const MOBILES = words(
  '130 131 132 133 134 135 136 137 138 139 150 151 152 153 156 157 158 159 180 181 182 185 186 187 188 189',
);

export const mobile = (random: Random): string =>
  random.pick(MOBILES) + String(random.below(100_000_000)).padStart(8, '0');

/** Eight digits; the area code 0574 is written by whoever writes it. */
export function landline(prefixes: readonly string[], random: Random): string {
  const prefix = random.pick(prefixes);
  return prefix + String(random.below(10 ** (8 - prefix.length))).padStart(8 - prefix.length, '0');
}
