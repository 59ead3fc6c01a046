import type { Evidence } from '@siku/matching';
import type { BaseRun, Evaluation } from './evaluate.js';

export interface Mistake {
  kind: 'missed' | 'wrong';
  a: string;
  b: string;
  weight: number;
  evidence: string[];
}

/** The first pairs that were missed, and wrongly joined, with what spoke for and against them. */
export function mistakes({ records, labels, found, runs }: Evaluation, most: number): Mistake[] {
  const list: Mistake[] = [];
  for (const kind of ['wrong', 'missed'] as const) {
    const [group, other] = kind === 'wrong' ? [found, labels] : [labels, found];
    const members = new Map<number, number[]>();
    group.forEach((number, i) => {
      members.set(number, [...(members.get(number) ?? []), i]);
    });
    let count = 0;
    for (const places of members.values()) {
      for (let i = 0; i < places.length; i++) {
        for (let j = i + 1; j < places.length && count < most; j++) {
          const [a, b] = [places[i]!, places[j]!];
          if (other[a] === other[b]) continue;
          const run = runs.find((each) => each.places.includes(a));
          if (!run?.places.includes(b)) continue;
          count++;
          const { weight, evidence } = explain(run, a, b);
          list.push({ kind, a: records.key(a), b: records.key(b), weight, evidence: evidence.map(line) });
        }
      }
    }
  }
  return list;
}

export function explain(run: BaseRun, a: number, b: number): { weight: number; evidence: Evidence[] } {
  const { compiled, records, places } = run;
  const [x, y] = [a, b].map((place) => compiled.prepare(records.profile(places.indexOf(place))));
  return compiled.explain(x!, y!);
}

const line = ({ comparison, level, weight, a, b }: Evidence): string =>
  `${comparison} ${level} ${weight.toFixed(2)} ${a ?? ''} | ${b ?? ''}`;
