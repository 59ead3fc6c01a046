/** An observation with everything that is said of it, by the ids of the components. */
export type SdmxRow = Map<string, string | null>;

/** How SDMX writes that a value is missing on purpose: a number, anything else. */
export const isMissing = (value: string | null): boolean => value === 'NaN' || value === '#N/A';
