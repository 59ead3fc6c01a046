import { xmlText } from '../sdmx/xml-text.js';

export const FILE_TYPES = ['xml', 'json'] as const;

export type FileType = (typeof FILE_TYPES)[number];

/** Files of observations. */
export const TABLE_TYPES = ['xlsx', 'csv'] as const;

export type TableType = (typeof TABLE_TYPES)[number];

export const FRED_TYPES: Readonly<Record<FileType, string>> = {
  xml: 'text/xml; charset=utf-8',
  json: 'application/json; charset=utf-8',
};

export type Values = Readonly<Record<string, string | number | boolean>>;

/** An answer of FRED: what was asked for, and a list, of elements with attributes or of texts. */
export interface FredAnswer {
  about: Values;
  /** name of the list in JSON and of the root in XML; name of one of it */
  list: readonly [many: string, one: string];
  items: readonly (Values | string)[];
}

export function writeFred({ about, list: [many, one], items }: FredAnswer, type: FileType): string {
  if (type === 'json') return JSON.stringify({ ...about, [many]: items });
  const attributes = (values: Values): string =>
    Object.entries(values)
      .map(([name, value]) => ` ${name}="${xmlText(String(value))}"`)
      .join('');
  const elements = items.map((item) =>
    typeof item === 'string' ? `<${one}>${xmlText(item)}</${one}>` : `<${one}${attributes(item)}/>`,
  );
  return `<?xml version="1.0" encoding="utf-8" ?>\n<${many}${attributes(about)}>\n${elements.join('\n')}\n</${many}>\n`;
}

/** A refusal as FRED writes it. */
export function writeFredError(status: number, message: string, type: FileType): string {
  if (type === 'json') return JSON.stringify({ error_code: status, error_message: message });
  return `<?xml version="1.0" encoding="utf-8" ?>\n<error code="${status}" message="${xmlText(message)}" />\n`;
}
