import { describe, expect, it } from '@jest/globals';
import { checkEmail } from './email.js';

describe('e-mail address', () => {
  it.each([
    ['Zhang.San@Example.CN', 'zhang.san@example.cn'],
    [' ｚｓ＠example．com ', 'zs@example.com'],
    ['li+tax@邮局.中国', 'li+tax@邮局.中国'],
  ])('%s → %s', (text, value) => expect(checkEmail(text)).toEqual({ ok: true, value }));

  it.each(['zhang', 'zhang@', '@example.cn', 'a b@example.cn', 'a@b', 'a@example.cn;b@example.cn', 'a@-x.cn'])(
    'refuses %s',
    (text) => expect(checkEmail(text)).toMatchObject({ ok: false, code: 'email-form' }),
  );
});
