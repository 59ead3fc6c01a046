import type { ThresholdPoint } from '@siku/matching';
import type { Evaluation } from './evaluate.js';

const WIDTH = 800;
const HEIGHT = 400;
const MARGIN = 40;

const LINES = [
  { of: 'precision', colour: '#1f77b4' },
  { of: 'recall', colour: '#2ca02c' },
  { of: 'f1', colour: '#d62728' },
] as const;

/** A page that stands alone: precision, recall and F1 (pairwise) by the threshold that links, and the report. */
export function chartPage({ report, runs }: Evaluation): string {
  const points = report.thresholds.toSorted((a, b) => a.threshold - b.threshold);
  const link = runs[0]?.compiled.model.thresholds.link ?? 0;
  return `<!doctype html><meta charset="utf-8"><title>Thresholds</title>
<style>body{font:14px sans-serif;margin:2em}text{font-size:12px}</style>
${chart(points, link)}
<p>${LINES.map(({ of, colour }) => `<span style="color:${colour}">${of}</span>`).join(' · ')} · dashed: the model's threshold, ${link}</p>
<pre>${escaped(JSON.stringify({ ...report, thresholds: undefined }, null, 2))}</pre>
`;
}

function chart(points: readonly ThresholdPoint[], link: number): string {
  const least = points[0]?.threshold ?? 0;
  const range = (points.at(-1)?.threshold ?? 1) - least || 1;
  const x = (threshold: number): number => MARGIN + ((threshold - least) / range) * (WIDTH - 2 * MARGIN);
  const y = (share: number): number => HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN);
  const lines = LINES.map(({ of, colour }) => {
    const path = points.map((point) => `${x(point.threshold).toFixed(1)},${y(point[of]).toFixed(1)}`).join(' ');
    return `<polyline points="${path}" fill="none" stroke="${colour}"/>`;
  });
  const shares = [0, 0.25, 0.5, 0.75, 1].map(
    (share) =>
      `<text x="4" y="${y(share)}">${share}</text><line x1="${MARGIN}" x2="${WIDTH - MARGIN}" y1="${y(share)}" y2="${y(share)}" stroke="#ddd"/>`,
  );
  const ends = points.length > 0 ? [points[0]!, points.at(-1)!] : [];
  const thresholds = ends.map(
    ({ threshold }) => `<text x="${x(threshold)}" y="${HEIGHT - 12}">${threshold.toFixed(1)}</text>`,
  );
  const mark = `<line x1="${x(link)}" x2="${x(link)}" y1="${MARGIN}" y2="${HEIGHT - MARGIN}" stroke="#888" stroke-dasharray="4"/>`;
  return `<svg width="${WIDTH}" height="${HEIGHT}" role="img">${[...shares, ...lines, ...thresholds, mark].join('')}</svg>`;
}

const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
