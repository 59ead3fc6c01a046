import { HttpException } from '@nestjs/common';
import { isNativeError } from 'node:util/types';
import { isDatabaseAway } from '../database/database-away.js';
import { badRequest, Problem, tooLarge, unavailable } from './problem.js';
import { statusTitle } from './status-title.js';

interface CodedError extends Error {
  code?: string;
  statusCode?: number;
  routine?: string;
}

const databaseAway = (): Problem =>
  unavailable('database-unavailable', {
    zh: '数据库暂不可用，请稍后再试',
    en: 'the database is not available now; try again later',
  });

const storageFull = (): Problem =>
  new Problem(507, 'storage-full', {
    zh: '服务器存储空间已满，文件未接收；请联系运维',
    en: 'the server has no room left and did not take the file; tell your operator',
  });

/** What the parser of forms says of one that is none: it has no codes. */
const brokenForm = /^(Unexpected end of multipart data|Part terminated early|Multipart: Boundary not found)/;

/** The problem a client is told of for whatever was thrown; null where it is nobody's fault but ours. */
export function asProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof HttpException) return plainProblem(error.getStatus(), error.message);
  // Fastify's errors only inherit from Error; those of the file system may come from another realm.
  if (!(error instanceof Error || isNativeError(error))) return null;
  const { code = '', statusCode, routine } = error as CodedError;
  if (code === 'FST_ERR_CTP_BODY_TOO_LARGE' || code === 'FST_REQ_FILE_TOO_LARGE') {
    const limit = (error as { limit?: number }).limit;
    return limit === undefined ? plainProblem(413, error.message) : tooLarge(limit);
  }
  if (brokenForm.test(error.message)) {
    return badRequest('malformed-form', {
      zh: '表单（multipart/form-data）不完整或缺少 boundary',
      en: 'the form (multipart/form-data) is cut off, or names no boundary',
    });
  }
  if (code === 'FST_ERR_BAD_URL') {
    return malformedUrl();
  }
  if (routine !== undefined && code === '57014') {
    return unavailable('too-slow', { zh: '查询用时过长，已中止', en: 'the query took too long and was stopped' });
  }
  if (code === 'ENOSPC' || code === 'EDQUOT') return storageFull();
  if (isDatabaseAway(error)) return databaseAway();
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return plainProblem(statusCode, error.message);
  return null;
}

/** A problem that says no more than its status. */
function plainProblem(status: number, en: string): Problem | null {
  if (status >= 500 && status !== 503) return null;
  const title = statusTitle(status);
  const code = title.en.toLowerCase().replaceAll(/[^a-z]+/g, '-');
  // A sentence of a library says what is wrong, but only in English.
  return new Problem(status, code, { zh: title.zh, en: en || title.en });
}

export const internalProblem = (): Problem =>
  new Problem(500, 'internal-error', {
    zh: '服务器出错，已记录；请附请求编号联系运维',
    en: 'something went wrong here and was logged; give the request id to your operator',
  });

export const malformedUrl = (): Problem =>
  badRequest('malformed-url', { zh: '网址中的转义字符有误', en: 'the escapes in the URL are malformed' });
