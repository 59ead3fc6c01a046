import { periodBounds } from '@siku/standards';
import { xmlText } from '../sdmx/xml-text.js';
import type { DepartmentView, Disagreement } from './department-views.js';

const WIDTH = 760;
const HEIGHT = 320;
const LEFT = 80;
const RIGHT = 16;
const TOP = 16;
const LEGEND = 20;
/** Told apart by people who see red and green alike, too: Okabe and Ito. */
const COLORS = ['#0072b2', '#e69f00', '#009e73', '#cc79a7', '#d55e00', '#56b4e9', '#000000', '#8a6d00'];
const GRID = '#cbd5e0';
const BEYOND = '#d0021b';
const TICKS = 5;

/** What the departments say of a series, as SVG: a line each, rings where a steward is asked; every disagreement is also text. */
export function seriesChart(title: string, views: readonly DepartmentView[], found: readonly Disagreement[]): string {
  const points = views.flatMap(({ observations }) => observations);
  const times = points.map(({ period }) => timeOf(period));
  const values = points.map(({ value }) => Number(value));
  const [from, to] = [Math.min(...times), Math.max(...times)];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const bottom = HEIGHT - 40;
  const x = (period: string): string =>
    (LEFT + ((timeOf(period) - from) / (to - from || 1)) * (WIDTH - LEFT - RIGHT)).toFixed(1);
  const y = (value: number): string =>
    (bottom - ((value - least) / (most - least || 1)) * (bottom - TOP - 24)).toFixed(1);
  const height = HEIGHT + views.length * LEGEND;

  const ticks = Array.from({ length: TICKS }, (_, i) => least + ((most - least) * i) / (TICKS - 1));
  const grid = ticks.map(
    (tick) =>
      `<line x1="${LEFT}" x2="${WIDTH - RIGHT}" y1="${y(tick)}" y2="${y(tick)}" stroke="${GRID}"/>
<text x="${LEFT - 6}" y="${Number(y(tick)) + 4}" text-anchor="end">${Number(tick.toPrecision(6))}</text>`,
  );
  const lines = views.map(({ dataset, department, observations }, i) => {
    const color = COLORS[i % COLORS.length]!;
    const path = observations.map(({ period, value }) => `${x(period)},${y(Number(value))}`).join(' ');
    const dots = observations.map(
      ({ period, value }) =>
        `<circle cx="${x(period)}" cy="${y(Number(value))}" r="2.5" fill="${color}"><title>${xmlText(`${dataset} ${period}: ${value}`)}</title></circle>`,
    );
    const at = HEIGHT + i * LEGEND;
    return `<polyline points="${path}" fill="none" stroke="${color}" stroke-width="2"/>${dots.join('')}
<rect x="${LEFT}" y="${at - 9}" width="14" height="4" fill="${color}"/><text x="${LEFT + 22}" y="${at}">${xmlText(`${department} · ${dataset}`)}</text>`;
  });
  const asked = found.filter(({ beyond }) => beyond);
  const rings = asked.map(
    ({ period, other }) =>
      `<circle cx="${x(period)}" cy="${y(Number(other))}" r="7" fill="none" stroke="${BEYOND}" stroke-width="2"/>`,
  );
  const [first, last] = [
    points.find(({ period }) => timeOf(period) === from),
    points.find(({ period }) => timeOf(period) === to),
  ];
  const said = found.map(
    ({ period, dataset, value, other, percent }) => `${period} ${dataset}: ${other} / ${value} (${percent ?? '—'} %)`,
  );
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" font-family="system-ui, sans-serif" font-size="13">
<title>${xmlText(title)}</title>
<desc>${xmlText(said.join('; '))}</desc>
<rect width="${WIDTH}" height="${height}" fill="#fff"/>
<text x="${LEFT}" y="${TOP + 2}" font-weight="bold">${xmlText(title)}</text>
${[...grid, ...lines, ...rings].join('\n')}
<text x="${LEFT}" y="${bottom + 20}">${first?.period ?? ''}</text>
<text x="${WIDTH - RIGHT}" y="${bottom + 20}" text-anchor="end">${last?.period ?? ''}</text>
</svg>
`;
}

const timeOf = (period: string): number => Date.parse(periodBounds(period)!.to);
