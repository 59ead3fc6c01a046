import { Problem } from '@siku/platform';
import type { BatchStatus } from './batch.js';

export const batchNotFound = (): Problem =>
  new Problem(404, 'batch-not-found', { zh: '没有这个批次', en: 'There is no such batch' });

export const wrongState = (status: BatchStatus, wanted: { zh: string; en: string }): Problem =>
  new Problem(409, 'wrong-state', {
    zh: `批次当前状态为 ${status}，不能${wanted.zh}`,
    en: `The batch is ${status} and cannot be ${wanted.en}`,
  });

export const idempotencyConflict = (): Problem =>
  new Problem(409, 'idempotency-conflict', {
    zh: '同一 Idempotency-Key 已用于另一份文件或另一组参数',
    en: 'This Idempotency-Key was used for another file or other parameters',
  });

export const emptyUpload = (): Problem =>
  new Problem(400, 'empty-upload', {
    zh: '请求中没有文件：请把文件作为请求体，或作为 multipart 字段 file 发送',
    en: 'The request carries no file: send it as the body, or as the multipart field `file`',
  });
