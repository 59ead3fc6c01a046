import type { Message } from '@siku/standards';

/** What is wrong with a definition, and where: a JSON pointer (RFC 6901) into it. */
export interface DefinitionError {
  pointer: string;
  code: string;
  message: Message;
}

export const pointerTo = (...names: (string | number)[]): string =>
  names.map((name) => `/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');

export function definitionError(pointer: string, code: string, zh: string, en: string): DefinitionError {
  return { pointer, code, message: { zh, en } };
}

/** Ends a message with the word that was probably meant. */
export const suggestion = (word: string | null): Message =>
  word === null ? { zh: '', en: '' } : { zh: `，是否应为“${word}”？`, en: `; did you mean "${word}"?` };
