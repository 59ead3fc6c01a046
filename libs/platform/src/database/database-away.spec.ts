import { describe, expect, it } from '@jest/globals';
import { isDatabaseAway } from './database-away.js';

const error = (message: string, about: object = {}): Error => Object.assign(new Error(message), about);

describe('a database that is away', () => {
  it.each([
    error('terminating connection', { code: '57P01', routine: 'ProcessInterrupts' }),
    error('sorry, too many clients already', { code: '53300', routine: 'InitProcess' }),
    error('connect ECONNREFUSED', { code: 'ECONNREFUSED' }),
    error('Connection terminated unexpectedly'),
    new Error('in a transaction', { cause: error('Connection terminated unexpectedly') }),
  ])('is told by $message', (thrown) => expect(isDatabaseAway(thrown)).toBe(true));

  it.each([
    error('duplicate key', { code: '23505', routine: '_bt_check_unique' }),
    // Of a library that has codes of five characters too.
    error('another thing', { code: '40001' }),
    new TypeError('ours'),
    'a text',
    undefined,
  ])('is not told by %p', (thrown) => expect(isDatabaseAway(thrown)).toBe(false));
});
