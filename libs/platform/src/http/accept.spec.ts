import { describe, expect, it } from '@jest/globals';
import { preferredType } from './accept.js';

const OFFERED = ['application/json', 'application/x-ndjson', 'text/csv', 'text/html'] as const;

describe('what an Accept header prefers', () => {
  it.each([
    [undefined, 'application/json'],
    ['', 'application/json'],
    ['*/*', 'application/json'],
    ['text/csv', 'text/csv'],
    ['Text/CSV; charset=utf-8', 'text/csv'],
    ['text/html;q=0.1,application/json', 'application/json'],
    ['text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', 'text/html'],
    ['text/csv,*/*', 'text/csv'],
    ['text/csv;q=0,*/*', 'application/json'],
    ['application/json;q=0,application/*', 'application/x-ndjson'],
    ['text/html,text/csv', 'text/html'],
    ['text/*', 'text/csv'],
    ['application/geo+json', 'application/json'],
    ['application/x-ndjson', 'application/x-ndjson'],
  ])('%j: %s', (accept, type) => expect(preferredType(accept, OFFERED)).toBe(type));

  it.each(['image/png', 'application/xml', 'text/csv;q=0', 'text/csv;q=often', 'application/jsonp'])(
    '%j: none',
    (accept) =>
      expect(() => preferredType(accept, OFFERED)).toThrow(
        expect.objectContaining({ status: 406, code: 'not-acceptable' }),
      ),
  );

  it('takes lines of JSON for JSON where there is nothing nearer', () => {
    expect(preferredType('application/json', ['application/x-ndjson', 'text/csv'])).toBe('application/x-ndjson');
  });
});
