import type { BaseDefinition } from '../base/base-definition.js';
import type { Derivation, Provenance, ProvenanceSource } from '../survive/golden.js';
import type { SurvivorshipRule } from '../survive/survivorship-rule.js';

/** Where one golden value came from: as `ValueProvenance` shows it. */
export interface ValueOrigin {
  rule?: SurvivorshipRule;
  decision: string | null;
  derived?: Derivation;
  sources: (Omit<ProvenanceSource, 'batch'> & { batch: string | null })[];
}

/**
 * Attribute path → origin; a derived value cites the records that what it was derived from was taken from.
 * @param batches number → public id
 */
export function valueOrigins(
  base: BaseDefinition,
  { sources, values, decisions = {}, derived = {} }: Provenance,
  batches: ReadonlyMap<number, string>,
): Record<string, ValueOrigin> {
  const cited = (from: readonly number[] = []): ValueOrigin['sources'] =>
    from.map((index) => ({ ...sources[index]!, batch: batches.get(sources[index]!.batch) ?? null }));
  const delivered = Object.entries(values).map(([path, from]): [string, ValueOrigin] => [
    path,
    { rule: ruleOf(base, path), decision: decisions[path] ?? null, sources: cited(from) },
  ]);
  const computed = Object.entries(derived).map(([path, derivation]): [string, ValueOrigin] => [
    path,
    { decision: null, derived: derivation, sources: cited(values[derivation.from]) },
  ]);
  return Object.fromEntries([...delivered, ...computed]);
}

const ruleOf = ({ survivorship }: BaseDefinition, path: string): SurvivorshipRule | undefined =>
  survivorship[path] ?? survivorship[`${path.slice(0, path.lastIndexOf('.'))}.*`];
