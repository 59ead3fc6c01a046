/** A parsed pattern. */
export type PatternNode =
  | { kind: 'empty' | 'start' | 'end' }
  | { kind: 'class'; test: (character: string) => boolean }
  | { kind: 'sequence' | 'choice'; parts: PatternNode[] }
  | { kind: 'group'; index: number; inner: PatternNode }
  | { kind: 'repeat'; inner: PatternNode; min: number; max: number; lazy: boolean };

export class PatternRefusal extends Error {
  constructor(
    readonly code: 'pattern-syntax' | 'pattern-unsupported' | 'pattern-too-large',
    readonly zh: string,
    readonly en: string,
  ) {
    super(en);
  }
}

const refuse = (code: PatternRefusal['code'], zh: string, en: string): never => {
  throw new PatternRefusal(code, zh, en);
};

/** A counted repetition is written out, so it may not be long. */
const MAX_REPEAT = 100;
const MAX_DEPTH = 20;

/**
 * The subset of ECMAScript's regular expressions that needs no backtracking beyond (state, position): characters,
 * classes, groups, choices, greedy and lazy repetition, `^` and `$`. No back reference, no look-around, no `\b`.
 */
export function parsePattern(source: string): { root: PatternNode; groups: number } {
  if (!isRegularExpression(source)) refuse('pattern-syntax', '正则表达式语法错误', 'Not a regular expression');
  const characters = [...source];
  let at = 0;
  let groups = 0;
  const peek = (text: string): boolean => characters.slice(at, at + text.length).join('') === text;
  const take = (text: string): boolean => peek(text) && (at += text.length) > 0;

  function choice(depth: number): PatternNode {
    if (depth > MAX_DEPTH) refuse('pattern-too-large', '分组嵌套过深', 'Groups are nested too deeply');
    const parts = [sequence(depth)];
    while (take('|')) parts.push(sequence(depth));
    return parts.length === 1 ? parts[0]! : { kind: 'choice', parts };
  }

  function sequence(depth: number): PatternNode {
    const parts: PatternNode[] = [];
    while (at < characters.length && !peek('|') && !peek(')')) parts.push(repeated(atom(depth)));
    return parts.length === 1 ? parts[0]! : { kind: 'sequence', parts };
  }

  function repeated(inner: PatternNode): PatternNode {
    const counts = count();
    if (!counts) return inner;
    const [min, max] = counts;
    if (min > MAX_REPEAT || (max !== Infinity && max > MAX_REPEAT)) {
      refuse('pattern-too-large', `重复次数不得超过 ${MAX_REPEAT}`, `Repeat at most ${MAX_REPEAT} times`);
    }
    return { kind: 'repeat', inner, min, max, lazy: take('?') };
  }

  function count(): [number, number] | null {
    if (take('*')) return [0, Infinity];
    if (take('+')) return [1, Infinity];
    if (take('?')) return [0, 1];
    const braces = /^\{(\d+)(,?)(\d*)\}/.exec(characters.slice(at, at + 12).join(''));
    if (!braces) return null;
    at += braces[0].length;
    const min = Number(braces[1]);
    return [min, braces[3] ? Number(braces[3]) : braces[2] ? Infinity : min];
  }

  function atom(depth: number): PatternNode {
    if (take('^')) return { kind: 'start' };
    if (take('$')) return { kind: 'end' };
    if (take('(')) return group(depth);
    return characterClass();
  }

  function group(depth: number): PatternNode {
    let captures = true;
    if (take('?:')) captures = false;
    else if (peek('?<') && !peek('?<=') && !peek('?<!')) at = characters.indexOf('>', at) + 1;
    else if (peek('?')) refuse('pattern-unsupported', '不支持环视', 'Look-around is not supported');
    const index = captures ? ++groups : 0;
    const inner = choice(depth + 1);
    take(')');
    return captures ? { kind: 'group', index, inner } : inner;
  }

  function characterClass(): PatternNode {
    const start = at;
    if (take('[')) {
      while (!peek(']')) at += peek('\\') ? 2 : 1;
      at += 1;
    } else if (take('\\')) {
      escape();
    } else {
      at += 1;
    }
    const text = characters.slice(start, at).join('');
    // One character against one class: the built-in engine does it in constant time.
    const single = new RegExp(`^${text}$`, text === '.' ? 'su' : 'u');
    return { kind: 'class', test: (character) => single.test(character) };
  }

  function escape(): void {
    const rest = characters.slice(at).join('');
    if (/^([1-9]|k<)/.test(rest)) refuse('pattern-unsupported', '不支持反向引用', 'Back references are not supported');
    if (/^[bB]/.test(rest)) refuse('pattern-unsupported', '不支持 \\b', '\\b is not supported');
    at += /^(u\{[0-9a-fA-F]+\}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[pP]\{[^}]+\}|[^])/u.exec(rest)![0].length;
  }

  return { root: choice(0), groups };
}

function isRegularExpression(source: string): boolean {
  try {
    return new RegExp(source, 'u').unicode;
  } catch {
    return false;
  }
}
