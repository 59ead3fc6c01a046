import { describe, expect, it } from '@jest/globals';
import type { AuditEntry } from './audit-entry.js';
import { GroupedActs } from './grouped-acts.js';

const at = new Date('2026-01-02T03:04:05.678Z');

function read(subject: string, over: Partial<AuditEntry> = {}): AuditEntry {
  return { principal: { id: 'key:1' }, action: 'legal-entity.read', subject, outcome: 'delivered', ...over };
}

function written(...entries: AuditEntry[]): object[] {
  const acts = new GroupedActs();
  for (const entry of entries) acts.add(entry, at);
  expect(acts.acts).toBe(entries.length);
  const taken = acts.take();
  expect([acts.acts, acts.take()]).toEqual([0, []]);
  return taken.map(({ principal, subject, detail }) => ({ principal, subject, detail }));
}

describe('GroupedActs', () => {
  it('makes one entry of acts that differ in their subject only, and leaves a single one as it is', () => {
    const other = { principal: { id: 'key:2' } };
    expect(written(read('a'), read('x', other), read('b'), read('a'))).toEqual([
      { principal: 'key:1', subject: null, detail: { subjects: ['a', 'b', 'a'] } },
      { principal: 'key:2', subject: 'x', detail: null },
    ]);
  });

  it.each<[string, Partial<AuditEntry>]>([
    ['action', { action: 'legal-entity.diff' }],
    ['base', { base: 'legal-entity' }],
    ['fields', { fields: ['name'] }],
    ['outcome', { outcome: 'refused' }],
    ['department', { principal: { id: 'key:1', department: 'state-tax' } }],
    ['detail', { detail: { purpose: 'audit' } }],
  ])('keeps acts of another %s apart', (_what, over) => {
    expect(written(read('a'), read('b', over))).toHaveLength(2);
  });

  it('begins another entry when one has many subjects', () => {
    expect(written(...Array.from({ length: 1001 }, (_, i) => read(String(i))))).toMatchObject([
      { subject: null },
      { subject: '1000' },
    ]);
  });
});
