import { parsePattern, PatternRefusal, type PatternNode } from './pattern-syntax.js';

export { PatternRefusal };

export interface Pattern {
  /** The groups of the first match one after another, the whole match when there is no group; null without a match. */
  extract(text: string): string | null;
}

type Instruction =
  | { op: 'class'; test: (character: string) => boolean }
  | { op: 'split'; first: number; second: number }
  | { op: 'jump'; to: number }
  | { op: 'save'; slot: number }
  | { op: 'start' | 'end' | 'match' };

const MAX_INSTRUCTIONS = 1000;

/** Characters looked at: an address or a scope of business is shorter, and the work is this times the instructions. */
const MAX_TEXT = 2000;

/**
 * Compiles a pattern that takes at most (instructions × characters) steps on any text. It backtracks like the built-in
 * engine and finds the same match, but never visits a state twice at one position: without back references a second
 * visit can only fail as the first did. So nobody's dataset can stop a worker with `(a+)+$`.
 * @throws PatternRefusal
 */
export function compilePattern(source: string): Pattern {
  const { root, groups } = parsePattern(source);
  const program: Instruction[] = [];
  emit(program, { kind: 'group', index: 0, inner: root });
  program.push({ op: 'match' });
  return { extract: (text) => textOf(run(program, groups, [...text.slice(0, MAX_TEXT)]), groups) };
}

function emit(program: Instruction[], node: PatternNode): void {
  if (program.length > MAX_INSTRUCTIONS) {
    throw new PatternRefusal(
      'pattern-too-large',
      '正则表达式展开后过长',
      'The expression is too large when written out',
    );
  }
  switch (node.kind) {
    case 'empty':
      return;
    case 'start':
    case 'end':
      program.push({ op: node.kind });
      return;
    case 'class':
      program.push({ op: 'class', test: node.test });
      return;
    case 'group':
      program.push({ op: 'save', slot: 2 * node.index });
      emit(program, node.inner);
      program.push({ op: 'save', slot: 2 * node.index + 1 });
      return;
    case 'sequence':
      for (const part of node.parts) emit(program, part);
      return;
    case 'choice':
      emitChoice(program, node.parts);
      return;
    case 'repeat':
      emitRepeat(program, node);
  }
}

function emitChoice(program: Instruction[], [part, ...others]: PatternNode[]): void {
  if (!part) return;
  if (others.length === 0) return emit(program, part);
  const split = { op: 'split' as const, first: program.length + 1, second: 0 };
  const jump = { op: 'jump' as const, to: 0 };
  program.push(split);
  emit(program, part);
  program.push(jump);
  split.second = program.length;
  emitChoice(program, others);
  jump.to = program.length;
}

function emitRepeat(program: Instruction[], node: PatternNode & { kind: 'repeat' }): void {
  for (let i = 0; i < node.min; i++) emit(program, node.inner);
  const optional = (): ((end: number) => void) => {
    const split = { op: 'split' as const, first: 0, second: 0 };
    const [taken, left] = node.lazy ? (['second', 'first'] as const) : (['first', 'second'] as const);
    program.push(split);
    split[taken] = program.length;
    return (end) => (split[left] = end);
  };
  if (node.max === Infinity) {
    const start = program.length;
    const leave = optional();
    emit(program, node.inner);
    program.push({ op: 'jump', to: start });
    leave(program.length);
    return;
  }
  const leaves = Array.from({ length: node.max - node.min }, () => {
    const leave = optional();
    emit(program, node.inner);
    return leave;
  });
  for (const leave of leaves) leave(program.length);
}

interface Thread {
  pc: number;
  at: number;
  saved: Saved | null;
}

/** Captures as a list that threads share. */
interface Saved {
  slot: number;
  at: number;
  before: Saved | null;
}

function run(program: Instruction[], groups: number, text: string[]): { text: string[]; slots: number[] } | null {
  const visited = new Uint8Array(program.length * (text.length + 1));
  for (let start = 0; start <= text.length; start++) {
    // The visited states stay: what failed from an earlier start fails from here too.
    const threads: Thread[] = [{ pc: 0, at: start, saved: null }];
    for (let thread = threads.pop(); thread; thread = threads.pop()) {
      const done = follow(program, text, thread, threads, visited);
      if (done) return { text, slots: slotsOf(done, groups) };
    }
  }
  return null;
}

/** Runs one thread to its end; leaves its alternatives on the stack. Its captures when it matched, else null. */
function follow(
  program: Instruction[],
  text: string[],
  thread: Thread,
  threads: Thread[],
  visited: Uint8Array,
): Saved | null {
  let { pc, at, saved } = thread;
  for (;;) {
    const state = pc * (text.length + 1) + at;
    if (visited[state]) return null;
    visited[state] = 1;
    const instruction = program[pc]!;
    switch (instruction.op) {
      case 'class':
        if (at >= text.length || !instruction.test(text[at]!)) return null;
        at++;
        pc++;
        break;
      case 'split':
        threads.push({ pc: instruction.second, at, saved });
        pc = instruction.first;
        break;
      case 'jump':
        pc = instruction.to;
        break;
      case 'save':
        saved = { slot: instruction.slot, at, before: saved };
        pc++;
        break;
      case 'start':
        if (at !== 0) return null;
        pc++;
        break;
      case 'end':
        if (at !== text.length) return null;
        pc++;
        break;
      case 'match':
        return saved;
    }
  }
}

function slotsOf(saved: Saved, groups: number): number[] {
  const slots = Array<number>(2 * (groups + 1)).fill(-1);
  for (let entry: Saved | null = saved; entry; entry = entry.before) {
    if (slots[entry.slot] === -1) slots[entry.slot] = entry.at;
  }
  return slots;
}

function textOf(match: { text: string[]; slots: number[] } | null, groups: number): string | null {
  if (!match) return null;
  const part = (group: number): string => {
    const [from, to] = [match.slots[2 * group]!, match.slots[2 * group + 1]!];
    return from === -1 || to === -1 ? '' : match.text.slice(from, to).join('');
  };
  if (groups === 0) return part(0);
  return Array.from({ length: groups }, (_, i) => part(i + 1)).join('');
}
