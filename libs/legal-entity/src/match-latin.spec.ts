import { describe, expect, it } from '@jest/globals';
import { compileModel } from '@siku/matching';
import { legalEntityMatchModel } from './match-model.js';
import { legalEntityProfile } from './profile.js';

const compiled = compileModel(legalEntityMatchModel);

type Organisation = Parameters<typeof legalEntityProfile>[0][number];

const organisation = (name: string, address: string, more: Organisation = {}): Organisation => ({
  name,
  address: { text: address },
  ...more,
});

/** Level of the comparison, whether the two are candidates, and their weight. */
function compared(comparison: string, a: Organisation, b: Organisation) {
  const [x, y] = [legalEntityProfile([a]), legalEntityProfile([b])];
  const { evidence, weight } = compiled.explain(compiled.prepare(x), compiled.prepare(y));
  const keys = new Set(compiled.keys(x).map(({ text }) => text));
  return {
    level: evidence.find((step) => step.comparison === comparison)!.level,
    candidates: compiled.keys(y).some(({ text }) => keys.has(text)),
    weight,
  };
}

const street = '4 Hillview Rise, Glasgow G12 8QQ';
const penhale = organisation('Penhale Manufacturing Ltd', street);

describe('organisations that are not written in Chinese characters', () => {
  it.each([
    ['PENHALE MANUFACTURING LIMITED', 'same'],
    ['Manufacturing, Penhale & Co', 'order'],
    ['Penhale Mfg Inc', 'nearly'],
    ['Pen Hale Manufacturing', 'spaces'],
    ['PM Ltd', 'acronym'],
    ['Penhale Manufacturing (Scotland)', 'contained'],
    ['Пенхале Мануфактуринг ООО', 'nearly'],
  ])('%s at the same address: %s', (name, level) => {
    const found = compared('latin', penhale, organisation(name, '4 Hillview Rise, Glasgow'));
    expect(found).toMatchObject({ level, candidates: true });
    // Address and name together, before anything is learnt of how rare they are.
    expect(found.weight - Math.log2(legalEntityMatchModel.prior)).toBeGreaterThan(14);
  });

  it('holds sisters of one house, and shops of one name, for others', () => {
    const { link } = legalEntityMatchModel.thresholds;
    const web = { identifiers: { 'x-website': 'https://www.penhale.co.uk' } };
    const one = organisation('Penhale Manufacturing Ltd', street, web);
    const sister = compared('latin', one, organisation('Penhale Logistics Ltd', street, web));
    expect(sister.level).not.toBe('contained');
    expect(sister.weight).toBeLessThan(link);
    const shop = compared('web', one, organisation('Penhale Manufacturing Ltd', '12 Quay St, Bristol BS1 2AB', web));
    expect(shop.level).toBe('named');
    expect(shop.weight).toBeLessThan(link);
  });

  it('links what has nothing but one name', () => {
    const listed = { name: 'Penhale Manufacturing Ltd' };
    expect(compared('latin-alone', listed, { name: 'PENHALE MANUFACTURING' })).toMatchObject({ level: 'alone' });
    expect(compared('latin-alone', penhale, listed)).toMatchObject({ level: 'alone' });
    expect(compared('latin-alone', penhale, penhale)).toMatchObject({ level: 'more' });
    expect(compared('latin-alone', listed, { name: 'Penhale Marine Ltd' })).toMatchObject({ level: 'names-differ' });
  });

  it('holds a street without its town and a town for two places only where both say as much', () => {
    const at = (address: string) => organisation('Penhale Manufacturing', address);
    const contradiction = (x: string, y: string) => {
      const [a, b] = [at(x), at(y)].map((each) => compiled.prepare(legalEntityProfile([each])));
      return compiled.contradiction(a!, b!);
    };
    expect(compared('place', at('4 Hillview Rise'), at('Glasgow')).level).toBe('unclear');
    expect(contradiction('4 Hillview Rise', 'Glasgow')).toBeNull();
    for (const [x, y] of [
      ['4 Hillview Rise', '17 Canal Street'],
      ['Edinburgh', 'Glasgow'],
    ] as const) {
      expect(compared('place', at(x), at(y)).level).toBe('other');
      expect(contradiction(x, y)).toBe('place');
    }
  });

  it('takes a post office box for no place', () => {
    const box = organisation('Penhale Manufacturing Ltd', 'P.O. Box 45, Glasgow G12 8QQ');
    expect(compared('place', penhale, box).level).toBe('town');
    expect(compared('place', penhale, organisation('Penhale', 'PO Box 45, Leeds LS1 4AP')).level).toBe('box');
    expect(compared('box', box, organisation('Penhale', 'PO BOX 45, G12 8QQ')).level).toBe('same');
  });

  it('tells store 12 from store 14, and the holding from what it holds', () => {
    const store = (number: number) => organisation(`Penhale Store ${number}`, street);
    expect(compared('latin-number', store(12), store(14)).level).toBe('other');
    expect(compared('latin-role', penhale, organisation('Penhale Holdings plc', street)).level).toBe('other');
  });

  it('compares what a record gives no website, number or form of with nothing', () => {
    for (const comparison of ['web', 'latin-number', 'name', 'legal-form', 'identifier'])
      expect(compared(comparison, penhale, penhale).level).toBe('missing');
  });
});
