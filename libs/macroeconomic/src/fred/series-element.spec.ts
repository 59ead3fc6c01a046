import { expect, it } from '@jest/globals';
import { byNumber, numberOf } from './series-element.js';

it('answers nothing where two codes have one number, rather than the first of them', () => {
  const codes = new Map<number, string>();
  let shared: [string, string] | null = null;
  for (let i = 0; shared === null; i++) {
    const number = numberOf(`c${i}`);
    const other = codes.get(number);
    if (other) shared = [other, `c${i}`];
    codes.set(number, `c${i}`);
  }
  const itself = (code: string): string => code;
  const id = numberOf(shared[0]);
  expect(byNumber([...shared].slice(0, 1), itself, id)).toBe(shared[0]);
  expect(byNumber([shared[1], shared[1]], itself, id)).toBe(shared[1]);
  expect(() => byNumber([...shared, 'gdp'], itself, id)).toThrow(`${shared[0]} and of ${shared[1]}`);
  expect(byNumber(['gdp'], itself, id)).toBeUndefined();
});
