import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import { badRequest, type Problem } from '@siku/platform';
import { checkResidentId, type Message } from '@siku/standards';
import type { AuthenticatedRequest } from '../principal/authenticated-request.js';
import type { Principal } from '../principal/principal.js';

/** Headers, and not parameters: they go with every kind of request, and a purpose is part of none. */
export const PURPOSE_HEADER = 'Siku-Purpose';
export const CASE_HEADER = 'Siku-Case';

/** Code of a purpose, in headers, grants and the log. */
export const PURPOSE = /^[a-z][a-z0-9-]{0,63}$/;
/** A file number of the asking office. */
export const CASE = /^[A-Za-z0-9][A-Za-z0-9._/-]{0,63}$/;
/** Resident identity numbers of either length, and numbers of mobile telephones, within other text. */
const NUMBERS = /(?<!\d)(?:\d{17}[\dXx]|\d{15}|1[3-9]\d{9})(?!\d)/g;

const MOBILE_DIGITS = 11;

/** Who asks, and what for as the request says. */
export interface Asking {
  principal: Principal;
  purpose: string | null;
  case: string | null;
}

/** A purpose that was named, in its right form. */
export interface PurposefulAsking extends Asking {
  purpose: string;
}

/** Who asks and what for, as a handler's argument. */
export const CurrentAsking = createParamDecorator<unknown>((_data: unknown, context: ExecutionContext): Asking => {
  const request = context
    .switchToHttp()
    .getRequest<AuthenticatedRequest & { headers: Record<string, string | string[] | undefined> }>();
  const header = (name: string): string | null => {
    const value = request.headers[name.toLowerCase()];
    return typeof value === 'string' && value !== '' ? value : null;
  };
  return { principal: request.principal!, purpose: header(PURPOSE_HEADER), case: header(CASE_HEADER) };
});

/** Throws 400 for a purpose that is missing, and for a purpose or case that has no right form or names a person. */
export function requirePurpose(asking: Asking): PurposefulAsking {
  const { purpose, case: file } = asking;
  if (purpose === null) {
    throw wrongHeader(PURPOSE_HEADER, 'purpose-missing', {
      zh: '该库仅限特定目的读取，请在 Siku-Purpose 中写明目的代码',
      en: 'this base is read for a purpose only; name its code in Siku-Purpose',
    });
  }
  if (!PURPOSE.test(purpose)) {
    throw wrongHeader(PURPOSE_HEADER, 'purpose-form', {
      zh: '目的代码应为小写字母、数字和连字符',
      en: 'the code of a purpose has small letters, digits and hyphens',
    });
  }
  if (file !== null && (!CASE.test(file) || namesPerson(file))) {
    throw wrongHeader(CASE_HEADER, 'case-form', {
      zh: '案号应为 1 至 64 位字母、数字和 . _ / -，且不得是身份证号或手机号',
      en: 'a case has up to 64 letters, digits and . _ / -, and is no number of a person',
    });
  }
  return { ...asking, purpose };
}

const namesPerson = (file: string): boolean =>
  (file.match(NUMBERS) ?? []).some((number) => number.length === MOBILE_DIGITS || checkResidentId(number).ok);

const wrongHeader = (parameter: string, code: string, message: Message): Problem =>
  badRequest(code, message, [{ parameter, code, message }]);
