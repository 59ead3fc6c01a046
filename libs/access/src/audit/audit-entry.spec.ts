import { createHash } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { canonicalJson } from '@siku/platform';
import { chain, chainHash, GENESIS, pendingEntry } from './audit-entry.js';

const at = new Date('2026-01-02T03:04:05.678Z');

describe('canonicalJson', () => {
  it('names an id as it is kept, however it was written', () => {
    const id = '0037415B-6171-85AF-8707-4B7EA83962D2';
    const entry = {
      principal: null,
      action: 'x',
      outcome: 'refused',
      subject: id,
      detail: { subjects: [id] },
    } as const;
    expect(pendingEntry(entry, new Date())).toMatchObject({
      subject: id.toLowerCase(),
      detail: { subjects: [id.toLowerCase()] },
    });
  });

  it('sorts members at every depth and writes no white space, so that jsonb may store them in another order', () => {
    expect(canonicalJson({ b: [{ d: 1, c: null }], a: '法人 "x"' })).toBe(
      '{"a":"法人 \\"x\\"","b":[{"c":null,"d":1}]}',
    );
  });

  it('sorts by UTF-16 code units as RFC 8785 does, not by code points', () => {
    expect(canonicalJson({ '\ufb33': 1, '\u{1f600}': 2 })).toBe('{"\u{1f600}":2,"\ufb33":1}');
  });
});

describe('pendingEntry', () => {
  it('turns what PostgreSQL cannot store into what it returns unchanged', () => {
    const entry = pendingEntry(
      {
        principal: null,
        action: 'GET /v1/x',
        subject: 'a\0b\ud800',
        outcome: 'refused',
        detail: { q: ['\0', '\udc00'], gone: undefined },
      },
      at,
    );
    expect(entry).toMatchObject({ principal: 'anonymous', subject: 'ab\ufffd', detail: { q: ['', '\ufffd'] } });
    expect(entry.detail).not.toHaveProperty('gone');
  });

  it('keeps a caller from filling the log with one request', () => {
    expect(
      pendingEntry({ principal: null, action: 'x', subject: 'a'.repeat(5000), outcome: 'refused' }, at).subject,
    ).toHaveLength(1000);
  });
});

describe('chain', () => {
  const entries = ['a', 'b', 'c'].map((action) =>
    pendingEntry({ principal: { id: 'system' }, action, outcome: 'done' }, at),
  );

  it('numbers from the head and hashes each entry with the hash before it', () => {
    const chained = chain(GENESIS, entries);
    expect(chained.map((entry) => entry.number)).toEqual([1, 2, 3]);
    expect(chained[2]?.hash).toBe(chainHash(chained[1]?.hash ?? '', chained[2] ?? chained[0]!));
  });

  it('gives the same hashes in one write or in several', () => {
    const whole = chain(GENESIS, entries);
    const first = chain(GENESIS, entries.slice(0, 1));
    expect(chain(first[0]!, entries.slice(1))).toEqual(whole.slice(1));
  });

  it('hashes the stored members only, whatever else an object carries', () => {
    const [entry] = chain(GENESIS, entries);
    expect(chainHash(GENESIS.hash, { ...entry!, extra: 1 } as typeof entry & object)).toBe(entry!.hash);
  });

  it('is the documented computation: an auditor can repeat it with other tools', () => {
    const json =
      '{"action":"a","at":"2026-01-02T03:04:05.678Z","base":null,"department":null,"detail":null,"fields":null,"number":1,' +
      '"outcome":"done","principal":"system","subject":null}';
    const hash = createHash('sha256').update(Buffer.alloc(32)).update(json).digest('hex');
    expect(chain(GENESIS, entries)[0]?.hash).toBe(hash);
  });
});
