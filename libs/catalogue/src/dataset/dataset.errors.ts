import { Problem } from '@siku/platform';
import type { DefinitionError } from '../definition/definition-error.js';

export function datasetNotFound(): Problem {
  return new Problem(404, 'dataset-not-found', { zh: '没有这个数据集', en: 'There is no such dataset' });
}

export function datasetVersionNotFound(): Problem {
  return new Problem(404, 'dataset-version-not-found', {
    zh: '该数据集没有这个版本',
    en: 'The dataset has no such version',
  });
}

export function definitionInvalid(errors: DefinitionError[]): Problem {
  const message = {
    zh: `数据集定义有 ${errors.length} 处错误`,
    en: `The dataset definition has ${errors.length} errors`,
  };
  // As a fragment, like every pointer the platform gives.
  const details = errors.map((error) => ({ ...error, pointer: `#${error.pointer}` }));
  return new Problem(400, 'invalid-definition', message, details);
}
