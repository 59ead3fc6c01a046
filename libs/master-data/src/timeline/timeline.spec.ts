import { describe, expect, it } from '@jest/globals';
import { contentBefore, contentHistory, timelineOf, type Position, type Snapshot, type Statement } from './timeline.js';

const said = (effectiveFrom: string, batch: number, contentHash: string): Statement => ({
  effectiveFrom,
  delivered: effectiveFrom,
  batch,
  state: 'asserted',
  contentHash,
});
const confirmed = (effectiveFrom: string, batch: number, contentHash: string): Statement => ({
  ...said(effectiveFrom, batch, contentHash),
  state: 'confirmed',
});
const ended = (effectiveFrom: string, batch: number): Statement => ({
  effectiveFrom,
  delivered: effectiveFrom,
  batch,
  state: 'ended',
  contentHash: null,
});
const present = (effectiveFrom: string, batch: number): Statement => ({
  effectiveFrom,
  delivered: effectiveFrom,
  batch,
  state: 'present',
  contentHash: null,
});

const positionAt = (date: string, batch: number): Position => ({ date, delivered: date, batch });

const brief = (statements: Statement[], snapshots: Snapshot[] = []): string[] =>
  timelineOf(statements, snapshots).map(({ from, to, contentHash }) => `${contentHash} ${from} ${to ?? '…'}`);

describe('timelineOf', () => {
  it('holds a content from its date until the next statement, whatever the order of delivery', () => {
    const a = said('2020-01-01', 1, 'x');
    const b = said('2020-06-01', 2, 'y');
    expect(brief([a, b])).toEqual(['x 2020-01-01 2020-06-01', 'y 2020-06-01 …']);
    expect(brief([b, a])).toEqual(brief([a, b]));
  });

  it('lets the later delivery win at the same date', () => {
    expect(brief([said('2020-01-01', 2, 'y'), said('2020-01-01', 1, 'x')])).toEqual(['y 2020-01-01 …']);
  });

  it('lets the delivery of the later effective date win where rows have the same date of their own, whichever came first', () => {
    const june = { ...said('2013-06-21', 2, 'x'), delivered: '2015-06-01' };
    const july = { ...said('2013-06-21', 1, 'y'), delivered: '2015-07-01' };
    expect(brief([june, july])).toEqual(['y 2013-06-21 …']);
    const position = { date: '2013-06-21', delivered: '2015-06-15', batch: 3 };
    expect(contentBefore([june, july], [], position)).toBe('x');
  });

  it('joins equal neighbours and keeps who said it first', () => {
    const [segment] = timelineOf([confirmed('2020-02-01', 2, 'x'), said('2020-01-01', 1, 'x')], []);
    expect(segment).toEqual({ from: '2020-01-01', to: null, contentHash: 'x', batch: 1 });
  });

  it('gives a late correction only the time up to what confirmed the old content', () => {
    // January x, confirmed in March; then February is corrected to y: March stands.
    const statements = [said('2020-01-01', 1, 'x'), confirmed('2020-03-01', 2, 'x'), said('2020-02-01', 3, 'y')];
    expect(brief(statements)).toEqual(['x 2020-01-01 2020-02-01', 'y 2020-02-01 2020-03-01', 'x 2020-03-01 …']);
  });

  it('ends a record with a statement, and lets it come back', () => {
    expect(brief([said('2020-01-01', 1, 'x'), ended('2020-02-01', 2), said('2020-03-01', 3, 'x')])).toEqual([
      'x 2020-01-01 2020-02-01',
      'x 2020-03-01 …',
    ]);
  });

  it('ends a record that a snapshot does not carry, even when the snapshot came first', () => {
    const snapshots = [{ effectiveDate: '2020-03-01', batch: 1 }];
    expect(brief([said('2020-01-01', 2, 'x')], snapshots)).toEqual(['x 2020-01-01 2020-03-01']);
  });

  it('does not end a record whose row the snapshot carried but could not be read, or dated earlier', () => {
    const snapshots = [{ effectiveDate: '2020-03-01', batch: 2 }];
    expect(brief([said('2020-01-01', 1, 'x'), present('2020-03-01', 2)], snapshots)).toEqual(['x 2020-01-01 …']);
    expect(brief([said('2020-01-01', 2, 'x')], snapshots)).toEqual(['x 2020-01-01 …']);
  });

  it('cites whoever said it first, not who repeated it for the same date', () => {
    const statements = [said('2020-01-01', 1, 'x'), confirmed('2020-01-01', 3, 'x')];
    expect(timelineOf(statements, []).map(({ batch }) => batch)).toEqual([1]);
    expect(timelineOf([...statements, said('2020-01-01', 2, 'y')], []).map(({ batch }) => batch)).toEqual([3]);
  });

  it('is the same for every order of statements and snapshots', () => {
    const statements = [
      said('2020-01-01', 1, 'x'),
      said('2020-01-01', 4, 'y'),
      ended('2020-05-01', 3),
      confirmed('2020-07-01', 5, 'y'),
    ];
    const snapshots = [
      { effectiveDate: '2020-04-01', batch: 2 },
      { effectiveDate: '2020-08-01', batch: 6 },
    ];
    const expected = brief(statements, snapshots);
    for (const order of permutations(statements)) expect(brief(order, [...snapshots].reverse())).toEqual(expected);
  });
});

describe('contentBefore', () => {
  it('looks at what was said before a position, not at what came after', () => {
    const statements = [said('2020-01-01', 1, 'x'), said('2020-03-01', 2, 'y')];
    expect(contentBefore(statements, [], positionAt('2020-02-01', 3))).toBe('x');
    expect(contentBefore(statements, [], positionAt('2020-03-01', 3))).toBe('y');
    expect(contentBefore(statements, [], positionAt('2020-01-01', 1))).toBeNull();
  });

  it('is what the timeline of all that was said before has at its end', () => {
    const everything = [said('2020-01-01', 1, 'x'), confirmed('2020-03-01', 2, 'x'), ended('2020-02-01', 3)].concat(
      present('2020-04-01', 4),
      said('2020-03-01', 5, 'y'),
    );
    const deliveries = [1, 2, 4, 6, 7].map((batch) => ({ effectiveDate: `2020-0${batch % 4 || 4}-01`, batch }));
    let [held, gone] = [0, 0];
    for (let some = 0; some < 2 ** 10; some++) {
      const statements = everything.filter((_, i) => some & (1 << i)).reverse();
      const snapshots = deliveries.filter((_, i) => some & (32 << i));
      for (const date of ['2020-01-01', '2020-02-01', '2020-03-01', '2020-04-01', '2020-05-01']) {
        for (const batch of [2, 5, 8]) {
          const isBefore = (at: string, by: number): boolean => at < date || (at === date && by < batch);
          const delivered = new Set(statements.map((statement) => statement.batch));
          const before = timelineOf(
            statements.filter(({ effectiveFrom, batch: by }) => isBefore(effectiveFrom, by)),
            snapshots.filter(({ effectiveDate, batch: by }) => isBefore(effectiveDate, by) && !delivered.has(by)),
          ).at(-1);
          const expected = before?.to === null ? before.contentHash : null;
          expect(contentBefore(statements, snapshots, positionAt(date, batch))).toBe(expected);
          if (expected === null) gone++;
          else held++;
        }
      }
    }
    expect(Math.min(held, gone)).toBeGreaterThan(1000);
  });
});

describe('contentHistory', () => {
  it('has every content once, the latest first', () => {
    expect(
      contentHistory([said('2020-01-01', 1, 'x'), said('2020-02-01', 2, 'y'), said('2020-03-01', 3, 'x')], []),
    ).toEqual(['x', 'y']);
  });
});

function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, i) => permutations(items.toSpliced(i, 1)).map((rest) => [item, ...rest]));
}
