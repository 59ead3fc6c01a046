import { describe, expect, it } from '@jest/globals';
import { waterfall, type WaterfallInput } from './waterfall.js';

const model: WaterfallInput['model'] = {
  thresholds: { review: 0, link: 10 },
  comparisons: [
    {
      name: 'name',
      title: { zh: '姓名', en: 'Name' },
      levels: [
        { name: 'exact', title: { zh: '相同', en: 'the same' }, m: 0.9, u: 0.01 },
        { name: 'else', m: 0.1, u: 0.99 },
      ],
    },
  ],
};

const draw = (...steps: [string, string, number][]): string =>
  waterfall({ model, evidence: steps.map(([comparison, level, weight]) => ({ comparison, level, weight })) });

describe('waterfall', () => {
  it('begins each bar where the one before ended, and says every figure as text', () => {
    const svg = draw(['prior', 'prior', -10], ['name', 'exact', 15], ['phone', 'missing', 0], ['birth', 'exact', 7]);
    // -10 … 12 on 390 units from 300 on.
    const bars = [...svg.matchAll(/<rect x="([\d.]+)" y="\d+" width="([\d.]+)"/g)].map(([, x, width]) => [
      Number(x),
      Number(width),
    ]);
    expect(bars).toEqual([
      [300, 177.3],
      [300, 265.9],
      [565.9, 124.1],
      [477.3, 212.7],
    ]);
    for (const text of [
      '先验 prior',
      '姓名 Name · 相同 the same',
      '−10.00',
      '+15.00',
      '+12.00',
      'review 0.0',
      'link 10.0',
    ])
      expect(svg).toContain(text);
    expect(svg).not.toContain('phone');
    expect(svg).toMatch(/<title>.*\+12\.00 log2, 自动关联 link<\/title>\n<desc>.*total \+12\.00.*<\/desc>/);
  });

  it.each([
    [-3, '不同 different'],
    [0, '人工复核 review'],
    [9.99, '人工复核 review'],
    [10, '自动关联 link'],
  ])('a weight of %d is read as %s', (weight, verdict) => {
    expect(draw(['prior', 'prior', weight - 1], ['name', 'else', 1])).toContain(verdict);
  });

  it('takes the names of a model as text', () => {
    expect(draw(['<script>"&', 'x', 1])).not.toContain('<script>');
    expect(draw()).toContain('<svg');
  });
});
