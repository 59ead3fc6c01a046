/** Refusals are made once and shared: a column of a million bad values must not make a million messages. */
export function refusal(code, message, hint) {
    return Object.freeze({ ok: false, code, message: Object.freeze(message), hint: Object.freeze(hint) });
}
export const accepted = (value) => ({ ok: true, value });
