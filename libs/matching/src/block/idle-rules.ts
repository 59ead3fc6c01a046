import type { PairColumns } from '../run/pair-list.js';
import type { RecordBlocks } from './record-blocks.js';

/** What may be missed, of all expected matches. */
const mostMissed = 3e-4;

/** What a rule has to cost to be left out, of all comparisons. */
const leastSaved = 0.01;

/** Pairs that the same rules name. */
interface Named {
  rules: readonly number[];
  pairs: number;
  matches: number;
}

/**
 * Rules whose pairs are hardly ever the same, unless other rules name them too: for people of whom little is known there are keys that of
 * others, who have better ones, bring comparisons and nothing else. The rule is left out first that saves most comparisons for a match missed.
 * @param sample candidates, each with the probability that the two are the same
 */
export function idleRules(blocks: RecordBlocks, sample: PairColumns): number[] {
  const named = namedBy(blocks, sample);
  const most = mostMissed * named.reduce((sum, { matches }) => sum + matches, 0);
  const left: number[] = [];
  for (let missed = 0; ;) {
    const alone = new Map<number, { pairs: number; matches: number }>();
    for (const { rules, pairs, matches } of named) {
      const own = rules.filter((rule) => !left.includes(rule));
      if (own.length !== 1) continue;
      const before = alone.get(own[0]!) ?? { pairs: 0, matches: 0 };
      alone.set(own[0]!, { pairs: before.pairs + pairs, matches: before.matches + matches });
    }
    const next = [...alone]
      .filter(([, { pairs, matches }]) => pairs >= leastSaved * sample.a.length && missed + matches <= most)
      .sort(([i, x], [j, y]) => x.matches / x.pairs - y.matches / y.pairs || i - j)[0];
    if (!next) return left;
    left.push(next[0]);
    missed += next[1].matches;
  }
}

function namedBy(blocks: RecordBlocks, { a, b, value }: PairColumns): Named[] {
  const named = new Map<string, Named>();
  for (let i = 0; i < a.length; i++) {
    const rules = blocks.rulesOf(a[i]!, b[i]!);
    const key = rules.join();
    const known = named.get(key);
    if (known) {
      known.pairs++;
      known.matches += value[i]!;
    } else named.set(key, { rules, pairs: 1, matches: value[i]! });
  }
  return [...named.values()];
}
