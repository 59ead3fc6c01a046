import { badRequest, parseJson } from '@siku/platform';
import type { StructuresRead } from './artefact.js';
import { readStructuresJson } from './read-structure-json.js';
import { readStructuresXml } from './read-structure-xml.js';

/** SDMX-ML 2.1 or 3.0, SDMX-JSON 1.0 or 2.0, by content. @throws Problem 400 for what is none of these */
export function readStructures(message: string): StructuresRead {
  const text = message.replace(/^\uFEFF/, '').trimStart();
  let read: StructuresRead | null;
  try {
    read = text.startsWith('<') ? readStructuresXml(text) : readStructuresJson(parseJson(text));
  } catch (error) {
    throw noMessage(error instanceof Error ? error.message : '');
  }
  if (read === null) throw noMessage('');
  return read;
}

const noMessage = (where: string) =>
  badRequest('structure-message', {
    zh: `不是 SDMX 结构报文（SDMX-ML 2.1、3.0 或 SDMX-JSON 1.0、2.0）。${where}`,
    en: `No message of SDMX structures (SDMX-ML 2.1 or 3.0, SDMX-JSON 1.0 or 2.0). ${where}`,
  });
