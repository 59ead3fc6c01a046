import { describe, expect, it } from '@jest/globals';
import { unitPower } from './unit.js';

describe('unitPower', () => {
  it.each([
    ['亿元', '亿元', 0],
    ['万元', '亿元', -4],
    ['万亿元', '亿元', 4],
    ['元', '万元', -4],
    ['人民币万元', '元', 4],
    ['万美元', '亿美元', -4],
    ['万千瓦时', '亿千瓦时', -4],
    ['人', '万人', -4],
    ['％', '%', 0],
    ['万美元', '亿元', null],
    ['%', '亿元', null],
    ['千克', '克', null],
  ])('%s in %s: %s', (from, to, power) => expect(unitPower(from, to)).toBe(power));
});
