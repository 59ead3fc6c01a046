import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { asRefusals, type ByteSource, type Progress } from './byte-source.js';
import { MAX_ROW_CHARACTERS, MAX_WORKBOOK_PART_BYTES } from './limits.js';
import { refusal } from './read-refusal.js';

export interface XmlHandler {
  open(name: string, attributes: Record<string, string>): void;
  close?(name: string): void;
  text?(text: string): void;
  /** Counts what has been completed (rows, texts); when it stands still for too long, the part is refused. */
  readonly completed?: number;
}

/** Parses one part of a workbook piece by piece; pauses after each so that the caller can hand over what was found. */
export async function* parseXml(source: ByteSource, handler: XmlHandler, progress?: Progress): AsyncGenerator<void> {
  yield* asRefusals(parsePieces(source, handler, progress), 'xlsx');
}

async function* parsePieces(source: ByteSource, handler: XmlHandler, progress?: Progress): AsyncGenerator<void> {
  const parser = new SaxesParser<{ xmlns: false; position: false }>({ xmlns: false, position: false });
  parser.on('opentag', (tag: SaxesTagPlain) => handler.open(localName(tag.name), tag.attributes));
  parser.on('closetag', (tag: SaxesTagPlain) => handler.close?.(localName(tag.name)));
  parser.on('text', (text) => handler.text?.(text));
  parser.on('cdata', (text) => handler.text?.(text));
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let [completed, since] = [0, 0];
  for await (const bytes of source.read(progress)) {
    parser.write(decoder.decode(bytes, { stream: true }));
    since = handler.completed === completed ? since + bytes.length : 0;
    completed = handler.completed ?? 0;
    if (since > MAX_ROW_CHARACTERS) throw refusal.cellTooLarge(completed + 1);
    yield;
  }
  parser.write(decoder.decode()).close();
}

/** For the small parts, which are read whole. */
export async function readXml(source: ByteSource, open: XmlHandler['open']): Promise<void> {
  if (source.total > MAX_WORKBOOK_PART_BYTES) throw refusal.tooMuchText();
  const pieces = parseXml(source, { open });
  while (!(await pieces.next()).done);
}

/** Some producers write every element with a namespace prefix. */
function localName(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** An attribute by its local name, for those that carry a namespace (`r:id`). */
export function attributeOf(attributes: Record<string, string>, name: string): string | undefined {
  return attributes[name] ?? Object.entries(attributes).find(([key]) => localName(key) === name)?.[1];
}
