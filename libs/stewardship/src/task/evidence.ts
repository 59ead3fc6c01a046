import type { Base, MemberRecord } from '@siku/master-data';
import type { Evidence } from '@siku/matching';

type Profiles = ReadonlyMap<string, Record<string, string[]>>;

/** Two source records that may be the same. */
export interface Link {
  a: string;
  b: string;
  /** log2 of the odds */
  weight: number;
  /** they have an identifier in common that only one thing can have */
  identifier: boolean;
}

/** All pairs that a steward would be asked about, or that were joined, the strongest first. */
export function linksAmong(base: Base, profiles: Profiles): Link[] {
  const { compiled, model } = base;
  const nodes = [...profiles].map(([id, profile]) => ({
    id,
    prepared: compiled.prepare(profile),
    keys: new Set([...compiled.exclusiveKeys(profile), ...(base.owned?.(profile) ?? [])]),
  }));
  const links = nodes.flatMap((a, i) =>
    nodes.slice(i + 1).map((b): Link => ({
      a: a.id,
      b: b.id,
      weight: compiled.score(a.prepared, b.prepared),
      identifier: [...a.keys].some((key) => b.keys.has(key)),
    })),
  );
  return links
    .filter(({ weight, identifier }) => identifier || weight >= model.thresholds.review)
    .sort((x, y) => y.weight - x.weight || (x.a + x.b < y.a + y.b ? -1 : 1));
}

/** The waterfall of the strongest pair between two records; without the values where the base is read for a purpose only. */
export function evidenceBetween(
  base: Base,
  profiles: Profiles,
  members: readonly MemberRecord[],
  [first, second]: readonly string[],
): { weight: number; probability: number; items: Evidence[] } | null {
  const sideOf = new Map(members.map(({ recordId, master }) => [recordId, master]));
  const across = linksAmong(base, profiles).find(({ a, b }) => {
    const sides = [sideOf.get(a), sideOf.get(b)];
    return sides.includes(first) && sides.includes(second);
  });
  if (!across) return null;
  const [a, b] = sideOf.get(across.a) === first ? [across.a, across.b] : [across.b, across.a];
  const { compiled } = base;
  const { weight, probability, evidence } = compiled.explain(
    compiled.prepare(profiles.get(a)!),
    compiled.prepare(profiles.get(b)!),
  );
  const items = base.reading === 'open' ? evidence : evidence.map((step) => ({ ...step, a: null, b: null }));
  return { weight, probability, items };
}
