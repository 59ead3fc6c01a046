import { describe, expect, it } from '@jest/globals';
import { checkPhone, normalisePhone } from './phone.js';

describe('phone', () => {
  it.each([
    ['13812345678', '13812345678'],
    ['+86 138-1234-5678', '13812345678'],
    ['8613812345678', '13812345678'],
    ['０５７４－８７６５４３２１', '0574-87654321'],
    ['(0574) 8765 4321', '0574-87654321'],
    ['057487654321', '0574-87654321'],
    ['57487654321', '0574-87654321'],
    ['+86-574-87654321', '0574-87654321'],
    ['021 6543 2100', '021-65432100'],
    ['0574-87654321转8001', '0574-87654321-8001'],
    ['87654321', '87654321'],
    ['400-123-4567', '4001234567'],
    ['138 1234 5678/0574-87654321', '13812345678'],
    ['0574-62821234、62821235', '0574-62821234'],
    ['+49 30 123456', '+4930123456'],
  ])('%s → %s', (text, value) => {
    expect(checkPhone(text)).toEqual({ ok: true, value });
    expect(normalisePhone(value)).toBe(value);
  });

  it.each(['无', '12345', '88888888', '1381234567', ''])('refuses %s', (text) => {
    expect(checkPhone(text)).toMatchObject({ ok: false, code: 'phone-form' });
  });

  it('says nothing of the number it refuses', () => {
    expect(JSON.stringify(checkPhone('1381234567'))).not.toContain('138123');
  });
});
