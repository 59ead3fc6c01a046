import { describe, expect, it } from '@jest/globals';
import { formatDecimal, parseDecimal } from '@siku/standards';
import { parseExpression } from './expression.js';

const FIGURES: Readonly<Record<string, string>> = {
  'GDP 2020-Q1': '120.5',
  'GDP 2019-Q1': '100',
  'GDP 2020': '700.10',
  'POPULATION 2020': '9.40',
  'GDP-1 2020-Q1': '0.3',
};

const value = (expression: string, period = '2020-Q1'): string | null => {
  const found = parseExpression(expression).at(period, (indicator, of) => {
    const figure = FIGURES[`${indicator} ${of}`];
    return figure === undefined ? null : parseDecimal(figure);
  });
  return found && formatDecimal(found);
};

describe('an expression of indicators', () => {
  it('computes exactly, with what binary fractions would round', () => {
    expect(value('GDP + "GDP-1" - 0.8')).toBe('120.0');
    expect(value('-(GDP * 3) / 0.5')).toBe(`-723.${'0'.repeat(30)}`);
    expect(value('"GDP-1" * 3')).toBe('0.9');
  });

  it('takes changes of series and figures of the year', () => {
    expect(value('pc1(GDP)')).toBe('20.5');
    expect(value('GDP / annual(GDP)')).toMatch(/^0\.172118268/);
    expect(value('annual(GDP / POPULATION)')).toMatch(/^74\.478723/);
    expect(value('lin(GDP)')).toBe('120.5');
  });

  it('says nothing where a figure is missing or nothing can be said', () => {
    expect(value('GDP + UNKNOWN')).toBeNull();
    expect(value('GDP / (GDP - 120.5)')).toBeNull();
    expect(value('GDP', '2021-Q1')).toBeNull();
  });

  it('names what it is made of', () => {
    expect(parseExpression('GDP / annual(POPULATION) + GDP').references).toEqual([
      { indicator: 'GDP', annual: false },
      { indicator: 'POPULATION', annual: true },
    ]);
  });

  it.each([
    'GDP +',
    'GDP ** 2',
    'system("x")',
    'pc1(GDP, GDP)',
    'GDP.x',
    '1 + 2',
    'GDP ? 1 : 2',
    'GDP GDP',
    'this',
    '',
  ])('refuses %p and says what there is', (text) => {
    expect(() => parseExpression(text)).toThrow(/expression|known to expressions/i);
  });
});
