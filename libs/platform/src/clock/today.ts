/** Dates are those of the city's clocks, wherever the server stands. */
const TIME_ZONE = 'Asia/Shanghai';

const format = new Intl.DateTimeFormat('sv-SE', { timeZone: TIME_ZONE });

/** yyyy-MM-dd */
export const today = (): string => format.format(new Date());
