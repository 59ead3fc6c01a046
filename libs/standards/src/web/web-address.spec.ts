import { expect, it } from '@jest/globals';
import { webAddress } from './web-address.js';

it.each([
  ['https://www.penhale.co.uk/contact?x=1', 'penhale.co.uk'],
  ['WWW.PENHALE.CO.UK', 'penhale.co.uk'],
  ['Info@Penhale.co.uk', 'penhale.co.uk'],
  ['penhale@gmail.com', 'penhale@gmail.com'],
  ['12.345.678', undefined],
  ['GB 123 4567', undefined],
])('%s belongs to %s', (text, expected) => expect(webAddress(text)).toBe(expected));
