import type { Identifiers } from '@siku/master-data';
import { badRequest } from '@siku/platform';

export const observationIdentifiers: Identifiers = {
  schemes: '`key`, whose value is the key of a series, a dot and a period',
  filter: (scheme, value) => {
    const dot = value.lastIndexOf('.');
    if (scheme !== 'key' || dot < 0) {
      const message = { zh: '应为 key/序列键.时期', en: 'must be key/{series key}.{period}' };
      const parameter = scheme === 'key' ? 'value' : 'scheme';
      throw badRequest('invalid-parameter', message, [{ parameter, code: 'invalid-parameter', message }]);
    }
    return {
      sql: 'v.series_key = $$ AND v.period = $$',
      parameters: [value.slice(0, dot), value.slice(dot + 1)],
    };
  },
};
