/**
 * Words of place and organisation names in which a character is not read as it is alone, with the readings of all their
 * characters. Longest first is not needed: the lookup tries longer words first.
 */
export const WORDS = `
银行 yin hang|分行 fen hang|支行 zhi hang|总行 zong hang|商行 shang hang|车行 che hang|洋行 yang hang|琴行 qin hang|粮行 liang hang
行业 hang ye|行长 hang zhang|药行 yao hang|花行 hua hang|鱼行 yu hang|木行 mu hang|布行 bu hang|茶行 cha hang|电器行 dian qi hang
珠宝行 zhu bao hang|拍卖行 pai mai hang|典当行 dian dang hang|贸易行 mao yi hang|五金行 wu jin hang|农商行 nong shang hang
会计 kuai ji|会稽 kuai ji|财会 cai kuai|重庆 chong qing|重阳 chong yang|重建 chong jian|重组 chong zu|九重 jiu chong
厦门 xia men|厦大 xia da|西藏 xi zang|藏族 zang zu|宝藏 bao zang|六安 lu an|六合 lu he|蚌埠 beng bu|东莞 dong guan|莞城 guan cheng
番禺 pan yu|铅山 yan shan|洪洞 hong tong|乐亭 lao ting|乐清 yue qing|音乐 yin yue|乐器 yue qi|声乐 sheng yue|乐团 yue tuan|民乐 min yue
单县 shan xian|尉犁 yu li|浚县 xun xian|荥阳 xing yang|东阿 dong e|阿胶 e jiao|曲阜 qu fu|都匀 du yun|蔚县 yu xian|井陉 jing xing
大埔 da bu|黄埔 huang pu|歙县 she xian|莘县 shen xian|莘庄 xin zhuang|枞阳 zong yang|柞水 zha shui|牟平 mu ping|中牟 zhong mu
繁峙 fan shi|珲春 hun chun|巴中 ba zhong|长兴 chang xing|石柱 shi zhu|台州 tai zhou|天台 tian tai|丽水 li shui|嵊州 sheng zhou
莎车 sha che|筠连 jun lian|犍为 qian wei|侯官 hou guan|闽侯 min hou|郫县 pi xian|盱眙 xu yi|射阳 she yang|泌阳 bi yang|武陟 wu zhi
镇长 zhen zhang|村长 cun zhang|会长 hui zhang|校长 xiao zhang|院长 yuan zhang|部长 bu zhang|家长 jia zhang|店长 dian zhang
成长 cheng zhang|增长 zeng zhang|生长 sheng zhang|长孙 zhang sun|长子 zhang zi|首长 shou zhang|厂长 chang zhang|船长 chuan zhang
校对 jiao dui|校准 jiao zhun|调查 diao cha|调研 diao yan|调度 diao du|调剂 tiao ji|音调 yin diao|单调 dan diao|率先 shuai xian|统率 tong shuai
参茸 shen rong|人参 ren shen|海参 hai shen|丹参 dan shen|党参 dang shen|参行 shen hang|朝霞 zhao xia|朝晖 zhao hui|朝夕 zhao xi|今朝 jin zhao
铣床 xi chuang|车铣 che xi|铣削 xi xiao|数控铣 shu kong xi|轧钢 zha gang|轧制 zha zhi|冷轧 leng zha|热轧 re zha|刨床 bao chuang|模样 mu yang|模具 mu ju|模板 mu ban
弄堂 long tang|里弄 li long|弹药 dan yao|弹壳 dan ke|子弹 zi dan|导弹 dao dan|传记 zhuan ji|自传 zi zhuan|便宜 pian yi|相片 xiang pian
畜牧 xu mu|畜产 xu chan|畜禽 chu qin|养殖 yang zhi|蔓延 man yan|降压 jiang ya|投降 tou xiang|还原 huan yuan|归还 gui huan|返还 fan huan|偿还 chang huan
呢绒 ni rong|毛呢 mao ni|绿林 lv lin|都市 du shi|首都 shou du|成都 cheng du|都江堰 du jiang yan|古都 gu du|丰都 feng du|花都 hua du|江都 jiang du
都昌 du chang|于都 yu du|昌都 chang du|新都 xin du|帝都 di du|都督 du du|国都 guo du|龙都 long du|大都 da du
薄荷 bo he|薄膜 bo mo|薄弱 bo ruo|宿舍 su she|星宿 xing xiu|剥离 bo li|角色 jue se|称职 chen zhi|对称 dui chen|拓片 ta pian|提防 di fang
落魄 luo po|强迫 qiang po|夹克 jia ke|卡口 qia kou|关卡 guan qia|发卡 fa qia|核桃 he tao|白术 bai zhu|当铺 dang pu|石斛 shi hu|尽管 jin guan
给排水 ji pai shui|供给 gong ji|给水 ji shui|给养 ji yang|自给 zi ji|补给 bu ji|济南 ji nan|地壳 di qiao|甲壳 jia qiao|贝壳 bei ke|晟 sheng
柏林 bo lin|厘米 li mi|单于 chan yu|万俟 mo qi|尉迟 yu chi|澹台 tan tai|鲜于 xian yu|长孙 zhang sun|令狐 ling hu|宓 mi|曾经 ceng jing|不曾 bu ceng
仇恨 chou hen|区域 qu yu|解放 jie fang|解决 jie jue|单位 dan wei|朴素 pu su|乐园 le yuan|乐购 le gou|盖世 gai shi|检查 jian cha|种子 zhong zi
大夫 dai fu|相声 xiang sheng|量具 liang ju|量贩 liang fan|着装 zhuo zhuang|着色 zhuo se|沉着 chen zhuo|执着 zhi zhuo|和面 huo mian|晕车 yun che
`;

/** Characters whose usual reading in names is not the one a dictionary gives them alone. */
export const READINGS = `
曾 zeng|翟 zhai|缪 miao|覃 qin|郗 xi|牟 mu|逄 pang|冼 xian|阚 kan|谌 chen|宓 mi|晟 sheng|柏 bai|员 yuan|俞 yu|厦 sha|莞 guan|埔 pu|亓 qi|佴 nai|阙 que
隗 wei|郇 xun|钭 tou|厍 she|乜 nie|仝 tong|芮 rui|甬 yong|鄞 yin|碶 qi|岙 ao|漕 cao|姚 yao|溆 xu|堰 yan|浒 hu|沥 li|澥 xie|岱 dai|圳 zhen|呣 mu|嗯 en
`;

/** Surnames read differently from the same character elsewhere; used for the first character of a name of two or three. */
export const SURNAMES = `
单 shan|仇 qiu|解 xie|区 ou|查 zha|盖 ge|乐 yue|朴 piao|种 chong|秘 bi|员 yun|折 she|召 shao|尉 wei|任 ren|华 hua|黑 he|那 na|车 che|重 chong|洗 xian
`;

/** Common words of two or three characters that begin like one of those surnames, and are no person. */
export const NOT_SURNAMES = `
单位|单元|单车|单一|解放|解决|解答|区域|区块|区间|查询|查验|盖世|盖章|乐园|乐购|乐天|乐居|乐活|乐享|朴素|朴实|种子|种植|种业|种苗|种猪|秘书|秘密|员工
折扣|折叠|召集|召开|重点|重工|重型|重机|重要|洗涤|洗衣|洗车|洗浴|洗染|黑龙江|黑白|黑金|黑猫|车间|车辆|车业|车行|车站|乐清|单县|重庆|仇恨
`;
