import { expect, it } from '@jest/globals';
import { movesOf } from './moves.js';

it('tells moves between divisions from other changes of an address', () => {
  const at = (division: string, text: string) => ({ division, text });
  const history = [
    { validFrom: '2000-01-01', validTo: '2005-01-01', attributes: { registeredAddress: at('330203', 'a') } },
    // Another house of the same district: no move between divisions.
    {
      validFrom: '2005-01-01',
      validTo: '2010-01-01',
      attributes: { registeredAddress: at('330203', 'b'), residenceAddress: at('330203', 'b') },
    },
    {
      validFrom: '2010-01-01',
      validTo: '2012-01-01',
      attributes: { registeredAddress: at('330212', 'c'), residenceAddress: at('440305', 'd') },
    },
    // Where she lives is not known for a while; that is no move.
    { validFrom: '2012-01-01', validTo: '2013-01-01', attributes: { registeredAddress: at('330212', 'c') } },
    {
      validFrom: '2013-01-01',
      validTo: null,
      attributes: { registeredAddress: at('330212', 'c'), residenceAddress: at('330106', 'e') },
    },
  ];
  expect(movesOf(history)).toEqual([
    { on: '2010-01-01', address: 'registered', from: at('330203', 'b'), to: at('330212', 'c'), within: 'prefecture' },
    { on: '2010-01-01', address: 'residence', from: at('330203', 'b'), to: at('440305', 'd'), within: 'country' },
    { on: '2013-01-01', address: 'residence', from: at('440305', 'd'), to: at('330106', 'e'), within: 'country' },
  ]);
});
