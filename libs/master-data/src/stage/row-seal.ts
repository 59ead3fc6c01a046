import { isSealed, listOf, ruleOf, type AttributeDictionary, type DatasetDefinition } from '@siku/catalogue';
import type { Vault } from '@siku/platform';
import type { Attributes, BaseDefinition } from '../base/base-definition.js';

/** How rows of a dataset are sealed before they are stored. */
export interface RowSeal {
  attributes(attributes: Attributes): Attributes;
  key(sourceKey: string): string;
  /** The offending value of an issue, or the row it is about: they may hold anything the row does. */
  delivered(value: unknown): unknown;
}

/** Seals the values at sealed paths of standardised attributes, at any depth. */
export function attributeSealer(dictionary: AttributeDictionary, vault: Vault): (attributes: Attributes) => Attributes {
  const known = new Map<string, boolean>();
  const sealed = (path: string): boolean => {
    let answer = known.get(path);
    if (answer === undefined) known.set(path, (answer = isSealed(dictionary, path)));
    return answer;
  };
  const seal = (value: unknown, path: string): unknown => {
    if (typeof value === 'string') return sealed(path) ? vault.seal(value) : value;
    if (Array.isArray(value)) return value.map((item) => seal(item, path));
    if (typeof value !== 'object' || value === null) return value;
    const members = Object.entries(value).map(([name, member]) => [
      name,
      seal(member, path ? `${path}.${name}` : name),
    ]);
    return Object.fromEntries(members);
  };
  return (attributes) => seal(attributes, '') as Attributes;
}

export function rowSealOf(base: BaseDefinition, definition: DatasetDefinition, vault: Vault): RowSeal {
  const columns = sealedColumns(definition, base.attributes);
  const same = <T>(value: T): T => value;
  if (columns.size === 0) return { attributes: same, key: same, delivered: same };
  // A key that comes from no sealed column is often a number of persons all the same, where the base is about persons.
  const sealsKey = base.reading !== 'open' || definition.key.some((column) => columns.has(column));
  return {
    attributes: attributeSealer(base.attributes, vault),
    key: sealsKey ? (key) => vault.seal(key) : same,
    delivered: (value) =>
      value === null ? null : typeof value === 'string' ? vault.seal(value) : vault.sealJson(value),
  };
}

/** Columns from which something sealed is read. */
function sealedColumns({ mapping }: DatasetDefinition, dictionary: AttributeDictionary): Set<string> {
  const columns = new Set<string>();
  for (const [target, rule] of Object.entries(mapping)) {
    const rules = Array.isArray(rule)
      ? rule.flatMap((members) =>
          Object.entries(members).map(([name, member]) => [`${target}.${name}`, member] as const),
        )
      : [[target, rule] as const];
    for (const [path, value] of rules) {
      if (isSealed(dictionary, path)) for (const column of listOf(ruleOf(value).from)) columns.add(column);
    }
  }
  return columns;
}
