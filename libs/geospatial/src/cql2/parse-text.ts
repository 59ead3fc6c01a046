import { looksLikeWkt, parseWkt, WktSyntax } from '@siku/standards';
import { Cql2Error, DEEPEST, NAMED, type Expression } from './ast.js';
import { geometryOf } from './drawn-geometry.js';
import { instantOf } from './instants.js';
import { tokenise, type Token } from './tokens.js';

const GEOMETRIES = /^(POINT|LINESTRING|POLYGON|MULTIPOINT|MULTILINESTRING|MULTIPOLYGON|GEOMETRYCOLLECTION)Z?$/i;
const COMPARISONS = new Set(['=', '<>', '<', '>', '<=', '>=']);
/** Words that are no names of properties unless they stand in quotation marks. */
const RESERVED = new Set(['and', 'or', 'not', 'like', 'between', 'in', 'is', 'null', 'true', 'false', 'div']);

/** CQL2 text → tree. @throws Cql2Error */
export function parseCql2Text(text: string): Expression {
  return new Parser(text).filter();
}

class Parser {
  private readonly tokens: Token[];
  private at = 0;
  private depth = 0;

  constructor(private readonly source: string) {
    this.tokens = tokenise(source);
  }

  filter(): Expression {
    const expression = this.or();
    if (this.peek().kind !== 'end') throw this.error('此处多余', 'this is one too many');
    return expression;
  }

  private or(): Expression {
    if (++this.depth > DEEPEST) throw this.error('嵌套过深', 'nested too deeply');
    const args = [this.and()];
    while (this.takeWord('or')) args.push(this.and());
    this.depth--;
    return args.length === 1 ? args[0]! : { kind: 'op', op: 'or', args };
  }

  private and(): Expression {
    const args = [this.not()];
    while (this.takeWord('and')) args.push(this.not());
    return args.length === 1 ? args[0]! : { kind: 'op', op: 'and', args };
  }

  private not(): Expression {
    if (this.takeWord('not')) return { kind: 'op', op: 'not', args: [this.not()] };
    return this.predicate();
  }

  private predicate(): Expression {
    const left = this.sum();
    const sign = this.peek();
    if (sign.kind === 'sign' && COMPARISONS.has(sign.text)) {
      this.at++;
      return { kind: 'op', op: sign.text, args: [left, this.sum()] };
    }
    if (this.takeWord('is')) {
      const negated = this.takeWord('not');
      this.word('null');
      return this.negated(negated, { kind: 'op', op: 'isNull', args: [left] });
    }
    const negated = this.takeWord('not');
    if (this.takeWord('like')) return this.negated(negated, { kind: 'op', op: 'like', args: [left, this.sum()] });
    if (this.takeWord('between')) {
      const low = this.sum();
      this.word('and');
      return this.negated(negated, { kind: 'op', op: 'between', args: [left, low, this.sum()] });
    }
    if (this.takeWord('in')) {
      const items = this.list(() => this.sum());
      return this.negated(negated, { kind: 'op', op: 'in', args: [left, { kind: 'array', items }] });
    }
    if (negated) throw this.error('此处应为 LIKE、BETWEEN 或 IN', 'LIKE, BETWEEN or IN is missing');
    return left;
  }

  private negated(negated: boolean, expression: Expression): Expression {
    return negated ? { kind: 'op', op: 'not', args: [expression] } : expression;
  }

  private sum(): Expression {
    let left = this.product();
    for (let sign = this.takeSign('+', '-'); sign; sign = this.takeSign('+', '-')) {
      left = { kind: 'op', op: sign, args: [left, this.product()] };
    }
    return left;
  }

  private product(): Expression {
    let left = this.power();
    for (;;) {
      const op = this.takeSign('*', '/', '%') ?? (this.takeWord('div') ? 'div' : null);
      if (!op) return left;
      left = { kind: 'op', op, args: [left, this.power()] };
    }
  }

  private power(): Expression {
    const base = this.unary();
    return this.takeSign('^') ? { kind: 'op', op: '^', args: [base, this.power()] } : base;
  }

  private unary(): Expression {
    if (this.takeSign('-')) {
      const arg = this.unary();
      if (arg.kind === 'literal' && typeof arg.value === 'number') return { kind: 'literal', value: -arg.value };
      return { kind: 'op', op: '-', args: [arg] };
    }
    this.takeSign('+');
    return this.primary();
  }

  private primary(): Expression {
    const token = this.peek();
    if (token.kind === 'number') {
      this.at++;
      return { kind: 'literal', value: Number(token.text) };
    }
    if (token.kind === 'text') {
      this.at++;
      return { kind: 'literal', value: token.text };
    }
    if (token.kind === 'quoted') {
      this.at++;
      return { kind: 'property', name: token.text };
    }
    if (token.kind === 'sign' && token.text === '(') return this.bracketed();
    if (token.kind !== 'name') throw this.error('此处缺少表达式', 'an expression is missing');
    return this.named(token);
  }

  /** A group, or an array: `()`, `(1, 2)`. */
  private bracketed(): Expression {
    this.sign('(');
    if (this.takeSign(')')) return { kind: 'array', items: [] };
    const first = this.or();
    if (this.takeSign(')')) return first;
    const items = [first];
    while (this.takeSign(',')) items.push(this.or());
    this.sign(')');
    return { kind: 'array', items };
  }

  private named(token: Token): Expression {
    const name = token.text.toLowerCase();
    const next = this.tokens[this.at + 1]!;
    const isCall = next.kind === 'sign' && next.text === '(';
    if (GEOMETRIES.test(name) && (isCall || /^(z|m|zm|empty)$/i.test(next.text))) return this.geometry(token);
    this.at++;
    if (!isCall) {
      if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
      if (RESERVED.has(name))
        throw this.error('保留字须加双引号', 'a reserved word as a name needs quotation marks', token);
      return { kind: 'property', name: token.text };
    }
    if (name === 'date' || name === 'timestamp') {
      const [text] = this.list(() => this.text());
      return instantOf(name, text!, this.place(token));
    }
    if (name === 'interval') {
      const ends = this.list(() => this.end());
      if (ends.length !== 2) throw this.error('INTERVAL 须有两端', 'INTERVAL takes two ends', token);
      return { kind: 'interval', from: ends[0]!, to: ends[1]! };
    }
    if (name === 'bbox') {
      const box = this.list(() => this.figure());
      if (box.length !== 4 && box.length !== 6)
        throw this.error('BBOX 须有 4 或 6 个数', 'BBOX takes 4 or 6 figures', token);
      return { kind: 'bbox', box: box.length === 4 ? box : [box[0]!, box[1]!, box[3]!, box[4]!] };
    }
    const args = this.list(() => this.or());
    if (NAMED.has(name)) return { kind: 'op', op: name, args };
    if (name === 'casei' || name === 'accenti') return { kind: 'op', op: name, args };
    throw this.error('没有此函数', 'there is no such function', token);
  }

  private geometry(start: Token): Expression {
    let depth = 0;
    let end = this.at + 1;
    for (; this.tokens[end]!.kind !== 'end'; end++) {
      const { kind, text } = this.tokens[end]!;
      if (kind === 'sign' && text === '(') depth++;
      if (kind === 'sign' && text === ')') depth--;
      if (depth === 0 && (text === ')' || /^empty$/i.test(text))) break;
    }
    const text = this.source.slice(start.at, this.tokens[end + 1]?.at ?? this.source.length);
    this.at = end + 1;
    if (!looksLikeWkt(text)) throw this.error('几何不是有效的 WKT', 'the geometry is no WKT', start);
    try {
      const geometry = geometryOf(parseWkt(text).geometry);
      if (geometry) return { kind: 'geometry', geometry };
    } catch (error) {
      if (!(error instanceof WktSyntax)) throw error;
    }
    throw this.error('几何不是有效的 WKT', 'the geometry is no WKT', start);
  }

  /** One end of an interval: an instant, `..`, or a property. */
  private end(): Expression | null {
    const token = this.peek();
    if (token.kind === 'text') {
      this.at++;
      if (token.text === '..' || token.text === '') return null;
      return instantOf(token.text.includes('T') ? 'timestamp' : 'date', token.text, this.place(token));
    }
    return this.primary();
  }

  private text(): string {
    const token = this.peek();
    if (token.kind !== 'text') throw this.error('此处应为文本', 'a text is missing');
    this.at++;
    return token.text;
  }

  private figure(): number {
    const value = this.unary();
    if (value.kind !== 'literal' || typeof value.value !== 'number')
      throw this.error('此处应为数字', 'a figure is missing');
    return value.value;
  }

  private list<T>(read: () => T): T[] {
    this.sign('(');
    if (this.takeSign(')')) return [];
    const items = [read()];
    while (this.takeSign(',')) items.push(read());
    this.sign(')');
    return items;
  }

  private peek(): Token {
    return this.tokens[this.at]!;
  }

  private takeWord(word: string): boolean {
    const { kind, text } = this.peek();
    if (kind !== 'name' || text.toLowerCase() !== word) return false;
    this.at++;
    return true;
  }

  private word(word: string): void {
    if (!this.takeWord(word)) throw this.error(`此处应为 ${word.toUpperCase()}`, `${word.toUpperCase()} is missing`);
  }

  private takeSign(...signs: string[]): string | null {
    const { kind, text } = this.peek();
    if (kind !== 'sign' || !signs.includes(text)) return null;
    this.at++;
    return text;
  }

  private sign(sign: string): void {
    if (!this.takeSign(sign)) throw this.error(`此处应为“${sign}”`, `"${sign}" is missing`);
  }

  private place({ at }: Token): string {
    return `character ${at + 1}`;
  }

  private error(zh: string, en: string, token: Token = this.peek()): Cql2Error {
    return new Cql2Error(zh, en, this.place(token));
  }
}
