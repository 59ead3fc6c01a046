import { Frequencies, words, type Random } from '../random.js';
import type { Sex } from './given-names.js';

export interface LatinName {
  family: string;
  given: string;
}

/** Where people from beyond the mainland come from: GB/T 2659. */
export interface Origin {
  nationality: string;
  passport: (random: Random) => string;
  families: string[];
  given: Record<Sex, string[]>;
  /** Chinese name as their own documents write it; null where there is none. */
  chinese: { families: string[]; given: Record<Sex, string[]> } | null;
}

const digits = (count: number, random: Random): string =>
  String(random.below(10 ** Math.min(count, 9))).padStart(count, '0');
const letter = (random: Random): string => String.fromCharCode(65 + random.below(26));

const origin = (
  nationality: string,
  passport: Origin['passport'],
  families: string,
  men: string,
  women: string,
  chinese: [families: string, men: string, women: string] | null = null,
): Origin => ({
  nationality,
  passport,
  families: words(families),
  given: { 1: words(men).map(spaced), 2: words(women).map(spaced) },
  chinese: chinese && { families: words(chinese[0]), given: { 1: words(chinese[1]), 2: words(chinese[2]) } },
});

/** `_` stands for the blank within a given name. */
const spaced = (name: string): string => name.replaceAll('_', ' ');

export const origins = new Frequencies<Origin>([
  [
    origin(
      'TWN',
      (random) => digits(8, random),
      'CHEN LIN HUANG CHANG LEE WANG WU LIU TSAI YANG HSU CHENG HSIEH KUO',
      'CHIH-MING CHUN-HUNG CHIEN-HUNG CHUN-CHIEH WEI-TING CHIA-HAO CHUNG-HSIEN',
      'SHU-FEN SHU-HUI MEI-LING YA-TING CHIA-YING SHU-CHUAN YI-CHUN',
      [
        '陈 林 黄 张 李 王 吴 刘 蔡 杨 许 郑 谢 郭',
        '志明 俊宏 建宏 俊杰 威廷 家豪 宗宪',
        '淑芬 淑惠 美玲 雅婷 佳颖 淑娟 怡君',
      ],
    ),
    24,
  ],
  [
    origin(
      'HKG',
      (random) => `H${digits(8, random)}`,
      'CHAN WONG LEE CHEUNG LAU NG CHOW LEUNG HO YEUNG',
      'TAI-MAN CHI-WAI KWOK-KEUNG WAI-MING KA-HO CHUN-KIT',
      'MEI-LING WAI-YEE SUK-FUN KA-YAN MAN-YEE SIU-LING',
      ['陈 黄 李 张 刘 吴 周 梁 何 杨', '大文 志伟 国强 伟明 家豪 俊杰', '美玲 慧仪 淑芬 嘉欣 敏仪 小玲'],
    ),
    14,
  ],
  [
    origin(
      'MAC',
      (random) => `M${digits(8, random)}`,
      'CHAN WONG LEI CHEONG LAO NG',
      'CHI_WAI KUOK_KEONG WENG_KIN',
      'MEI_LENG WAI_I SOK_FAN',
      ['陈 黄 李 张 刘 吴', '志伟 国强 永健', '美玲 慧仪 淑芬'],
    ),
    2,
  ],
  [
    origin(
      'JPN',
      (random) => `T${letter(random)}${digits(7, random)}`,
      'SATO SUZUKI TAKAHASHI TANAKA WATANABE ITO YAMAMOTO NAKAMURA KOBAYASHI KATO',
      'HIROSHI TAKASHI KENJI AKIRA KAZUO TAKUYA DAISUKE MAKOTO',
      'YOKO KEIKO AKIKO YUMIKO NAOMI AYA MISAKI EMI',
      [
        '佐藤 铃木 高桥 田中 渡边 伊藤 山本 中村 小林 加藤',
        '博 隆 健二 明 一男 拓也 大辅 诚',
        '洋子 惠子 明子 由美子 直美 彩 美咲 惠美',
      ],
    ),
    10,
  ],
  [
    origin(
      'KOR',
      (random) => `M${digits(8, random)}`,
      'KIM LEE PARK CHOI JUNG KANG CHO YOON JANG LIM',
      'MINJUN JI-HOON SUNG-HO YOUNG_SOO DONGHYUN SEUNG-WOO',
      'JI-YOUNG SOO-JIN MINJI EUN-JUNG HYE-JIN YUNA',
      ['金 李 朴 崔 郑 姜 赵 尹 张 林', '珉俊 智勋 成浩 英秀 东贤 承佑', '智英 秀珍 敏智 恩静 慧珍 允儿'],
    ),
    12,
  ],
  [
    origin(
      'USA',
      (random) => digits(9, random),
      'SMITH JOHNSON WILLIAMS BROWN JONES MILLER DAVIS GARCIA WILSON ANDERSON TAYLOR MOORE MARTIN LEE',
      'JAMES JOHN ROBERT MICHAEL WILLIAM DAVID RICHARD THOMAS CHRISTOPHER DANIEL MATTHEW',
      'MARY PATRICIA JENNIFER LINDA ELIZABETH SUSAN JESSICA SARAH KAREN EMILY',
    ),
    9,
  ],
  [
    origin(
      'DEU',
      (random) => `C${digits(8, random)}`,
      'MÜLLER SCHMIDT SCHNEIDER FISCHER WEBER MEYER WAGNER BECKER SCHÄFER KOCH',
      'THOMAS MICHAEL ANDREAS PETER STEFAN CHRISTIAN JÖRG MARKUS KLAUS-DIETER',
      'SABINE PETRA ANDREA CLAUDIA SUSANNE ANNA KATRIN JULIA',
    ),
    5,
  ],
  [
    origin(
      'IND',
      (random) => `${letter(random)}${digits(7, random)}`,
      'SHARMA KUMAR SINGH PATEL GUPTA REDDY NAIR IYER DAS SHAH',
      'RAJESH SANJAY AMIT VIJAY RAHUL SURESH MANOJ ARUN_KUMAR',
      'PRIYA ANITA SUNITA KAVITA POOJA NEHA',
    ),
    7,
  ],
  [
    origin(
      'RUS',
      (random) => `7${digits(8, random)}`,
      'IVANOV SMIRNOV KUZNETSOV POPOV VASILIEV PETROV SOKOLOV',
      'ALEXANDER SERGEY DMITRY ANDREY ALEXEY MAXIM',
      'ELENA OLGA NATALIA IRINA TATIANA EKATERINA ANASTASIIA',
    ),
    4,
  ],
  [
    origin(
      'GBR',
      (random) => `5${digits(8, random)}`,
      'SMITH JONES TAYLOR BROWN WILLIAMS WILSON DAVIES EVANS THOMAS ROBERTS',
      'OLIVER GEORGE HARRY JACK DAVID PAUL ANDREW MARK',
      'OLIVIA EMMA SOPHIE CHARLOTTE HELEN CLAIRE',
    ),
    4,
  ],
  [
    origin(
      'VNM',
      (random) => `${letter(random)}${digits(7, random)}`,
      'NGUYEN TRAN LE PHAM HOANG VU DANG',
      'VAN_HUNG MINH_TUAN DUC_ANH QUANG_HUY',
      'THI_LAN THI_HOA THI_MAI NGOC_ANH THI_HUONG',
    ),
    5,
  ],
  [
    origin(
      'PAK',
      (random) => `${letter(random)}${letter(random)}${digits(7, random)}`,
      'KHAN AHMED ALI HUSSAIN MALIK SHAH',
      'MUHAMMAD_ALI IMRAN USMAN BILAL MUHAMMAD_TARIQ',
      'AYESHA FATIMA SANA ZAINAB',
    ),
    4,
  ],
]);
