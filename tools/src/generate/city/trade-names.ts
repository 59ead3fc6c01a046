import { Frequencies, frequencies, words, type Random } from '../random.js';

/** Characters of trade names, roughly as frequent as they are in company names of Zhejiang. */
const characters = frequencies(`
鑫10 华10 盛9 达10 丰8 恒9 宏8 源8 泰8 兴9 瑞8 信8 天9 海8 诚7 金8 润6 隆6 祥6 龙6 新7 博7 顺6 东7 欣6 创6 佳6 利7 康6 安6 益5 联6 通6 正5 德6 永7 立5 亿5 荣5 凯6 美5 元5 万5 腾5 伟4 中6 方5 嘉6 宇6 辉5 光5 汇5 力5 凌3 明5 宝5 大5 三3 众4
世4 富4 成5 昌5 和5 福4 启4 景3 鼎5 森4 翔5 旺3 卓4 科5 奥4 欧3 亚4 普3 飞4 远5 航4 志3 锦4 骏4 豪4 君4 甬5 宁2 舜3 慈2 港2 江3 河1 山2 云4 星4 月1 春3 阳4 晨4 旭4 日3 晟4 尚4 名3 品3 优3 雅3 艺3 乐3 爱2 圣2 帝1 冠3 旗1 峰4 岳1 林3 木1 松2
竹1 梅1 兰2 玉2 珠1 翠1 晶3 拓4 展3 迈2 越3 超3 威3 特3 思3 睿3 智4 慧2 勤2 朗3 铭4 耀3 振3 长4 庆3 吉3 合4 同3 一2 百3 千2 双3 浩4 凡2 格2 莱2 斯2 曼1 诺2 迪2 维2 克2 尔2 伦1 捷4 速1 锐3 创4 誉2 赢2 赛2 杰3 英2 俊2 朋1 友2 时2 代1 先2 锋3 帆3 洋3 鸿5 运3 济2 民2 邦2 国2 邵1 禾3 谷1 田1 农1 绿2 蓝3 红2 白1 青2 紫1
`);

/** Whole trade names that occur again and again. */
const WORDS = words(`
东方 华宇 天宇 恒信 宏达 金泰 鑫源 永兴 宏源 恒达 华泰 瑞丰 天成 德信 嘉禾 长城 远东 新世纪 大地 光大 金龙 新华 永盛 永利 华东 甬江 四明 三江 天一 明州 鄞江 东海 象山港 杭州湾 三北 姚江 舜江 慈湖 天童 阿育王 江南 环宇 宇宙 万里 千里马 百事达
凯达 凯利 佳美 佳乐 佳音 兴业 兴达 兴旺 安泰 安顺 顺达 顺发 通达 通利 联谊 联盟 联创 同心 同创 同济 和谐 和信 中天 中兴 中意 中联 中益 富达 富邦 富康 金地 金星 金鹰 金达 银河 银星 宝龙 宝丰 丰华 丰达 丰泽 利达 利民 康达 康盛 泰达 泰格 荣华 荣达 盛达 盛世
新天地 新时代 新思维 新概念 新起点 金三角 金钥匙 维科达 欧意 卡尔 爱普 博洋达 贝特 美佳 美伦 艾迪 奥博 奥迪克 思创 思达 海天宇 海达 海欣 海曙 港龙 港通 航天 飞跃 飞翔 飞达 奔腾 腾飞 腾达 跃进 先锋 先达 前程 前进 卓越 创新 创意 创世 求精 求实 精诚 精益 精工 精达 诚信 诚达 信诚 信达 德康 德瑞
`);

const repeated = new Frequencies<string>(WORDS.map((word, i) => [word, 1 + 3 / (1 + (i % 23))]));

/** 字号: two characters as a rule. */
export function tradeName(random: Random): string {
  const kind = random.next();
  if (kind < 0.22) return repeated.pick(random);
  const name = pair(random);
  if (kind < 0.9) return name;
  return kind < 0.98 ? name + characters.pick(random) : name + pair(random);
}

function pair(random: Random): string {
  const one = characters.pick(random);
  let two = characters.pick(random);
  while (two === one) two = characters.pick(random);
  return one + two;
}
