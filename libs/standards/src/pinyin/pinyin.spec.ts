import { describe, expect, it } from '@jest/globals';
import { pinyin, pinyinInitials } from './pinyin.js';

describe('pinyin', () => {
  it.each([
    ['宁波市', 'ning bo shi'],
    ['寧波', 'ning bo'],
    ['鄞州', 'yin zhou'],
    ['宁波银行', 'ning bo yin hang'],
    ['重庆长安', 'chong qing chang an'],
    ['厦门会计师事务所', 'xia men kuai ji shi shi wu suo'],
    ['吕绿', 'lv lv'],
    ['宁波A1公司', 'ning bo a1 gong si'],
    ['ＡＢ·中', 'ab zhong'],
    ['', ''],
  ])('%s: %s', (text, reading) => expect(pinyin(text)).toBe(reading));

  it.each([
    ['单田芳', 'shan tian fang'],
    ['曾国藩', 'zeng guo fan'],
    ['仇保兴', 'qiu bao xing'],
    ['解小平', 'xie xiao ping'],
    ['区一', 'ou yi'],
    ['尉迟恭', 'yu chi gong'],
    ['万俟卨', 'mo qi xie'],
    ['长孙无忌', 'zhang sun wu ji'],
    ['翟天临', 'zhai tian lin'],
  ])('reads the surname of %s: %s', (text, reading) => expect(pinyin(text)).toBe(reading));

  it('does not take common words for surnames', () => {
    expect(['单位', '解放', '区域'].map(pinyin)).toEqual(['dan wei', 'jie fang', 'qu yu']);
  });

  it('gives initials', () => {
    expect(pinyinInitials('宁波银行')).toBe('nbyh');
    expect(pinyinInitials('宁波A1公司')).toBe('nba1gs');
  });
});
