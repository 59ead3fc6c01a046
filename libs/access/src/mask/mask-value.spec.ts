import { describe, expect, it } from '@jest/globals';
import { maskValue } from './mask-value.js';

describe('maskValue', () => {
  it.each([
    ['identifier', '330203199001011234', '3302**********1234'],
    ['identifier', 'E12345678', 'E1*****78'],
    ['identifier', '4711', '4**1'],
    ['identifier', '47', '**'],
    ['name', '张三', '张*'],
    ['name', '欧阳娜娜', '欧***'],
    ['name', '张', '*'],
    ['name', 'John Smith', 'J*** S****'],
    ['phone', '13812341234', '138****1234'],
    ['phone', '110', '***'],
    ['date', '1990-05-01', '1990-**-**'],
    ['date', '1990', '1990-**-**'],
    ['division', '330203', '3302**'],
    ['address', '浙江省宁波市海曙区中山西路1号', '浙江省宁波市海曙区****'],
    ['address', '中山西路1号', '****'],
    ['email', 'zhang.san@example.com', 'z********@example.com'],
    ['text', '教师', '教*'],
    ['code', '1', '*'],
    ['integer', 42, '*'],
  ])('%s %s → %s', (type, value, masked) => {
    expect(maskValue(type, value)).toBe(masked);
  });
});
