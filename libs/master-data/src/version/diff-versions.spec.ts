import { describe, expect, it } from '@jest/globals';
import type { GoldenSegment } from '../survive/golden.js';
import { diffVersions } from './diff-versions.js';
import type { VersionRow } from './version.repository.js';

const provenance = { values: {}, sources: [] };

const recorded = (validFrom: string, validTo: string | null, attributes: object): VersionRow => ({
  master: 'm',
  version: 1,
  validFrom,
  validTo,
  attributes: { ...attributes },
  provenance: JSON.stringify(provenance),
});

const segment = (from: string, to: string | null, attributes: object): GoldenSegment => ({
  from,
  to,
  attributes: { ...attributes },
  provenance,
  ties: [],
});

const PATHS = ['name', 'phone', 'identifiers.*'];

describe('diffVersions', () => {
  const early = recorded('2010-01-01', '2015-01-01', { name: 'x', phone: '1' });
  const late = recorded('2015-01-01', null, { name: 'y', phone: '1' });

  it('keeps what is as it was', () => {
    const same = [segment('2010-01-01', '2015-01-01', early.attributes), segment('2015-01-01', null, late.attributes)];
    expect(diffVersions([early, late], same, PATHS)).toEqual({ closed: [], opened: [], fields: [] });
  });

  it('names what differs on any day, also where something is only taken back', () => {
    const corrected = segment('2012-01-01', '2015-01-01', { name: 'x', phone: '2', identifiers: { uscc: '9' } });
    const first = segment('2010-01-01', '2012-01-01', early.attributes);
    const now = [first, corrected, segment('2015-01-01', null, late.attributes)];
    expect(diffVersions([early, late], now, PATHS).fields).toEqual(['identifiers', 'phone']);
    expect(diffVersions([early, late], now.slice(2), PATHS)).toEqual({
      closed: [early],
      opened: [],
      fields: ['name', 'phone'],
    });
  });

  it('names nothing of a record that begins or ends', () => {
    expect(diffVersions([], [segment('2010-01-01', null, early.attributes)], PATHS).fields).toEqual([]);
    expect(diffVersions([early], [], PATHS)).toEqual({ closed: [early], opened: [], fields: [] });
  });
});
