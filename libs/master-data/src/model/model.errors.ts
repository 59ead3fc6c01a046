import { conflict, notFound, type Problem } from '@siku/platform';
import type { ModelStatus } from './stored-model.js';

export const modelNotFound = (): Problem => notFound({ zh: '匹配模型', en: 'match model' });

export const underWay = (): Problem =>
  conflict('model-under-way', {
    zh: '另一个匹配模型正在训练或启用，请稍候',
    en: 'Another match model is being trained or activated; wait for it',
  });

export const cannotActivate = (status: ModelStatus): Problem =>
  conflict('wrong-state', {
    zh: `该模型当前状态为 ${status}，不能启用`,
    en: `The model is ${status} and cannot be activated`,
  });

export const noPreview = (status: ModelStatus): Problem =>
  conflict('no-preview', {
    zh: `该模型当前状态为 ${status}，没有预览`,
    en: `The model is ${status} and has no preview`,
  });

export const NOTHING_TO_TRAIN_ON = {
  code: 'nothing-to-train-on',
  message: { zh: '库中没有可供训练的记录', en: 'There are no records to train on' },
};

export const BROKEN_OFF = {
  code: 'internal',
  message: { zh: '处理中断，数据未受影响，请重试', en: 'The work broke off and nothing was changed; try again' },
};
