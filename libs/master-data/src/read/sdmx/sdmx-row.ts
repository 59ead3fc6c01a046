/** An observation with everything that is said of it, by the ids of the components. */
export type SdmxRow = Map<string, string | null>;
