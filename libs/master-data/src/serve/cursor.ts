import { Problem } from '@siku/platform';

/** Keyset cursors are opaque to clients. */
export const encodeCursor = (key: readonly [value: string | null, id: string]): string =>
  Buffer.from(JSON.stringify(key)).toString('base64url');

export function decodeCursor(cursor: string | undefined): readonly [string | null, string] | null {
  if (cursor === undefined) return null;
  try {
    const key = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    if (Array.isArray(key) && key.length === 2 && typeof key[1] === 'string' && /^[0-9a-f-]{36}$/.test(key[1])) {
      return [typeof key[0] === 'string' ? key[0] : null, key[1]];
    }
  } catch {
    // told below: whatever is wrong with it, the client must take a cursor from an answer
  }
  const message = {
    zh: 'after 不是有效的游标，请使用上一页 next 的值',
    en: '`after` is no cursor: use `next` of the previous page',
  };
  throw new Problem(400, 'invalid-cursor', message, [{ parameter: 'after', code: 'invalid-cursor', message }]);
}
