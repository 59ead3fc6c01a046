import { describe, expect, it } from '@jest/globals';
import { normaliseAddress } from './address.js';

describe('normaliseAddress', () => {
  it.each([
    ['浙江省宁波市海曙区中山西路十八号', '宁波市海曙区中山西路18号'],
    ['中国浙江省宁波市海曙区中山西路１８＃', '宁波市海曙区中山西路18号'],
    ['寧波市海曙區中山西路18號', '宁波市海曙区中山西路18号'],
    ['浙江宁波海曙中山西路18号', '宁波海曙中山西路18号'],
    ['宁波市宁波市鄞州区', '宁波市鄞州区'],
    ['宁波市江东区百丈东路787—1号', '宁波市江东区百丈东路787-1号'],
    ['解放南路二十五弄3栋102室', '解放南路25弄3幢102室'],
    ['一〇五室', '105室'],
    ['江北区（洪塘）', '江北区洪塘'],
    ['浙江路5号', '浙江路5号'],
    ['北京市东城区', '北京市东城区'],
    ['', ''],
  ])('%s → %s', (text, value) => {
    expect(normaliseAddress(text)).toBe(value);
    expect(normaliseAddress(value)).toBe(value);
  });
});
