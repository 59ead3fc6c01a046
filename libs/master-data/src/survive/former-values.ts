import { valueAt, withValue } from './attribute-path.js';
import type { GoldenSegment, ProvenanceSource } from './golden.js';
import type { SurvivorshipRules } from './survivorship-rule.js';

/**
 * Adds to the lists that are declared `formerly` what the golden value at that path was before, in valid time: a function of the
 * segments alone, so it does not matter who delivered when. A value that has come back is no former one, and a list that a steward has decided stays hers.
 */
export function withFormerValues(
  segments: readonly GoldenSegment[],
  rules: SurvivorshipRules,
): readonly GoldenSegment[] {
  if (segments.length < 2) return segments;
  let result = segments;
  for (const [path, { formerly }] of Object.entries(rules)) {
    if (formerly !== undefined) result = remembering(result, path, formerly);
  }
  return result;
}

/** Former value → where it was last taken from; null: a steward's decision. */
type Past = Map<unknown, ProvenanceSource | null>;

function remembering(segments: readonly GoldenSegment[], path: string, of: string): GoldenSegment[] {
  const past: Past = new Map();
  return segments.map((segment) => {
    const { attributes, provenance } = segment;
    const value = valueAt(attributes, of);
    const listed = new Set((valueAt(attributes, path) as unknown[] | undefined) ?? []);
    const former = [...past].filter(([was]) => was !== value && !listed.has(was));
    if (value !== undefined) {
      const [index] = provenance.values[of] ?? [];
      past.set(value, index === undefined ? null : provenance.sources[index]!);
    }
    if (former.length === 0 || provenance.decisions?.[path] !== undefined) return segment;
    const all = [...listed, ...former.map(([was]) => was)].sort();
    return { ...segment, attributes: withList(attributes, path, all), provenance: citing(segment, path, former) };
  });
}

function withList(attributes: GoldenSegment['attributes'], path: string, list: unknown[]): GoldenSegment['attributes'] {
  const copy = structuredClone(attributes);
  withValue(copy, path, list);
  return copy;
}

function citing(
  { provenance }: GoldenSegment,
  path: string,
  former: readonly [unknown, ProvenanceSource | null][],
): GoldenSegment['provenance'] {
  const sources = [...provenance.sources];
  const cited = new Set(provenance.values[path] ?? []);
  for (const [, source] of former) {
    if (source === null) continue;
    const same = sources.findIndex(
      ({ dataset, sourceKey, since }) =>
        dataset === source.dataset && sourceKey === source.sourceKey && since === source.since,
    );
    cited.add(same < 0 ? sources.push(source) - 1 : same);
  }
  return { ...provenance, sources, values: { ...provenance.values, [path]: [...cited] } };
}
