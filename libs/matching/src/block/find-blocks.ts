import type { RecordColumns } from '../columns/record-columns.js';
import { sharedRoom } from '../columns/shared-memory.js';
import type { BlockingRule } from '../model/match-model.js';
import { Crew } from '../run/crew.js';
import { RecordBlocks } from './record-blocks.js';
import type { RuleBlocks } from './rule-blocks.js';

export interface Blocking {
  blocks: RecordBlocks;
  /** Per rule the pairs it named, those that other rules named too included. */
  rules: { rule: string; pairs: number }[];
  /** Keys that stayed too frequent after every refinement: only neighbours under them are candidates. The most frequent first, of no more than `mostNamed`. */
  skipped: { key: string; frequency: number }[];
  /** Keys that were too frequent and were refined. */
  refined: number;
  /** Rules whose blocks are passed over, see `idleRules`. */
  idle: string[];
}

export interface BlockingOptions {
  maxKeyFrequency: number;
  /** Per record the file it came from: only records of different files become candidates. */
  sources?: ArrayLike<number>;
  /** Per record its place in a stable order: neighbours that are alike do not depend on the order of input either. */
  ranks?: Uint32Array;
  /** Takes the rules in turns. */
  crew?: Crew;
}

const mostNamed = 1_000;

/** All records that share a key, rule by rule. */
export async function findBlocks(
  rules: readonly BlockingRule[],
  records: RecordColumns,
  { maxKeyFrequency, sources, ranks, crew = new Crew(1) }: BlockingOptions,
): Promise<Blocking> {
  const found = await crew.run('block', { rules, maxKeyFrequency, sources, ranks }, records, rules.length);
  const skipped = found.flatMap((each) => each.skipped);
  skipped.sort((x, y) => y.frequency - x.frequency || (x.key < y.key ? -1 : 1));
  const { starts, members, ruleEnds } = together(found);
  return {
    blocks: RecordBlocks.of(records.size, starts, members, sources, ruleEnds),
    rules: found.map(({ pairs }, i) => ({ rule: rules[i]!.name, pairs })),
    skipped: skipped.slice(0, mostNamed),
    refined: found.reduce((sum, { refined }) => sum + refined, 0),
    idle: [],
  };
}

/** The blocks of all rules, one behind the other. */
function together(found: readonly RuleBlocks[]): Record<'starts' | 'members' | 'ruleEnds', Int32Array> {
  const sum = (count: (each: RuleBlocks) => number): number => found.reduce((total, each) => total + count(each), 0);
  const starts = sharedRoom(sum(({ ends }) => ends.length) + 1);
  const members = sharedRoom(sum((each) => each.members.length));
  let block = 0;
  let before = 0;
  const ruleEnds = Int32Array.from(found, ({ ends, members: own }) => {
    members.set(own, before);
    for (let i = 0; i < ends.length; i++) starts[++block] = before + ends[i]!;
    before += own.length;
    return block;
  });
  return { starts, members, ruleEnds };
}
