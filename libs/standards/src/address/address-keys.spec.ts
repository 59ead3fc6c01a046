import { expect, it } from '@jest/globals';
import { addressKeys, postcodesOf } from './address-keys.js';
import { addressWords } from './address-words.js';

it('keeps number and longest words of an address', () => {
  expect(addressKeys(addressWords('#01-11, HillV2, 4 Hillview Rise, 667979'))).toContain('4 hillview');
  expect(addressKeys(addressWords('Hillview Rise'))).toEqual([]);
});

it.each([
  ['4 Hillview Rise, Singapore 667979', ['667979']],
  ['197 High Street, Glasgow E94 8DE', ['e948de']],
  ['705 Sheppard Ave, Toronto M1S 1T4', ['m1s1t4']],
  ['405 Lexington Avenue', []],
])('postcodes of %s', (text, expected) => expect(postcodesOf(addressWords(text))).toEqual(expected));
