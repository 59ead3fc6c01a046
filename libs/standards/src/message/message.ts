/** A sentence for a person, in both languages of the platform. */
export interface Message {
  zh: string;
  en: string;
}

/** A refused value: what is wrong (`message`) and what to do about it (`hint`). Neither ever repeats the value itself. */
export interface Refusal {
  ok: false;
  code: string;
  message: Message;
  hint: Message;
}

export type Checked<T = string> = { ok: true; value: T } | Refusal;

/** Refusals are made once and shared: a column of a million bad values must not make a million messages. */
export function refusal(code: string, message: Message, hint: Message): Refusal {
  return Object.freeze({ ok: false, code, message: Object.freeze(message), hint: Object.freeze(hint) });
}

export const accepted = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
