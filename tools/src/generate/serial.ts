/** Prime, so that multiplication walks through every remainder once: indexes become serial numbers without order. */
const SERIALS = 9_999_991;
const STRIDE = 7_368_787;

/** Subjects of a city at most. */
export const MAX_SUBJECTS = SERIALS;

/**
 * Unique for each index, below ten million.
 * @param register registers that number for themselves give a subject different serials
 */
export const serialOf = (index: number, register = 0): number =>
  ((index + 1) * STRIDE + register * 1_234_577) % SERIALS;
