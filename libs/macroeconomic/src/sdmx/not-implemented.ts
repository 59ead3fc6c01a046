import { Problem } from '@siku/platform';

/** What SDMX REST knows and is not offered here. */
export const notImplemented = (what: string): Problem =>
  new Problem(501, 'not-implemented', { zh: `不支持 ${what}`, en: `${what} is not supported` });
