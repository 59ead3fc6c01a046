/** Result of a measure when one side has no value that it could be taken of. */
export const missing = Number.NEGATIVE_INFINITY;
