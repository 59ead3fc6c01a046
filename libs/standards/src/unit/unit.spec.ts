import { describe, expect, it } from '@jest/globals';
import { unitInChinese, unitPower } from './unit.js';

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
    ['100 million yuan', '亿元', 0],
    ['USD 10,000', '亿美元', -4],
    ['million yuan', '万美元', null],
  ])('%s in %s: %s', (from, to, power) => expect(unitPower(from, to)).toBe(power));
});

describe('unitInChinese', () => {
  it.each([
    ['100 million yuan', '亿元'],
    ['10 000 tons', '万吨'],
    ['10,000 persons', '万人'],
    ['100 million kWh', '亿千瓦时'],
    ['US$ million', '百万美元'],
    ['US$1 billion', '十亿美元'],
    ['RMB', '元'],
    ['yuan', '元'],
    ['percent', '%'],
    ['preceding year = 100', null],
    ['2024', null],
    ['120 yuan', null],
    ['亿元', null],
    ['', null],
  ])('%s: %s', (text, unit) => expect(unitInChinese(text)).toBe(unit));
});
