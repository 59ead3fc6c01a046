import type { GoldenSegment } from '../survive/golden.js';
import { valueAt, withoutValue, withValue } from '../survive/attribute-path.js';
import type { ValueRuling } from './decision.js';

/** Attribute that lists the paths whose values are under investigation. */
export const DOUBTED = 'underInvestigation';

export interface DecidedValue extends Omit<ValueRuling, 'recordId'> {
  /** number and id of the decision */
  decision: number;
  id: string;
}

const within = (date: string, { validFrom, validTo }: DecidedValue): boolean =>
  validFrom <= date && (validTo === null || date < validTo);

/**
 * The golden segments with what stewards decided: cut where a decided value begins and ends, the latest decision on a
 * path counting. Nothing is added where the entity has no segment.
 */
export function withDecidedValues(
  segments: readonly GoldenSegment[],
  decided: readonly DecidedValue[],
): readonly GoldenSegment[] {
  if (decided.length === 0) return segments;
  const ordered = decided.toSorted((a, b) => a.decision - b.decision);
  const cuts = [...new Set(ordered.flatMap(({ validFrom, validTo }) => [validFrom, validTo ?? validFrom]))].sort();
  return segments.flatMap((segment) => {
    const inside = cuts.filter((cut) => segment.from < cut && (segment.to === null || cut < segment.to));
    const starts = [segment.from, ...inside];
    return starts.map((from, i) => {
      const to = starts[i + 1] ?? segment.to;
      const here = ordered.filter((value) => within(from, value));
      return here.length === 0 ? { ...segment, from, to } : applied({ ...segment, from, to }, here);
    });
  });
}

function applied(segment: GoldenSegment, decided: readonly DecidedValue[]): GoldenSegment {
  const attributes = structuredClone(segment.attributes);
  const provenance = { ...segment.provenance, values: { ...segment.provenance.values } };
  const decisions: Record<string, string> = {};
  const doubted = new Set<string>();
  let ties = segment.ties;
  for (const { path, value, doubted: onlyDoubted, id } of decided) {
    if (onlyDoubted) {
      doubted.add(path);
      continue;
    }
    doubted.delete(path);
    ties = ties.filter((tie) => tie !== path);
    if (value === null) withoutValue(attributes, path);
    else withValue(attributes, path, value);
    provenance.values[path] = [];
    decisions[path] = id;
  }
  if (Object.keys(decisions).length > 0) provenance.decisions = decisions;
  const shown = [...doubted].filter((path) => valueAt(attributes, path) !== undefined).sort();
  if (shown.length > 0) attributes[DOUBTED] = shown;
  return { ...segment, attributes, provenance, ties };
}
