import { expect, it } from '@jest/globals';
import { screenText } from './screen-text.js';

it('shows as steps of the sum what adds to it', () => {
  const text = screenText({
    ...{ possible: [], records: [], conflicts: [], decisions: [], dispute: null },
    task: {
      ...{
        id: '1',
        base: 'population',
        kind: 'possible-match',
        status: 'open',
        priority: 'normal',
        dueAt: '2026-01-01',
      },
      ...{ records: [], weight: 2, attribute: null, dataset: null, violation: null },
    },
    evidence: {
      weight: 2,
      probability: 0.8,
      items: [
        { comparison: 'name', level: 'same', weight: 2.02 },
        { comparison: 'phone', level: 'missing', weight: 0 },
        { comparison: 'sex', level: 'other', weight: -0.04 },
      ],
    },
  });
  expect(text).toContain('name');
  expect(text).not.toMatch(/phone|sex| -?0\.0/);
});
