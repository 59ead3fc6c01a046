import { badRequest, type Problem } from '@siku/platform';

/** A filter that names what there is not: an empty answer would say that there are no such features. */
const unknownValue = (parameter: 'layer' | 'class', zh: string, known: readonly string[]): Problem => {
  const message = {
    zh: `没有这个${zh}；现有：${known.join('、') || '无'}`,
    en: `there is no such ${parameter}; there are: ${known.join(', ') || 'none'}`,
  };
  return badRequest('invalid-parameter', message, [{ parameter, code: `unknown-${parameter}`, message }]);
};

export const unknownLayer = (known: readonly string[]): Problem => unknownValue('layer', '图层', known);

export const unknownClass = (known: readonly string[]): Problem => unknownValue('class', '类别', known);
