import { Metadata } from '@tus/server';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { DeliveryQuery } from './batch.dto.js';
import { badUploadMetadata } from './resumable-upload.errors.js';

/** What the server keeps with it: no client may say so. */
const OURS = ['owner', 'batch'];

/** What a client of the protocol may say of its file without meaning anything by it, and what the server adds. */
const IGNORED = new Set(['filename', 'filetype', 'name', 'type', 'relativePath', 'contentType', ...OURS]);

export interface UploadMetadata {
  dataset: string;
  query: DeliveryQuery;
}

/** Of the header as it came. Throws 400. */
export async function readUploadMetadata(header: string | undefined): Promise<UploadMetadata> {
  const metadata = parsed(header);
  const ours = OURS.filter((name) => name in metadata);
  if (ours.length > 0) throw badUploadMetadata(ours);
  return uploadMetadataOf(metadata);
}

/** Throws 400. */
export async function uploadMetadataOf(metadata: Record<string, string | null>): Promise<UploadMetadata> {
  const { dataset, ...rest } = metadata;
  const plain = Object.fromEntries(Object.entries(rest).filter(([name]) => !IGNORED.has(name)));
  const query = plainToInstance(DeliveryQuery, plain);
  const errors = await validate(query, { whitelist: true, forbidNonWhitelisted: true });
  if (!dataset) throw badUploadMetadata(['dataset', ...errors.map(({ property }) => property)]);
  if (errors.length > 0) throw badUploadMetadata(errors.map(({ property }) => property));
  return { dataset, query };
}

function parsed(header: string | undefined): Record<string, string | null> {
  try {
    return Metadata.parse(header);
  } catch {
    throw badUploadMetadata([]);
  }
}
