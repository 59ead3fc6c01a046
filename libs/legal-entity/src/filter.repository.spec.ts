import { describe, expect, it } from '@jest/globals';
import { legalEntityFilters, legalEntityIdentifiers } from './filter.repository.js';

const keysOf = (identifier: string): unknown => legalEntityFilters({ identifier })[0]?.parameters[0];

describe('an organisation is found by its identifier', () => {
  it.each([
    ['orgCode:41467972-X', 'orgCode:41467972X'],
    ['orgCode:41467972x', 'orgCode:41467972X'],
    ['uscc:９１３３０２００７１３３５６１１６Ｋ', 'uscc:91330200713356116K'],
    ['uscc:not one', 'uscc:not one'],
    ['x-ticker:Ab1', 'x-ticker:Ab1'],
  ])('%s, as %s', (identifier, key) => expect(keysOf(identifier)).toContain(key));

  it('refuses a scheme that there is not, by its name', () => {
    expect(() => keysOf('usc:1')).toThrow('uscc, orgCode');
    expect(() => legalEntityIdentifiers.filter('nope', '1')).toThrow('uscc, orgCode');
  });
});
