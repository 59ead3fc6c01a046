import type { ArgumentMetadata, PipeTransform } from '@nestjs/common';
import type { Message } from '@siku/standards';
import { badRequest } from '../problem/problem.js';

/** An id in a path, in small letters. Anything but a UUID is 400 and names the parameter. */
export class UuidPipe implements PipeTransform<string, string> {
  transform(value: string, { data }: ArgumentMetadata): string {
    if (/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i.test(value)) return value.toLowerCase();
    throw refused(data, 'is-uuid', { zh: '应为 UUID', en: 'must be a UUID' });
  }
}

/** A number in a path. Anything but an integer is 400 and names the parameter. */
export class IntegerPipe implements PipeTransform<string, number> {
  transform(value: string, { data }: ArgumentMetadata): number {
    if (/^-?\d{1,9}$/.test(value)) return Number(value);
    throw refused(data, 'is-int', { zh: '应为整数', en: 'must be an integer number' });
  }
}

function refused(name = '', code: string, { zh, en }: Message): Error {
  const message = { zh: `${name} ${zh}`, en: `${name} ${en}` };
  return badRequest('invalid-parameter', message, [{ parameter: name, code, message }]);
}
