import { describe, expect, it } from '@jest/globals';
import { personName, withoutPadding } from './person-name.js';

describe('spaces in a name', () => {
  it.each([
    ['张 伟', '张伟', 'padded to the width of three characters'],
    ['王 小明', '王小明', 'family and given name, read so anyway'],
    ['欧阳 峰', '欧阳峰', 'a compound one as well'],
    ['佐藤 健', '佐藤 健', 'the family has two characters: the space tells so'],
    ['张 Wei', '张 Wei', 'letters'],
    ['宁波 甬江机械 有限公司', '宁波 甬江机械 有限公司', 'no person'],
    ['买合木提·吐尔逊', '买合木提·吐尔逊', 'no space'],
  ])('%s is %s: %s', (name, expected) => expect(withoutPadding(name)).toBe(expected));
});

describe('the name of a person', () => {
  it.each([
    ['王小明', '王', '小明'],
    ['欧阳修', '欧阳', '修'],
    ['慧敏张', '张', '慧敏'],
    ['𠮷田静', '𠮷', '田静'],
    ['王小明(曾用名王二)', '王', '小明'],
    ['王小明（兼）', '王', '小明'],
    ...[...'·•・‧．.∙⋅･ㆍ-'].map((dot): [string, string, string] => [`阿不都${dot}买买提`, '', '阿不都买买提']),
    ['Wang Xiaoming', 'wang', 'xiaoming'],
    ['wangxiaoming', 'wang', 'xiaoming'],
    ['Dr John Smith Jr', 'smith', 'john'],
    ['Smith, John', 'smith', 'john'],
    ['김민준', 'gim', 'minjun'],
    ['김 민준', 'gim', 'minjun'],
    ['글렌 호들', 'hodeul', 'geullen'],
    ['Kim Min-jun', 'kim', 'minjun'],
    ['Min-jun Kim', 'kim', 'minjun'],
    ['Jean-Luc Picard', 'picard', 'jean luc'],
    ['佐藤 健', '佐藤', '健'],
    ['慧敏 张', '张', '慧敏'],
    ['أحمد منصور', 'mnsur', 'ahmd'],
  ])('%s: family %s, given %s', (name, family, given) => expect(personName({ name })).toMatchObject({ family, given }));

  it.each([
    ['يوسف', 'Yusuf'],
    ['أحمد', 'Ahmed'],
    ['علي', 'Ali'],
    ['مروان', 'Marwan'],
    ['الحسن', 'al-Hassan'],
    ['Иванов', 'Ivanov'],
    ['Παπαδόπουλος', 'Papadopoulos'],
    ['וושינגטון', 'Washington'],
    ["ג'ורג'", 'George'],
    ['אדמס', 'Adams'],
    ['김', 'Kim'],
    ['이', 'Rhee'],
    ['박', 'Park'],
    ['Chung', 'Jeong'],
  ])('%s sounds like %s', (one, other) =>
    expect(personName({ family: one })?.familySound).toBe(personName({ family: other })?.familySound),
  );

  it.each([
    ['안', '이'],
    ['منصور', 'مروان'],
  ])('%s does not sound like %s', (one, other) =>
    expect(personName({ family: one })?.familySound).not.toBe(personName({ family: other })?.familySound),
  );
});
