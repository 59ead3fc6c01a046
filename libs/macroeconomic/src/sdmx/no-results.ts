import { Problem } from '@siku/platform';

/** What SDMX REST answers when nothing is as asked. */
export const noResults = (): Problem =>
  new Problem(404, 'no-results', { zh: '没有符合条件的数据', en: 'No data meets the conditions' });
