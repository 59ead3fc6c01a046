import { Problem } from '@siku/platform';

/** The last record of a page: its value in the order asked for, null where it has none or that of ids was, and its id. */
export type PageEnd = readonly [value: string | null, id: string];

/** Keyset cursors are opaque to clients. They hold in the order that they were given in. */
export const encodeCursor = (sort: string | undefined, [value, id]: PageEnd): string =>
  Buffer.from(JSON.stringify([value, id, ...(sort === undefined ? [] : [sort])])).toString('base64url');

/** Throws 400 for what is no cursor, or one of another order. */
export function decodeCursor(cursor: string | undefined, sort: string | undefined): PageEnd | null {
  if (cursor === undefined) return null;
  const [value, id, givenIn, ...more] = partsOf(cursor);
  if (typeof id !== 'string' || !/^[0-9a-f-]{36}$/.test(id) || more.length > 0 || givenIn !== sort) {
    const message = {
      zh: 'after 不是此排序下有效的游标，请使用上一页 next 的值',
      en: '`after` is no cursor of this order: use `next` of the previous page',
    };
    throw new Problem(400, 'invalid-cursor', message, [{ parameter: 'after', code: 'invalid-cursor', message }]);
  }
  return [typeof value === 'string' ? value : null, id];
}

function partsOf(cursor: string): unknown[] {
  try {
    const parts = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown;
    return Array.isArray(parts) ? parts : [];
  } catch {
    return [];
  }
}
