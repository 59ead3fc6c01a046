import type { Towns } from '@siku/standards';

/** What goes without saying where an address is written. */
export interface Surroundings {
  /** First four digits of the prefecture's code; empty where there are several. */
  home: string;
  towns: Towns;
}

const TOWN = /^(?<bare>.{2,})(?:街道|镇|乡)$/u;

/** @param divisions counties and towns of the map. A name that two towns have without their kind stands for neither. */
export function surroundingsOf(divisions: readonly { code: string; name: string | null }[]): Surroundings {
  const [home = '', ...others] = new Set(divisions.map(({ code }) => code.slice(0, 4)));
  const named = new Map<string, Set<string>>();
  for (const { name } of divisions) {
    const bare = TOWN.exec(name ?? '')?.groups!['bare'];
    if (bare) named.set(bare, (named.get(bare) ?? new Set()).add(name!));
  }
  const towns = [...named].flatMap(([bare, [name, second]]) => (second ? [] : ([[bare, name!]] as const)));
  return { home: others.length > 0 ? '' : home, towns: new Map(towns.sort(([a], [b]) => b.length - a.length)) };
}
