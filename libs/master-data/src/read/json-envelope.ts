import type { ByteSource } from './byte-source.js';
import { JsonArraySplitter, JsonSyntax, RecordTooLarge } from './json-records.js';
import { SAMPLE_BYTES } from './limits.js';
import { type Encoding, TextReader, UndecodableBytes } from './text-encoding.js';

/** What interfaces and export tools call the list of records in their answers. */
const LISTS = 'data|dataset|datas|records?|rows?|items?|lists?|results?|values?|content|body|数据|记录|列表';

const TEXT = String.raw`"(?:[^"\\]|\\.)*"`;
/** Texts, figures, and objects of these: who asked, how many pages there are. */
const PLAIN = String.raw`(?:${TEXT}|-?\d[\d.eE+-]*|true|false|null|\[\s*\]|\{[^{}[\]]*\})`;
const BEFORE = String.raw`(?:\s*${TEXT}\s*:\s*${PLAIN}\s*,)*`;
const LIST = String.raw`\s*"(?:${LISTS})"\s*:\s*`;
const ENVELOPE = new RegExp(String.raw`^\s*\{${BEFORE}${LIST}(?:\{${BEFORE}${LIST})?(?=\[\s*\{)`, 'iu');

/** No answer says more about its records than this behind them. */
const LONGEST_TAIL = 100_000;

/**
 * Characters before the records where a file is one object around a list of them, `{"code": 0, "data": {"records": [{…}, …]}, "total": 2}`, with
 * nothing else in it that could be records; or null. Reads the file once where it begins like that.
 */
export async function envelopeOf(source: ByteSource, encoding: Encoding): Promise<number | null> {
  let head: string | null = null;
  let begun = '';
  const splitter = new JsonArraySplitter({ keepsTail: true });
  try {
    for await (const piece of new TextReader(source, encoding).pieces()) {
      let text = piece;
      if (head === null) {
        begun += piece;
        head = ENVELOPE.exec(begun)?.[0] ?? null;
        if (head === null && begun.length > SAMPLE_BYTES) return null;
        if (head === null) continue;
        text = begun.slice(head.length);
      }
      for (const _ of splitter.push(text));
      if (splitter.tail.length > LONGEST_TAIL) return null;
    }
    // Cut off in the list: it is refused as such.
    if (head !== null && !splitter.isComplete) return head.length;
    return head !== null && isPlain(JSON.parse(`${head}[]${splitter.tail}`)) ? head.length : null;
  } catch (error) {
    // Whoever reads it as records finds out what is wrong, and where.
    const isOther = [JsonSyntax, RecordTooLarge, UndecodableBytes, SyntaxError].some((kind) => error instanceof kind);
    if (isOther) return null;
    throw error;
  }
}

/** Without a second list of objects. */
const isPlain = (value: unknown): boolean =>
  typeof value !== 'object' ||
  value === null ||
  (Array.isArray(value)
    ? value.every((item) => typeof item !== 'object' || item === null)
    : Object.values(value).every(isPlain));
