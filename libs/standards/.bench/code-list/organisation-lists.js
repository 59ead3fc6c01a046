/** `code zh/en` separated by bars. GB/T 12402-2000. */
export const ECONOMIC_TYPES = '100 内资/Domestic investment|110 国有全资/State owned|120 集体全资/Collective owned|130 股份合作/Share cooperative|140 联营/Joint operation|141 国有联营/State joint operation|' +
    '142 集体联营/Collective joint operation|143 国有与集体联营/State and collective joint operation|149 其他联营/Other joint operation|150 有限责任(公司)/Limited liability company|' +
    '151 国有独资(公司)/Solely state-owned company|159 其他有限责任(公司)/Other limited liability company|160 股份有限(公司)/Joint stock company|170 私有/Private|171 私有独资/Private sole proprietorship|' +
    '172 私有合伙/Private partnership|173 私营有限责任(公司)/Private limited liability company|174 私营股份有限(公司)/Private joint stock company|175 个体经营/Individual business|179 其他私有/Other private|' +
    '190 其他内资/Other domestic|200 港、澳、台投资/Hong Kong, Macao and Taiwan investment|210 内地和港、澳、台合资/Joint venture with Hong Kong, Macao or Taiwan|' +
    '220 内地和港、澳、台合作/Cooperation with Hong Kong, Macao or Taiwan|230 港、澳、台独资/Solely Hong Kong, Macao or Taiwan|240 港、澳、台投资股份有限(公司)/Joint stock company with Hong Kong, Macao or Taiwan investment|' +
    '290 其他港、澳、台投资/Other Hong Kong, Macao and Taiwan investment|300 国外投资/Foreign investment|310 中外合资/Sino-foreign joint venture|320 中外合作/Sino-foreign cooperation|330 外资/Solely foreign|' +
    '340 国外投资股份有限(公司)/Joint stock company with foreign investment|390 其他国外投资/Other foreign investment|900 其他/Other';
/** GB/T 20091-2006. */
export const ORGANISATION_TYPES = '1 企业/Enterprise|11 公司/Company|13 非公司制企业法人/Unincorporated enterprise legal person|15 企业分支机构/Branch of an enterprise|17 个人独资企业、合伙企业/Sole proprietorship or partnership|19 其他企业/Other enterprise|' +
    '3 机关/State organ|31 中国共产党/Communist Party of China|32 国家权力机关法人/Organ of state power|33 国家行政机关法人/Administrative organ|34 国家司法机关法人/Judicial organ|35 政协组织/Political consultative body|' +
    '36 民主党派/Democratic party|37 人民解放军、武警部队/Armed forces|39 其他机关/Other organ|5 事业单位/Public institution|51 事业单位法人/Public institution legal person|53 事业单位分支、派出机构/Branch of a public institution|' +
    '59 其他事业单位/Other public institution|7 社会团体/Social organisation|71 社会团体法人/Social organisation legal person|73 社会团体分支、代表机构/Branch of a social organisation|79 其他社会团体/Other social organisation|' +
    '9 其他组织机构/Other organisation|91 民办非企业单位/Private non-enterprise unit|93 基金会/Foundation|94 宗教活动场所/Place of worship|95 农村村民委员会/Villagers’ committee|96 城市居民委员会/Residents’ committee|' +
    '97 自定义区/User-defined|99 其他未列明的组织机构/Not elsewhere classified';
/** GB 32100-2015, first character of the unified social credit code. */
export const REGISTERING_AUTHORITIES = '1 机构编制/Institutional establishment|2 外交/Foreign affairs|3 司法行政/Justice|4 文化/Culture|5 民政/Civil affairs|6 旅游/Tourism|7 宗教/Religion|8 工会/Trade unions|9 市场监管(工商)/Market regulation|A 中央军委改革和编制办公室/Central Military Commission|N 农业/Agriculture|Y 其他/Other';
/** GB/T 12406: alphabetic codes of the currencies that occur in registered capital. */
export const CURRENCIES = 'CNY 人民币元/Yuan renminbi|HKD 港元/Hong Kong dollar|MOP 澳门元/Macao pataca|TWD 新台湾元/New Taiwan dollar|USD 美元/US dollar|EUR 欧元/Euro|JPY 日元/Yen|GBP 英镑/Pound sterling|KRW 韩元/Won|SGD 新加坡元/Singapore dollar|' +
    'AUD 澳大利亚元/Australian dollar|NZD 新西兰元/New Zealand dollar|CAD 加拿大元/Canadian dollar|CHF 瑞士法郎/Swiss franc|SEK 瑞典克朗/Swedish krona|NOK 挪威克朗/Norwegian krone|DKK 丹麦克朗/Danish krone|' +
    'THB 泰铢/Baht|MYR 马来西亚林吉特/Malaysian ringgit|IDR 印度尼西亚卢比/Rupiah|PHP 菲律宾比索/Philippine peso|VND 越南盾/Dong|INR 印度卢比/Indian rupee|PKR 巴基斯坦卢比/Pakistan rupee|RUB 俄罗斯卢布/Russian rouble|' +
    'KZT 坚戈/Tenge|TRY 土耳其里拉/Turkish lira|PLN 兹罗提/Zloty|CZK 捷克克朗/Czech koruna|HUF 福林/Forint|ILS 新以色列谢克尔/New Israeli shekel|AED 阿联酋迪拉姆/UAE dirham|SAR 沙特里亚尔/Saudi riyal|' +
    'EGP 埃及镑/Egyptian pound|ZAR 兰特/Rand|BRL 巴西雷亚尔/Brazilian real|MXN 墨西哥比索/Mexican peso|ARS 阿根廷比索/Argentine peso|CLP 智利比索/Chilean peso|MNT 图格里克/Tugrik';
