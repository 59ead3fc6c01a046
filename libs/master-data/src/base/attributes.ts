/** Nested attributes as delivered, standardised or golden: DESIGN section 8. */
export type Attributes = Record<string, unknown>;
