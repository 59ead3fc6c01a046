import { Problem, today } from '@siku/platform';

/** The two times of every read: when it was true, and by which publication it was known. */
export interface ReadPoint {
  /** yyyy-MM-dd */
  validAt: string;
  /** ISO 8601 instant; null: as known now */
  knownAt: string | null;
}

export const readPoint = ({ validAt, knownAt }: { validAt?: string; knownAt?: string }): ReadPoint => ({
  validAt: validAt ?? today(),
  knownAt: knownAt ?? null,
});

export const noSuchRecord = (): Problem =>
  new Problem(404, 'record-not-found', { zh: '没有这个编号的记录', en: 'There is no record with this id' });

export const notThen = (): Problem =>
  new Problem(404, 'record-not-found-then', {
    zh: '该记录在所询时点（validAt、knownAt）不存在',
    en: 'The record did not exist at the given validAt and knownAt',
  });

export const mergedInto = (successor: string, href: string): Problem =>
  new Problem(
    410,
    'record-merged',
    { zh: '该记录已并入另一条记录', en: 'The record was merged into another one' },
    undefined,
    { successor, href },
  );

export const retired = (): Problem =>
  new Problem(410, 'record-retired', {
    zh: '该记录的全部来源已被撤回',
    en: 'Every source of the record has been taken back',
  });
