import type { ByteSource, Progress } from '../byte-source.js';
import { parseTexts } from '../json-records.js';
import { MAX_COLUMNS, MAX_WORKBOOK_PART_BYTES } from '../limits.js';
import { refusal } from '../read-refusal.js';
import { RowChunks } from '../row-chunks.js';
import type { RawRow, SourceTable } from '../source-table.js';
import { TextReader, UndecodableBytes, type Encoding } from '../text-encoding.js';
import { deletesData, isSdmxJson, sdmxJsonRows } from './sdmx-json.js';
import { isMissing, type SdmxRow } from './sdmx-row.js';
import { SdmxXml, XmlSyntax } from './sdmx-xml.js';

/** SDMX-ML data: a row for each observation, a column for each component. Read twice: observations name their columns. */
export function openSdmxMl(source: ByteSource, encoding: Encoding): Promise<SourceTable> {
  return openObservations('sdmx-ml', new TextReader(source, encoding), xmlRows);
}

/** SDMX-JSON data. Its structure may come last, so it is read as a whole; a large message is sent as SDMX-ML or SDMX-CSV. */
export function openSdmxJson(source: ByteSource, encoding: Encoding): Promise<SourceTable> {
  if (source.total > MAX_WORKBOOK_PART_BYTES) throw refusal.tooMuchText();
  return openObservations('sdmx-json', new TextReader(source, encoding), jsonRows);
}

type ReadRows = (reader: TextReader, progress?: Progress) => AsyncIterable<SdmxRow>;

async function openObservations(format: string, reader: TextReader, read: ReadRows): Promise<SourceTable> {
  const positions = new Map<string, number>();
  for await (const observation of read(reader)) {
    for (const id of observation.keys()) if (!positions.has(id)) positions.set(id, positions.size);
    if (positions.size > MAX_COLUMNS) throw refusal.tooManyColumns(positions.size);
  }
  if (positions.size === 0) throw refusal.noObservations();
  const progress: Progress = { bytesRead: 0 };

  async function* rows(): AsyncGenerator<RawRow[]> {
    progress.bytesRead = 0;
    const chunks = new RowChunks(positions.size, 'keep');
    let row = 2;
    for await (const observation of read(reader, progress)) {
      const cells = Array<string | null>(positions.size).fill(null);
      for (const [id, value] of observation)
        cells[positions.get(id)!] = value === '' || isMissing(value) ? null : value;
      chunks.add(row++, cells);
      if (chunks.isFull) yield chunks.take();
    }
    if (!chunks.isEmpty) yield chunks.take();
  }

  return {
    format,
    get encoding() {
      return reader.encoding === 'ascii' ? 'utf-8' : reader.encoding;
    },
    columns: [...positions.keys()],
    rows,
    progress: () => ({ bytesRead: progress.bytesRead, bytesTotal: reader.source.total }),
  };
}

async function* xmlRows(reader: TextReader, progress?: Progress): AsyncGenerator<SdmxRow> {
  const xml = new SdmxXml();
  try {
    for await (const piece of reader.pieces(progress)) yield* xml.push(piece);
    yield* xml.end();
  } catch (error) {
    if (error instanceof XmlSyntax) throw refusal.damaged('SDMX-ML');
    if (error instanceof UndecodableBytes) throw refusal.undecodable(2, error.encoding);
    throw error;
  }
}

async function* jsonRows(reader: TextReader, progress?: Progress): AsyncGenerator<SdmxRow> {
  let text = '';
  try {
    for await (const piece of reader.pieces(progress)) text += piece;
  } catch (error) {
    if (error instanceof UndecodableBytes) throw refusal.undecodable(2, error.encoding);
    throw error;
  }
  let message: unknown;
  try {
    message = parseTexts(text);
  } catch {
    throw refusal.damaged('SDMX-JSON');
  }
  if (!isSdmxJson(message)) throw refusal.damaged('SDMX-JSON');
  if (deletesData(message)) throw refusal.deletesData();
  yield* sdmxJsonRows(message);
}
