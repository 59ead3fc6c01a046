import { valueAt } from './attribute-path.js';
import type { MemberState } from './member.js';
import type { Criterion } from './survivorship-rule.js';

/** Trust of a dataset that declares none. */
const DEFAULT_TRUST = 50;

interface Candidate {
  state: MemberState;
  value: unknown;
  /** The value as JSON, by which values are compared; most are decided before anybody asks. */
  json: string | undefined;
}

const textOf = (candidate: Candidate): string => (candidate.json ??= JSON.stringify(candidate.value));

/** Whose value at the path counts; `tied` when the criteria could not decide between departments that differ. */
export function choose(
  path: string,
  givers: readonly MemberState[],
  criteria: readonly Criterion[],
): { winner: MemberState; tied: boolean } {
  if (givers.length === 1) return { winner: givers[0]!, tied: false };
  const all = givers.map((state): Candidate => ({ state, value: valueAt(state.attributes, path), json: undefined }));
  let candidates = all;
  for (const criterion of criteria) {
    candidates = bestBy(criterion, path, candidates, all);
    if (candidates.length === 1) return { winner: candidates[0]!.state, tied: false };
  }
  const open = candidates.some((candidate) => textOf(candidate) !== textOf(candidates[0]!));
  const departments = new Set(candidates.map(({ state }) => state.department));
  // The value's own order breaks what is left, whoever delivered it; of equal values the one that was first there.
  const winner = candidates.reduce((a, b) =>
    (compareText(textOf(a), textOf(b)) || compareText(a.state.from, b.state.from)) <= 0 ? a : b,
  );
  return { winner: winner.state, tied: open && departments.size > 1 };
}

function bestBy(criterion: Criterion, path: string, candidates: Candidate[], all: readonly Candidate[]): Candidate[] {
  switch (criterion) {
    case 'trust':
      return best(candidates, ({ state: { trust } }) => trust[path] ?? trust['*'] ?? DEFAULT_TRUST);
    case 'recency':
      return best(candidates, ({ state }) => state.from);
    case 'completeness':
      return best(candidates, (candidate) => textOf(candidate).length);
    case 'majority': {
      const datasets = new Map<string, Set<string>>();
      for (const candidate of all) {
        const text = textOf(candidate);
        datasets.set(text, (datasets.get(text) ?? new Set()).add(candidate.state.dataset));
      }
      return best(candidates, (candidate) => datasets.get(textOf(candidate))!.size);
    }
  }
}

/** Those with the greatest score. */
function best(candidates: Candidate[], scoreOf: (candidate: Candidate) => number | string): Candidate[] {
  let kept: Candidate[] = [];
  let greatest: number | string | undefined;
  for (const candidate of candidates) {
    const score = scoreOf(candidate);
    if (greatest === undefined || score > greatest) {
      greatest = score;
      kept = [candidate];
    } else if (score === greatest) kept.push(candidate);
  }
  return kept;
}

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
