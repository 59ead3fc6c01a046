import { Cql2Error } from './ast.js';

export interface Token {
  kind: 'name' | 'quoted' | 'text' | 'number' | 'sign' | 'end';
  /** names as written; what stands between quotation marks */
  text: string;
  at: number;
}

const NAME = /[A-Za-z_:\u0080-\uffff][A-Za-z0-9_:.\u0080-\uffff]*/uy;
const NUMBER = /(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?/y;
const SIGN = /<=|>=|<>|[-+*/%^=<>(),]/y;

/** Cuts CQL2 text into tokens. @throws Cql2Error */
export function tokenise(text: string): Token[] {
  const tokens: Token[] = [];
  let at = 0;
  const match = (expression: RegExp): string | null => {
    expression.lastIndex = at;
    return expression.exec(text)?.[0] ?? null;
  };
  while (at < text.length) {
    const character = text[at]!;
    if (/\s/.test(character)) {
      at++;
      continue;
    }
    if (character === "'" || character === '"') {
      const { value, end } = quoted(text, at);
      tokens.push({ kind: character === "'" ? 'text' : 'quoted', text: value, at });
      at = end;
      continue;
    }
    const number = match(NUMBER);
    const name = number === null ? match(NAME) : null;
    const found = number ?? name ?? match(SIGN);
    if (found === null)
      throw new Cql2Error('有无法识别的字符', 'a character has no meaning here', `character ${at + 1}`);
    tokens.push({ kind: number !== null ? 'number' : name !== null ? 'name' : 'sign', text: found, at });
    at += found.length;
  }
  tokens.push({ kind: 'end', text: '', at });
  return tokens;
}

/** A quotation mark within is doubled, or follows a backslash. */
function quoted(text: string, start: number): { value: string; end: number } {
  const mark = text[start];
  let value = '';
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === mark) {
      if (text[at + 1] !== mark) return { value, end: at + 1 };
      value += mark;
      at++;
    } else if (text[at] === '\\' && text[at + 1] === mark) {
      value += mark;
      at++;
    } else value += text[at];
  }
  throw new Cql2Error('引号没有结束', 'a quotation mark is not closed', `character ${start + 1}`);
}
