import { accepted, type Checked, refusal } from '../message/message.js';
import { toHalfWidth } from '../text/half-width.js';

/** RFC 5321 */
const LONGEST = 254;

const FORM = refusal(
  'email-form',
  { zh: '不是有效的电子邮箱', en: 'not a valid e-mail address' },
  { zh: '请填写一个邮箱，例如 name@example.cn', en: 'give one address, for example name@example.cn' },
);

/**
 * An address as it is delivered to, in small letters: no operator tells Zhang@ from zhang@, though RFC 5321 would let one.
 * Says nothing of the address it refuses.
 */
export function checkEmail(text: string): Checked {
  const address = toHalfWidth(text).trim().toLowerCase();
  const wellFormed = /^[^\s@<>(),;:"]+@[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?(?:\.[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?)+$/u;
  return address.length <= LONGEST && wellFormed.test(address) ? accepted(address) : FORM;
}
