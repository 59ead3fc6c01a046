import type { Column } from '../columns/column.js';
import { testsOf } from '../columns/column-parts.js';
import type { RecordColumns } from '../columns/record-columns.js';
import type { FrequencyTable, MatchModel, TestName } from '../model/match-model.js';
import { wordsOf } from '../model/slots.js';

/** Values a table holds at most, and the fewest things a value is of to be in it: rarer ones cannot be told from chance. */
const mostValues = 2_000;
const fewestThings = 3;

/**
 * Tables of the fields that the model's levels and word tests ask for, from the first `size` records. A value counts by things, not by records:
 * `share[i]` is the part that record i is of its thing. `agreement(field)` is the chance that two different things agree on the field: what the
 * frequent values leave of it is how common the others are; null where nobody knows.
 */
export function valueFrequencies(
  model: MatchModel,
  records: RecordColumns,
  size: number,
  share: Float32Array | null,
  agreement: (field: string) => number | null,
): Record<string, FrequencyTable> {
  const tables: Record<string, FrequencyTable> = {};
  const of = (field: string): CountedCodes => countCodes(records, records.place({ field }), size, share);
  for (const field of frequencyFields(model)) tables[field] = tableOf(countValues(of(field)), false, agreement(field));
  for (const field of wordFields(model)) tables[wordsOf(field)] = tableOf(countWords(of(field)), true, null);
  return tables;
}

/** Fields by whose frequency a level is adjusted. */
export function frequencyFields(model: MatchModel): string[] {
  const fields = model.comparisons.flatMap(({ levels }) => levels.flatMap(({ frequency }) => frequency ?? []));
  return [...new Set(fields)].sort();
}

/** Tests that weigh the words of their values by rarity. */
const weighed: ReadonlySet<TestName> = new Set(['words', 'wordsContained', 'nameWords', 'nameContained']);

function wordFields(model: MatchModel): string[] {
  const conditions = [
    ...model.comparisons.flatMap(({ levels }) => levels.flatMap(({ when }) => when ?? [])),
    ...(model.contradictions ?? []).map(({ when }) => when),
  ];
  const tests = conditions.flatMap(testsOf).filter(({ test }) => weighed.has(test));
  return [...new Set(tests.map(({ field }) => field))].sort();
}

/** Things that have each value, and each list of values. */
interface CountedCodes {
  column: Column;
  values: Float64Array;
  lists: Float64Array;
  total: number;
}

function countCodes(
  { columns, rows, width }: RecordColumns,
  place: number,
  size: number,
  share: Float32Array | null,
): CountedCodes {
  const column = columns[place]!;
  const values = new Float64Array(column.size + 1);
  const lists = new Float64Array(column.listCount + 1);
  let total = 0;
  for (let i = 0; i < size; i++) {
    const code = rows[i * width + place]!;
    if (code === 0) continue;
    const part = share ? share[i]! : 1;
    total += part;
    if (code > 0) values[code]! += part;
    else lists[-code]! += part;
  }
  return { column, values, lists, total };
}

interface Counted {
  /** Those of which there are enough to tell, the most frequent first. */
  frequent: [value: string, count: number][];
  total: number;
}

function countValues({ column, values, lists, total }: CountedCodes): Counted {
  const counts = values.slice();
  for (let list = 1; list < lists.length; list++)
    for (let i = 0; i < column.count(-list); i++) counts[column.value(-list, i)]! += lists[list]!;
  return { frequent: mostFrequent(counts, (value) => column.text(value)), total };
}

function countWords({ column, values, lists, total }: CountedCodes): Counted {
  const { words } = column;
  const counts = new Float64Array(words.size + 1);
  for (let value = 1; value < values.length; value++)
    if (values[value]! > 0)
      for (let i = words.start(value); i < words.start(value + 1); i++) counts[words.at(i)]! += values[value]!;
  // A word that several values of a list have counts once.
  const seen = new Int32Array(words.size + 1);
  for (let list = 1; list < lists.length; list++) {
    if (lists[list] === 0) continue;
    for (let place = 0; place < column.count(-list); place++) {
      const value = column.value(-list, place);
      for (let i = words.start(value); i < words.start(value + 1); i++) {
        const word = words.at(i);
        if (seen[word] !== list) counts[word]! += lists[list]!;
        seen[word] = list;
      }
    }
  }
  return { frequent: mostFrequent(counts, (word) => words.text(word)), total };
}

/** Those a table has room for, the most frequent first. Texts are made of these alone: a million telephone numbers are none of them. */
function mostFrequent(counts: Float64Array, text: (value: number) => string): Counted['frequent'] {
  const enough = counts.filter((count) => count >= fewestThings).sort();
  const least = enough[enough.length - mostValues] ?? fewestThings;
  const frequent: Counted['frequent'] = [];
  for (let value = 1; value < counts.length; value++)
    if (counts[value]! >= least) frequent.push([text(value), counts[value]!]);
  return frequent.sort(([x, n], [y, m]) => m - n || (x < y ? -1 : 1)).slice(0, mostValues);
}

function tableOf({ frequent, total }: Counted, words: boolean, agreement: number | null): FrequencyTable {
  if (total === 0) return { values: {}, other: 0.5 };
  let mass = 0;
  let squares = 0;
  const values: Record<string, number> = {};
  for (const [value, count] of frequent) {
    const frequency = Math.min(0.999, count / total);
    values[value] = rounded(frequency);
    mass += frequency;
    squares += frequency * frequency;
  }
  // Every other value as often as one thing in all has it, or, where pairs were counted, as often as two things agree on one.
  const rest = Math.max(1e-3, 1 - mass);
  const once = 1 / (total + 1);
  const counted = agreement === null ? once : Math.max((agreement - squares) / rest, Math.min(once / 100, agreement));
  return { values, other: rounded(Math.min(0.5, words ? once : Math.min(counted, (fewestThings * 1.0) / total))) };
}

/** Three digits are enough, and keep a model readable. */
function rounded(share: number): number {
  return Number(share.toPrecision(3));
}
