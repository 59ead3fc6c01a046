/** SDMX ids without the characters that series keys are made with. */
export const INDICATOR_CODE = /^[A-Za-z0-9_@$-]{1,50}$/;
