import type { Evidence } from '../model/compile-model.js';
import type { MatchModel, Title } from '../model/match-model.js';

/** What the picture is drawn of. The values that were compared are not in it: it may be shown to whoever may know the weights. */
export interface WaterfallInput {
  /** Steps in their order, the prior among them; those that weigh nothing are left out. log2. */
  evidence: readonly Pick<Evidence, 'comparison' | 'level' | 'weight'>[];
  model: Pick<MatchModel, 'thresholds' | 'comparisons' | 'dependent'>;
}

const WIDTH = 760;
const LABELS = 300;
const FIGURES = 70;
const ROW = 24;
const HEAD = 30;
const COLORS = { for: '#2f855a', against: '#c05621', total: '#2b6cb0', line: '#4a5568' } as const;

/**
 * How the weight of a pair comes about, as SVG: one bar per comparison from where the one before it ended, the total below them, and the
 * thresholds for review and for linking as dashed lines. Every figure is also text, and in the description (`title` and `desc`).
 */
export function waterfall({ evidence, model }: WaterfallInput): string {
  const titles = titlesOf(model);
  let sum = 0;
  const steps = evidence
    .filter(({ weight }) => weight !== 0)
    .map(({ comparison, level, weight }) => {
      const from = sum;
      sum += weight;
      const label = level === comparison ? comparison : `${comparison} · ${level}`;
      return { label: titles.get(label) ?? label, from, to: sum, weight };
    });
  const { review, link } = model.thresholds;
  const ends = [0, review, link, ...steps.map(({ to }) => to)];
  const [least, most] = [Math.min(...ends), Math.max(...ends)];
  const x = (weight: number): number => LABELS + ((weight - least) / (most - least || 1)) * (WIDTH - LABELS - FIGURES);
  const bottom = HEAD + (steps.length + 1) * ROW;

  const row = (label: string, from: number, to: number, weight: number, i: number, color: string): string => {
    const y = HEAD + i * ROW;
    const [left, width] = [Math.min(x(from), x(to)), Math.abs(x(to) - x(from))];
    return `<text x="0" y="${y + 16}">${escape(label)}</text>
<rect x="${left.toFixed(1)}" y="${y + 4}" width="${Math.max(width, 1).toFixed(1)}" height="16" fill="${color}"/>
<text x="${WIDTH}" y="${y + 16}" text-anchor="end">${signed(weight)}</text>`;
  };
  const threshold = (name: string, weight: number, y: number): string => {
    const at = x(weight).toFixed(1);
    return `<line x1="${at}" x2="${at}" y1="${HEAD}" y2="${bottom}" stroke="${COLORS.line}" stroke-dasharray="4 3"/>
<text x="${at}" y="${y}" text-anchor="middle" font-size="11">${name} ${weight.toFixed(1)}</text>`;
  };
  const verdict = sum >= link ? '自动关联 link' : sum >= review ? '人工复核 review' : '不同 different';
  const said = [
    ...steps.map(({ label, weight }) => `${label} ${signed(weight)}`),
    `合计 total ${signed(sum)}`,
    `复核线 review ${review.toFixed(1)}`,
    `关联线 link ${link.toFixed(1)}`,
  ];
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${bottom + 4}" width="${WIDTH}" height="${bottom + 4}" role="img" font-family="system-ui, sans-serif" font-size="13">
<title>匹配证据 Match evidence: ${signed(sum)} log2, ${verdict}</title>
<desc>${escape(said.join('; '))}</desc>
<rect width="${WIDTH}" height="${bottom + 4}" fill="#fff"/>
${steps.map(({ label, from, to, weight }, i) => row(label, from, to, weight, i, weight > 0 ? COLORS.for : COLORS.against)).join('\n')}
${row(`合计 total · ${verdict}`, 0, sum, sum, steps.length, COLORS.total)}
${threshold('review', review, 12)}
${threshold('link', link, 26)}
</svg>
`;
}

/** `comparison · level` as the declaration calls them in both languages, where it does. */
function titlesOf({ comparisons, dependent = [] }: WaterfallInput['model']): Map<string, string> {
  const titles = new Map([['prior', '先验 prior']]);
  const said = (name: string, title?: Title): string => (title ? `${title.zh} ${title.en}` : name);
  for (const { name, title, levels } of comparisons)
    for (const level of levels)
      titles.set(`${name} · ${level.name}`, `${said(name, title)} · ${said(level.name, level.title)}`);
  for (const { name, title } of dependent) titles.set(`${name} · dependent`, `${said(name, title)} · 相关 dependent`);
  return titles;
}

const signed = (weight: number): string => `${weight < 0 ? '−' : '+'}${Math.abs(weight).toFixed(2)}`;

/** Names are data: a model may be posted. */
const escape = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);
