import type { Message } from '@siku/standards';

export interface ProblemDetail {
  /** name of the query or path parameter, or header, at fault */
  parameter?: string;
  /** JSON pointer into the body, as a fragment: `#/mapping/name` */
  pointer?: string;
  code: string;
  message: Message;
}

/** A refusal a client is told about, as RFC 9457 problem details. Never holds personal data. */
export class Problem extends Error {
  override readonly name = 'Problem';

  /**
   * @param code stable, kebab-case
   * @param members further members of the problem document, e.g. `{ successor }`
   */
  constructor(
    readonly status: number,
    readonly code: string,
    readonly text: Message,
    readonly errors: readonly ProblemDetail[] = [],
    readonly members: Readonly<Record<string, unknown>> = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(text.en);
  }
}

export const badRequest = (code: string, message: Message, errors: readonly ProblemDetail[] = []): Problem =>
  new Problem(400, code, message, errors);

export const unauthorized = (code: string, message: Message): Problem =>
  new Problem(401, code, message, [], {}, { 'www-authenticate': 'Bearer' });

export const forbidden = (code: string, message: Message): Problem => new Problem(403, code, message);

/** @param what the kind of thing that is not there, e.g. `{ zh: '批次', en: 'batch' }` */
export const notFound = (what: Message): Problem =>
  new Problem(404, 'not-found', { zh: `没有这个${what.zh}`, en: `there is no such ${what.en}` });

export const conflict = (code: string, message: Message, members: Readonly<Record<string, unknown>> = {}): Problem =>
  new Problem(409, code, message, [], members);

export const gone = (code: string, message: Message, members: Readonly<Record<string, unknown>> = {}): Problem =>
  new Problem(410, code, message, [], members);

export const preconditionFailed = (message: Message): Problem => new Problem(412, 'precondition-failed', message);

export const tooLarge = (limit: number): Problem =>
  new Problem(413, 'too-large', {
    zh: `内容超过上限 ${limit} 字节`,
    en: `the content is larger than the limit of ${limit} bytes`,
  });

export const unsupportedMediaType = (accepted: string): Problem =>
  new Problem(415, 'unsupported-media-type', {
    zh: `不支持此内容类型，应为 ${accepted}`,
    en: `this content type is not supported here; expected ${accepted}`,
  });

export const unprocessable = (code: string, message: Message, errors: readonly ProblemDetail[] = []): Problem =>
  new Problem(422, code, message, errors);

export const unavailable = (code: string, message: Message): Problem =>
  new Problem(503, code, message, [], {}, { 'retry-after': '5' });

export const unknownParameter = (parameter: string): ProblemDetail => ({
  parameter,
  code: 'unknown-parameter',
  message: { zh: `没有名为 ${parameter} 的参数`, en: `there is no parameter named ${parameter}` },
});

export const unknownMember = (pointer: string): ProblemDetail => ({
  pointer,
  code: 'unknown-member',
  message: { zh: `没有位于 ${pointer} 的成员`, en: `there is no member at ${pointer}` },
});
