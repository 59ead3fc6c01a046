import { describe, expect, it } from '@jest/globals';
import { organisationName } from './organisation-name.js';

const parts = (text: string): string[] => {
  const { region, core, industry, legalForm } = organisationName(text);
  return [region, core, industry, legalForm];
};

describe('organisationName', () => {
  it.each([
    ['浙江省宁波市鄞州区恒达机械制造有限公司', '浙江省宁波市鄞州区', '恒达', '机械制造', '有限公司'],
    ['宁波恒达国际贸易有限公司', '宁波', '恒达', '国际贸易', '有限公司'],
    ['恒达（宁波）国际贸易有限公司', '宁波', '恒达', '国际贸易', '有限公司'],
    ['寧波恆達國際貿易有限公司', '宁波', '恒达', '国际贸易', '有限公司'],
    ['余姚恒达五金厂', '余姚', '恒达', '五金', '厂'],
    ['慈溪市周巷镇天元五金厂', '慈溪市周巷镇', '天元', '五金', '厂'],
    ['宁波保税区海天国际贸易有限公司', '宁波保税区', '海天', '国际贸易', '有限公司'],
    ['雅戈尔集团股份有限公司', '', '雅戈尔', '', '集团股份有限公司'],
    ['雅戈尔（集团）股份有限公司', '', '雅戈尔', '', '集团股份有限公司'],
    ['宁波甬创投资合伙企业（有限合伙）', '宁波', '甬创', '投资', '合伙企业有限合伙'],
    ['宁波市王小明小吃店', '宁波市', '王小明', '小吃店', ''],
  ])('%s', (text, ...expected) => expect(parts(text)).toEqual(expected));

  it('takes no trade name for a region', () => {
    expect(parts('长兴贸易有限公司')).toEqual(['', '长兴', '贸易', '有限公司']);
    expect(organisationName('阿里巴巴（中国）网络技术有限公司').core).toBe('阿里巴巴');
    expect(organisationName('和平饭店').core).toBe('和平');
    expect(organisationName('宁波海曙东方通信有限公司').core).toBe('东方');
  });

  it('keeps the region where nothing else tells bodies apart', () => {
    expect(organisationName('宁波银行股份有限公司').core).toBe('宁波银行');
    expect(organisationName('余姚市财政局').core).not.toBe(organisationName('慈溪市财政局').core);
    expect(organisationName('宁波市第一医院').core).not.toBe(organisationName('余姚市第一医院').core);
  });

  it('tells a branch from its parent and its siblings', () => {
    const cores = ['', '余姚支行', '慈溪支行'].map((b) => organisationName(`宁波银行股份有限公司${b}`).core);
    expect(new Set(cores).size).toBe(3);
    expect(organisationName('宁波长兴科技有限公司余姚分公司').legalForm).toBe('有限公司分公司');
  });

  it('normalises brackets, signs, width and case', () => {
    expect(organisationName('宁波 ａｂｃ【集团】·有限公司').normal).toBe('宁波ABC(集团)有限公司');
    expect(organisationName('宁波恒达（集团）有限公司').normal).toBe(organisationName('宁波恒达(集团)有限公司').normal);
  });

  it('never leaves the core of a name empty', () => {
    for (const text of ['公司', '厂', '有限公司', '宁波', '(宁波)', '宁波市有限公司', '机械厂']) {
      expect(organisationName(text).core).not.toBe('');
    }
    expect(organisationName('').core).toBe('');
  });

  it('splits English names', () => {
    expect(parts('Ningbo United Group Co.,Ltd.')).toEqual(['NINGBO', 'UNITED', '', 'GROUP CO LTD']);
    expect(parts('NBTM New Materials Group Co., Ltd.')).toEqual(['', 'NBTM NEW MATERIALS', '', 'GROUP CO LTD']);
  });
});
