/** What a series is identified by, in the order of its key. */
export const DIMENSIONS = ['frequency', 'indicator', 'area', 'adjustment'] as const;
export type Dimension = (typeof DIMENSIONS)[number];
