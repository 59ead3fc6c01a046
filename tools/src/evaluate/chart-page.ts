import type { Evaluation } from './evaluate.js';
export const chartPage = (evaluation: Evaluation): string => `<pre>${JSON.stringify(evaluation.report, null, 2)}</pre>`;
