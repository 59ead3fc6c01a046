import { pinyin } from '../pinyin/pinyin.js';

/** 复姓, taken before a single character. */
export const COMPOUND_SURNAMES = new Set(
  '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 司徒 夏侯 端木 轩辕 南宫 闻人 申屠 公冶 宗政 濮阳 淳于 单于 太叔 万俟 澹台 赫连 鲜于 钟离 呼延 独孤 拓跋 东郭 西门 第五 百里 司空 仲孙'.split(
    ' ',
  ),
);

/** The commonest surnames, nine in ten people: by these a name in pinyin tells which of its words is the family's. */
const COMMON =
  '王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤温康施文牛樊葛邢安齐伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷盛曲翁冉骆蓝路游辛靳欧阳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝';

const common = new Set(COMMON);

export const isCommonSurname = (character: string): boolean => common.has(character);

let inPinyin: Set<string> | undefined;

/** Whether a word in Latin letters is the pinyin of a common surname. */
export function isSurnameInPinyin(word: string): boolean {
  inPinyin ??= new Set([
    ...Array.from(COMMON, pinyin),
    ...[...COMPOUND_SURNAMES].map((name) => pinyin(name).replaceAll(' ', '')),
  ]);
  return inPinyin.has(word);
}

/** Syllables of Hanyu Pinyin without tones; generous where no surname depends on it. */
const SYLLABLES =
  /^(?:(?:zh|ch|sh|[bpmfdtnlgkhrzcsyw])?(?:a|ai|an|ang|ao|e|ei|en|eng|o|ong|ou|u|ua|uai|uan|uang|ui|un|uo)|[bpmdtnljqxy]?(?:i|ia|ian|iang|iao|ie|in|ing|iong|iu)|[jqxynl](?:u|v|ue|ve|uan|un)|er|yi|wu|yu)+$/;

export const isPinyin = (word: string): boolean => SYLLABLES.test(word);
