import { randomUUID } from 'node:crypto';
import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import { problemDocument } from '../problem/problem.filter.js';
import { Problem } from '../problem/problem.js';

const problems: Record<string, Problem> = {
  ERR_HTTP_REQUEST_TIMEOUT: new Problem(408, 'request-timeout', {
    zh: '请求未能及时到达',
    en: 'the request did not arrive in time',
  }),
  HPE_INVALID_URL: new Problem(400, 'malformed-request', {
    zh: '地址中的中文须作百分号编码，如用 curl -G --data-urlencode',
    en: 'what is not ASCII in an address has to be percent-encoded, as curl -G --data-urlencode does',
  }),
  HPE_HEADER_OVERFLOW: new Problem(431, 'headers-too-large', {
    zh: '请求头过大',
    en: 'the headers of the request are too large',
  }),
};
const malformed = new Problem(400, 'malformed-request', {
  zh: '不是合法的 HTTP 请求',
  en: 'this is not a valid HTTP request',
});

/** Answers what Node's parser gave up on: there is no request object and no reply, only a socket. */
export function answerBrokenRequest(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problems[error.code ?? ''] ?? malformed;
  const body = JSON.stringify(problemDocument(problem, 'en', randomUUID()));
  socket.end(
    `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}\r\n` +
      `content-type: application/problem+json; charset=utf-8\r\ncontent-language: en\r\n` +
      `content-length: ${Buffer.byteLength(body)}\r\nconnection: close\r\n\r\n${body}`,
  );
}
