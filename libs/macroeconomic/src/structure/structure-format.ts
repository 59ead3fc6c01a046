import { StreamableFile } from '@nestjs/common';
import { randomUUID } from 'node:crypto';
import { negotiated, type SdmxApi } from '../sdmx/data-format.js';
import { structuresJson } from './structure-json.js';
import type { Chosen } from './structure-query.js';
import { structuresXml } from './structure-xml.js';

export type StructureFormat = 'xml21' | 'xml30' | 'json1' | 'json2';

const STRUCTURE_TYPES: Readonly<Record<StructureFormat, string>> = {
  xml21: 'application/vnd.sdmx.structure+xml;version=2.1',
  xml30: 'application/vnd.sdmx.structure+xml;version=3.0.0',
  json1: 'application/vnd.sdmx.structure+json;version=1.0.0',
  json2: 'application/vnd.sdmx.structure+json;version=2.0.0',
};

const XML = 'application/vnd.sdmx.structure+xml';
const JSON_TYPE = 'application/vnd.sdmx.structure+json';

const OFFERED: readonly [type: string, version: string, format: StructureFormat][] = [
  [XML, '2.1', 'xml21'],
  [XML, '3.0.0', 'xml30'],
  [JSON_TYPE, '1.0.0', 'json1'],
  [JSON_TYPE, '1.0', 'json1'],
  [JSON_TYPE, '2.0.0', 'json2'],
];

const plain = (any: StructureFormat, xml: StructureFormat, json: StructureFormat) => ({
  ...{ '*/*': any, 'application/*': any, [XML]: xml, 'application/xml': xml, 'text/xml': xml },
  ...{ [JSON_TYPE]: json, 'application/json': json },
});

const PLAIN: Readonly<Record<SdmxApi, Readonly<Record<string, StructureFormat>>>> = {
  '2.1': plain('xml21', 'xml21', 'json1'),
  '3.0': plain('json2', 'xml30', 'json2'),
};

/** The format of structures an Accept header prefers. @throws Problem 406 when it takes none of those there are */
export const negotiateStructure = (accept: string | undefined, api: SdmxApi): StructureFormat =>
  negotiated(accept, OFFERED, PLAIN[api], Object.values(STRUCTURE_TYPES)).format;

const WRITERS: Readonly<Record<StructureFormat, (chosen: readonly Chosen[], message: Message) => string>> = {
  xml21: (chosen, message) => structuresXml(chosen, message, '2.1'),
  xml30: (chosen, message) => structuresXml(chosen, message, '3.0'),
  json1: (chosen, message) => structuresJson(chosen, message, '2.1'),
  json2: (chosen, message) => structuresJson(chosen, message, '3.0'),
};

interface Message {
  id: string;
  prepared: string;
}

/** The message in the format that was negotiated. As a file: to a text the server would add a charset, and clients compare media types. */
export function structureAnswer(format: StructureFormat, chosen: readonly Chosen[]): StreamableFile {
  const message = WRITERS[format](chosen, { id: `S${randomUUID()}`, prepared: new Date().toISOString() });
  return new StreamableFile(Buffer.from(message), { type: STRUCTURE_TYPES[format] });
}

/** How the documentation describes it. */
export const STRUCTURE_ANSWER = {
  content: Object.fromEntries(
    Object.values(STRUCTURE_TYPES).map((type) => [
      type.split(';')[0]!,
      { schema: type.includes('+json') ? { type: 'object' as const } : { type: 'string' as const } },
    ]),
  ),
};
