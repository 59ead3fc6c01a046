import { words, type Random } from '../random.js';

/** Characters that sound the same, or look it, and are mistaken for each other when names are typed. */
const GROUPS = words(`
鑫欣新心馨昕芯辛 华骅桦铧 宏弘鸿洪红泓虹 盛晟胜圣剩 益亿怡艺义谊易毅亦 凯恺铠楷 锦进晋近 祥翔详 瑞锐睿 浩皓昊灏 丰峰锋枫烽风 诚成城程承呈晟 辉晖惠慧汇会徽 达大 恒衡 源元圆远园原 泰态太 兴星幸杏 信芯欣 天添田 海 润闰 隆龙 顺舜 东冬 创闯 佳嘉家加 利立丽力莉俐历励 康 安 联连莲廉 通同 正政振 德得 永咏泳涌勇 荣融蓉容溶 美梅 万 腾藤 伟玮炜威维唯 中忠钟 方芳 宇雨禹羽玉 光 凌灵玲铃零 明铭鸣名 宝保葆 众仲 世士仕事 富福复 昌长常 和禾合河荷 启奇琦琪旗起 景晶京精 鼎顶 森 旺望 卓拙 科克柯可 奥澳 欧鸥 普浦 飞菲非 航杭 志智致至置 骏俊军君峻均钧 豪毫 甬勇 江姜疆 山杉 云匀 春椿 阳洋杨扬羊 晨辰臣陈尘 旭序绪 尚上 品 优悠 雅亚 乐勒 冠贯 林琳霖 松嵩 兰蓝岚 珠朱 拓 展占 迈 越跃岳月悦 超 特 思斯丝司 朗 耀曜 庆 吉集极 百佰 双霜 捷杰洁杰 誉裕 英鹰 友佑 帆凡 运韵 济际 邦帮 建健剑 国 文雯 静婧靖净 燕艳雁 平萍苹 敏闵 波博 涛 斌彬宾 强 磊 霞侠 娟涓 琴勤秦 张章 徐许 吴武 陆路 余俞于虞 沈审 周邹 黄王 何和 郑正 谢 傅付富 戴代 夏下 肖萧 阎闫 程成
已己 末未 士土 干千 宣宜 侯候 晴睛 治冶 汇江 今令 天夫 博搏 祥样 昌晶 宁宇 海诲 杨扬 塑朔 模膜 具县 器嚣 厂广 材村 贸贷 物勿 业亚 机杌 械戒 配酪
`);

const alike = new Map<string, string[]>();
for (const group of GROUPS) {
  const members = [...new Set(group)];
  for (const member of members) {
    const others = members.filter((other) => other !== member);
    alike.set(member, [...(alike.get(member) ?? []), ...others]);
  }
}

/** A character that is mistaken for this one; null when there is none. */
export function mistakenFor(character: string, random: Random): string | null {
  const others = alike.get(character);
  const draw = random.next();
  return others?.length ? others[Math.floor(draw * others.length)]! : null;
}

export const canBeMistaken = (character: string): boolean => (alike.get(character)?.length ?? 0) > 0;
