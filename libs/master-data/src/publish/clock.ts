/** "Not yet": the end of an open recorded interval, bigint's largest value, as SQL text. */
export const OPEN = '9223372036854775807';
