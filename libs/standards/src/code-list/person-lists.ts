/** `code zh/en` separated by bars. */
export const SEX = '0 未知的性别/Unknown|1 男/Male|2 女/Female|9 未说明的性别/Not stated';

export const MARITAL_STATUS =
  '10 未婚/Never married|20 已婚/Married|21 初婚/First marriage|22 再婚/Remarried|23 复婚/Remarried to the same person|30 丧偶/Widowed|40 离婚/Divorced|90 未说明的婚姻状况/Not stated';

export const ETHNIC_GROUPS =
  '01 汉族/Han|02 蒙古族/Mongol|03 回族/Hui|04 藏族/Zang|05 维吾尔族/Uygur|06 苗族/Miao|07 彝族/Yi|08 壮族/Zhuang|09 布依族/Buyei|10 朝鲜族/Chosen|' +
  '11 满族/Man|12 侗族/Dong|13 瑶族/Yao|14 白族/Bai|15 土家族/Tujia|16 哈尼族/Hani|17 哈萨克族/Kazak|18 傣族/Dai|19 黎族/Li|20 傈僳族/Lisu|' +
  '21 佤族/Va|22 畲族/She|23 高山族/Gaoshan|24 拉祜族/Lahu|25 水族/Sui|26 东乡族/Dongxiang|27 纳西族/Naxi|28 景颇族/Jingpo|29 柯尔克孜族/Kirgiz|30 土族/Tu|' +
  '31 达斡尔族/Daur|32 仫佬族/Mulao|33 羌族/Qiang|34 布朗族/Blang|35 撒拉族/Salar|36 毛南族/Maonan|37 仡佬族/Gelao|38 锡伯族/Xibe|39 阿昌族/Achang|40 普米族/Pumi|' +
  '41 塔吉克族/Tajik|42 怒族/Nu|43 乌孜别克族/Uzbek|44 俄罗斯族/Russ|45 鄂温克族/Ewenki|46 德昂族/Deang|47 保安族/Bonan|48 裕固族/Yugur|49 京族/Gin|50 塔塔尔族/Tatar|' +
  '51 独龙族/Derung|52 鄂伦春族/Oroqen|53 赫哲族/Hezhen|54 门巴族/Monba|55 珞巴族/Lhoba|56 基诺族/Jino|97 其他/Other|98 外国血统中国籍人士/Chinese citizen of foreign descent';

export const EDUCATION =
  '10 研究生教育/Postgraduate|11 博士研究生毕业/Doctoral graduate|12 博士研究生结业/Doctoral, completed without degree|13 博士研究生肄业/Doctoral, not completed|' +
  '14 硕士研究生毕业/Master graduate|15 硕士研究生结业/Master, completed without degree|16 硕士研究生肄业/Master, not completed|17 研究生班毕业/Postgraduate class graduate|' +
  '18 研究生班结业/Postgraduate class, completed|19 研究生班肄业/Postgraduate class, not completed|20 大学本科教育/Undergraduate|21 大学本科毕业/Bachelor graduate|' +
  '22 大学本科结业/Bachelor, completed without diploma|23 大学本科肄业/Bachelor, not completed|28 大学普通班毕业/University general class graduate|30 大学专科教育/Junior college|' +
  '31 大学专科毕业/Junior college graduate|32 大学专科结业/Junior college, completed|33 大学专科肄业/Junior college, not completed|40 中等职业教育/Secondary vocational|' +
  '41 中等专科毕业/Technical secondary graduate|42 中等专科结业/Technical secondary, completed|43 中等专科肄业/Technical secondary, not completed|44 职业高中毕业/Vocational senior secondary graduate|' +
  '45 职业高中结业/Vocational senior secondary, completed|46 职业高中肄业/Vocational senior secondary, not completed|47 技工学校毕业/Skilled worker school graduate|' +
  '48 技工学校结业/Skilled worker school, completed|49 技工学校肄业/Skilled worker school, not completed|60 普通高级中学教育/Senior secondary|61 普通高中毕业/Senior secondary graduate|' +
  '62 普通高中结业/Senior secondary, completed|63 普通高中肄业/Senior secondary, not completed|70 初级中学教育/Junior secondary|71 初中毕业/Junior secondary graduate|73 初中肄业/Junior secondary, not completed|' +
  '80 小学教育/Primary|81 小学毕业/Primary graduate|83 小学肄业/Primary, not completed|90 其他/Other';

export const DEGREES = '1 名誉博士/Honorary doctor|2 博士/Doctor|3 硕士/Master|4 学士/Bachelor';

/** What departments write for a code that the standard names otherwise: standard → code → words. */
export const EVERYDAY: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  'GB/T 2261.1': { 0: '未知 不详 不明', 1: '男性 M', 2: '女性 F', 9: '未说明' },
  'GB/T 2261.2': { 20: '有配偶', 21: '初婚有配偶', 22: '再婚有配偶', 23: '复婚有配偶', 40: '离异', 90: '未说明 不详' },
  'GB/T 3304': { '05': '维族', 97: '其它 未识别 未识别民族 穿青人 革家人', 98: '外国血统' },
  // Who only names a level has not said that it was completed; schools left without one are no level of their own.
  'GB/T 4658': {
    10: '研究生',
    11: '博士 博士研究生 博士毕业',
    14: '硕士 硕士研究生 硕士毕业',
    20: '本科 大学本科 大学',
    21: '本科毕业 大学毕业',
    30: '大专 专科 大学专科 高职',
    31: '大专毕业 专科毕业',
    40: '中专 中职 中技 职高 职业高中 技校 技工学校 中等专科',
    41: '中专毕业',
    44: '职高毕业',
    47: '技校毕业',
    60: '高中 普通高中 高级中学',
    61: '高中毕业',
    70: '初中 初级中学',
    80: '小学',
    90: '文盲 半文盲 文盲半文盲 文盲或半文盲 未上学 未上过学 学龄前 学龄前儿童 其它',
  },
};
