/** Dates are those of the city's clocks, wherever the server stands. */
const TIME_ZONE = 'Asia/Shanghai';

const MINUTE_MS = 60_000;

const format = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE });

let minute = 0;
let date = '';

/** yyyy-MM-dd. Every read asks; days begin on a full minute. */
export function today(): string {
  const now = Math.floor(Date.now() / MINUTE_MS);
  if (now !== minute) {
    minute = now;
    date = format.format(now * MINUTE_MS);
  }
  return date;
}
