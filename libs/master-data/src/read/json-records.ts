import { MAX_ROW_CHARACTERS } from './limits.js';

/** What stands between the records is not JSON; the caller knows the row. */
export class JsonSyntax extends Error {}
export class RecordTooLarge extends Error {}

/** Cuts a JSON array into the texts of its elements without parsing them. */
export class JsonArraySplitter {
  private rest = '';
  private at = 0;
  private state: 'start' | 'first' | 'element' | 'after' | 'value' | 'done' = 'start';
  private depth = 0;
  private inString = false;

  private readonly longest: number;
  private readonly keepsTail: boolean;
  /** what stands behind the array */
  tail = '';

  /** @param options `keepsTail`: something may stand behind the array */
  constructor({ longest = MAX_ROW_CHARACTERS, keepsTail = false } = {}) {
    this.longest = longest;
    this.keepsTail = keepsTail;
  }

  *push(piece: string): Generator<string> {
    const text = this.rest + piece;
    // Only an element under way is kept, and it was scanned up to `at`.
    let start = 0;
    let at = this.at;
    for (; at < text.length; at++) {
      if (this.state === 'done' && this.keepsTail) {
        this.tail += text.slice(at);
        break;
      }
      const code = text.charCodeAt(at);
      if (this.state === 'element') {
        if (this.inString) {
          if (code === BACKSLASH) at++;
          else if (code === QUOTE) this.inString = false;
        } else if (code === QUOTE) {
          this.inString = true;
        } else if (code === OPEN_BRACE || code === OPEN_BRACKET) {
          this.depth++;
        } else if (code === CLOSE_BRACE || code === CLOSE_BRACKET) {
          this.depth--;
          if (this.depth === 0) {
            yield text.slice(start, at + 1);
            this.state = 'after';
          }
        }
      } else if (!isSpace(code)) {
        if (this.step(code)) start = at;
      }
    }
    const open = this.state === 'element';
    this.rest = open ? text.slice(start) : '';
    this.at = open ? at - start : 0;
    if (this.rest.length > this.longest) throw new RecordTooLarge();
  }

  /** Whether the array was closed. */
  get isComplete() {
    return this.state === 'done';
  }

  /** Handles a character between elements; true where an element begins. */
  private step(code: number): boolean {
    const { state } = this;
    if (state === 'start' && code === OPEN_BRACKET) this.state = 'first';
    else if ((state === 'first' || state === 'after') && code === CLOSE_BRACKET) this.state = 'done';
    else if (state === 'after' && code === COMMA) this.state = 'value';
    else if ((state === 'first' || state === 'value') && code === OPEN_BRACE) {
      this.state = 'element';
      this.depth = 1;
      return true;
    } else throw new JsonSyntax();
    return false;
  }
}

const [QUOTE, BACKSLASH, COMMA, OPEN_BRACKET, CLOSE_BRACKET, OPEN_BRACE, CLOSE_BRACE] = [
  34, 92, 44, 91, 93, 123, 125,
] as const;
const isSpace = (code: number) => code === 32 || (code >= 9 && code <= 13);

/** Not in a string: there the digits follow a quotation mark, or are caught by TOKEN. */
const MAY_LOSE_DIGITS = /[^"\d]\d{16}/u;
const LONG_NUMBER = /\d{16}/u;
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/gu;

/** JSON.parse, but a number with more digits than a double holds (an 18-digit identifier, say) stays as it is written. */
export function parseRecord(text: string): unknown {
  if (!MAY_LOSE_DIGITS.test(text)) return JSON.parse(text);
  return JSON.parse(
    text.replace(TOKEN, (token) => (token.startsWith('"') || !LONG_NUMBER.test(token) ? token : `"${token}"`)),
  );
}

/** JSON.parse, but every number stays as it is written: 12.10 is not 12.1. */
export const parseTexts = (text: string): unknown =>
  JSON.parse(text.replace(TOKEN, (token) => (token.startsWith('"') ? token : `"${token}"`)));
