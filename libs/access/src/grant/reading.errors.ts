import type { ProblemDetail } from '@siku/platform';
import type { Message } from '@siku/standards';
import type { PurposefulAsking } from './asking.js';
import { ReadingRefusal, type RefusedReading } from './reading-refusal.js';

/** Where an attribute was named in a request: a parameter, or a place in the body. */
export interface NamedField {
  path: string;
  at: { parameter: string } | { pointer: string };
}

export const noGrant = (base: string, { purpose, case: file }: PurposefulAsking): ReadingRefusal =>
  new ReadingRefusal(
    403,
    'no-grant',
    {
      zh: `没有为目的 ${purpose} 读取该库的有效授权，请先申请（POST /v1/grants）`,
      en: `there is no grant in force for the purpose ${purpose}; ask for one with POST /v1/grants`,
    },
    { base, purpose, case: file, grant: null, fields: [], subjects: [] },
  );

export const noRightToField = (reading: RefusedReading, fields: readonly NamedField[]): ReadingRefusal =>
  refusal('no-right-to-field', '无权读取', 'no right to the fields', reading, fields);

export const noRightToSearchBy = (reading: RefusedReading, fields: readonly NamedField[]): ReadingRefusal =>
  refusal('no-right-to-search-by', '无权按此查询', 'no right to search by', reading, fields);

export const outsideDivisions = (reading: RefusedReading): ReadingRefusal =>
  new ReadingRefusal(
    403,
    'outside-granted-divisions',
    { zh: '该记录不在授权的行政区划内', en: 'the record lies outside the divisions granted' },
    reading,
  );

export const tooManyHits = (reading: RefusedReading, most: number): ReadingRefusal =>
  new ReadingRefusal(
    400,
    'too-many-hits',
    {
      zh: `命中超过 ${most} 条，请补充条件缩小范围`,
      en: `more than ${most} records meet the conditions; narrow the search`,
    },
    reading,
  );

function refusal(
  code: string,
  zh: string,
  en: string,
  reading: RefusedReading,
  fields: readonly NamedField[],
): ReadingRefusal {
  const names = fields.map(({ path }) => path);
  const text = { zh: `${zh}：${names.join('、')}`, en: `${en}: ${names.join(', ')}` };
  const errors = fields.map(({ path, at }): ProblemDetail => {
    const message: Message = { zh: `${zh}：${path}`, en: `${en}: ${path}` };
    return { ...at, code, message };
  });
  return new ReadingRefusal(403, code, text, reading, errors);
}
