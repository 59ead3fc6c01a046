import { describe, expect, it } from '@jest/globals';
import { nameWords, organisationNames } from './latin-words.js';

const read = (text: string): string => {
  const { words, form } = nameWords(text);
  return `${words.join(' ')}|${form}`;
};

describe('nameWords', () => {
  it.each([
    ['Penhale Logistics Ltd', 'penhale logistics|ltd'],
    ['Textiles, Penhale & Co.', 'textiles penhale|co'],
    ['Müllenkranz GmbH & Co. KG', 'mullenkranz|gmbh'],
    ['Grupo Bimbo, S.A.B. de C.V.', 'group bimbo|sa'],
    ['J. P. Morgan Chase & Co', 'jp morgan chase|co'],
    ['AT&T Inc.', 'att|inc'],
    ['PT Astra International Tbk', 'astra international|pt'],
    ['The First National Bank of Omaha', '1st national bank omaha|'],
    ['Foo Sp. z o.o.', 'foo|spzoo'],
    ['ООО «Ромашка»', 'romashka|ooo'],
    ['Ελληνικά Πετρέλαια Α.Ε.', 'ellinika petrelaia|ae'],
    ['ソニー株式会社', 'soni|kk'],
    ['삼성전자 주식회사', 'samseongjeonja|kk'],
  ])('%s', (text, expected) => expect(read(text)).toBe(expected));

  it('leaves nothing empty: a form alone is a name', () => {
    expect(read('Company')).toBe('company|');
    expect(read('The Limited')).toBe('the|ltd');
  });

  it('says what sets companies of a group apart', () => {
    expect(nameWords('Penhale Holdings Ltd').role).toBe('holding');
    expect(nameWords('Penhale Ltd').role).toBe('');
  });

  it('takes the name it trades under for another name', () => {
    expect(organisationNames('Penhale Ltd t/a The Red Lion')).toEqual(['Penhale Ltd', 'The Red Lion']);
    expect(organisationNames('Dba Ltd')).toEqual(['Dba Ltd']);
  });
});
