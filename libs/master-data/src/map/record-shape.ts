import { INVALID_SCHEME, type AttributeDictionary } from '@siku/catalogue';

/** Paths of a record, each with a slot; values are put into slots and become one nested object in dictionary order. */
export class RecordShape {
  private readonly slots = new Map<string, number>();

  slotOf(path: string): number {
    let slot = this.slots.get(path);
    if (slot === undefined) this.slots.set(path, (slot = this.slots.size));
    return slot;
  }

  find(path: string): number {
    return this.slots.get(path) ?? -1;
  }

  get size(): number {
    return this.slots.size;
  }

  /** Compiles the assembly of slots into an object; undefined when every slot is empty. */
  compile(dictionary: AttributeDictionary): (values: readonly unknown[]) => Record<string, unknown> | undefined {
    const order = new Map(Object.keys(dictionary).map((path, i) => [path, i]));
    const rank = (path: string): number => order.get(path) ?? order.get(path.replace(/\.[^.]+$/, '.x-*')) ?? order.size;
    const paths = [...this.slots.keys()].sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : 1));
    const root: Branch = { name: '', children: [] };
    for (const path of paths) plant(root, path.split('.'), this.slots.get(path)!);
    return (values) => assemble(root, values);
  }
}

interface Leaf {
  name: string;
  slot: number;
}

interface Branch {
  name: string;
  children: (Leaf | Branch)[];
}

function plant(parent: Branch, [name, ...rest]: string[], slot: number): void {
  if (rest.length === 0) {
    parent.children.push({ name: name!, slot });
    return;
  }
  let branch = parent.children.find((child): child is Branch => 'children' in child && child.name === name);
  if (!branch) parent.children.push((branch = { name: name!, children: [] }));
  plant(branch, rest, slot);
}

function assemble({ children }: Branch, values: readonly unknown[]): Record<string, unknown> | undefined {
  let record: Record<string, unknown> | undefined;
  for (const child of children) {
    const value = 'slot' in child ? values[child.slot] : assemble(child, values);
    if (value !== undefined) (record ??= {})[child.name] = value;
  }
  return record;
}

/** `identifiers.uscc` → `identifiers.x-invalid-uscc`; null for what is no identifier of the entity. */
export function invalidPathOf(path: string): string | null {
  const match = /^(.*\bidentifiers\.)([A-Za-z]+)$/.exec(path);
  return match ? `${match[1]}${INVALID_SCHEME}${match[2]}` : null;
}
