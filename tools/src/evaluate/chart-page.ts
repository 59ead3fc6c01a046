import { type ThresholdPoint, waterfall } from '@siku/matching';
import type { Evaluation } from './evaluate.js';
import { explain } from './mistakes.js';

const WIDTH = 720;
const HEIGHT = 300;
const COLORS = { precision: '#2b6cb0', recall: '#c05621', f1: '#2f855a' } as const;

/** Threshold chart and the evidence of the pair nearest to the link threshold, as one page without scripts. Holds no attribute values. */
export function chartPage(evaluation: Evaluation): string {
  const { report, runs } = evaluation;
  const nearest = runs.flatMap((run) => {
    const { link } = run.compiled.model.thresholds;
    const { a, b, weight } = run.scored;
    let best = -1;
    for (let i = 0; i < weight.length; i++)
      if (best < 0 || Math.abs(weight[i]! - link) < Math.abs(weight[best]! - link)) best = i;
    if (best < 0) return [];
    const { evidence } = explain(run, run.places[a[best]!]!, run.places[b[best]!]!);
    return [waterfall({ evidence, model: run.compiled.model })];
  });
  const { precision, recall, f1 } = report.pairwise;
  return `<!doctype html><html lang="zh"><meta charset="utf-8"><title>Siku evaluation</title>
<body style="font:14px system-ui;margin:2rem">
<h1>匹配评测 Evaluation</h1>
<p>${report.records} records; clusters, pairwise: P ${precision.toFixed(5)}, R ${recall.toFixed(5)}, F1 ${f1.toFixed(5)}</p>
<h2>阈值 Thresholds</h2>${thresholdChart(report.thresholds)}
<h2>证据 Evidence nearest to the threshold</h2>${nearest.join('\n')}
</body></html>
`;
}

function thresholdChart(points: readonly ThresholdPoint[]): string {
  if (points.length === 0) return '<p>no pairs</p>';
  const weights = points.map(({ threshold }) => threshold);
  const [least, most] = [Math.min(...weights), Math.max(...weights)];
  const x = (weight: number): number => ((weight - least) / (most - least || 1)) * WIDTH;
  const lines = (Object.keys(COLORS) as (keyof typeof COLORS)[]).map((measure) => {
    const path = points.map(
      (point) => `${x(point.threshold).toFixed(1)},${(HEIGHT * (1 - point[measure])).toFixed(1)}`,
    );
    return `<polyline points="${path.join(' ')}" fill="none" stroke="${COLORS[measure]}" stroke-width="2"><title>${measure}</title></polyline>`;
  });
  const legend = Object.entries(COLORS).map(
    ([measure, color], i) => `<text x="${10 + i * 90}" y="${HEIGHT + 36}" fill="${color}">${measure}</text>`,
  );
  return `<svg viewBox="-20 -10 ${WIDTH + 40} ${HEIGHT + 60}" width="${WIDTH}" role="img">
<rect width="${WIDTH}" height="${HEIGHT}" fill="none" stroke="#ccc"/>${lines.join('')}${legend.join('')}
<text x="0" y="${HEIGHT + 16}">${least.toFixed(1)}</text><text x="${WIDTH}" y="${HEIGHT + 16}" text-anchor="end">${most.toFixed(1)} log2</text></svg>`;
}
