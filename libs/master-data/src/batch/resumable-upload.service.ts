import { Injectable } from '@nestjs/common';
import type { Principal } from '@siku/access';
import { Configuration, Logger, Vault } from '@siku/platform';
import { Upload } from '@tus/server';
import { mkdirSync } from 'node:fs';
import { truncate } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { BatchService } from './batch.service.js';
import { uploadNotFound } from './resumable-upload.errors.js';
import { SealedUploads } from './sealed-uploads.js';
import { readUploadMetadata, uploadMetadataOf } from './upload-metadata.js';
import { UploadProtocol } from './upload-protocol.js';

/** Where the API serves it. */
const UPLOADS_PATH = '/v1/uploads';

/** An upload nobody went on with for so long is given up. */
const EXPIRES_MS = 7 * 24 * 3_600_000;

/** As the protocol's server names them; nothing else reaches the file system. */
const UPLOAD_ID = /^[0-9a-f]{32}$/;

/** An upload whose bytes are all there, and the batch it became. */
export interface CompletedUpload {
  batch: string;
  size: number;
}

/**
 * Deliveries that survive a broken connection: the tus 1.0 protocol. `Upload-Metadata` carries `dataset` and what the
 * query of a plain upload would; the answer to the last part names the batch in `Siku-Batch`. Who may do what is decided
 * before the protocol's server takes over, so that refusals are problems like all others.
 */
@Injectable()
export class ResumableUploadService {
  private readonly directory: string;
  private readonly files: SealedUploads;
  private readonly server: UploadProtocol<Principal>;

  constructor(
    private readonly batches: BatchService,
    vault: Vault,
    logger: Logger,
    { fileDirectory, uploadLimit, corsOrigins }: Configuration,
  ) {
    this.directory = join(fileDirectory, 'resumable');
    mkdirSync(this.directory, { recursive: true });
    this.files = new SealedUploads(vault, this.directory, EXPIRES_MS);
    const options: ConstructorParameters<typeof UploadProtocol>[0] = {
      path: UPLOADS_PATH,
      datastore: this.files,
      relativeLocation: true,
      maxSize: uploadLimit,
      allowedOrigins: (origin) => corsOrigins.includes(origin),
      exposedHeaders: ['Siku-Batch'],
      onUploadCreate: async (_, upload) => ({ metadata: { ...upload.metadata, owner: this.server.caller().id } }),
      onUploadFinish: async (_, upload) => headersOf(await this.finish(this.server.caller(), upload)),
    };
    this.server = new UploadProtocol<Principal>(options, logger);
  }

  /** Throws unless the caller may deliver what the metadata announces: before a gigabyte is on its way. */
  async admit(principal: Principal, metadata: string | undefined): Promise<void> {
    const { dataset } = await readUploadMetadata(metadata);
    await this.batches.admit(principal, dataset);
    await this.server.cleanUpExpiredUploads();
  }

  /** Throws 404 for an upload that is not there, or not the caller's. */
  async requireOwn(principal: Principal, id: string): Promise<Upload> {
    const upload = UPLOAD_ID.test(id) ? await this.files.getUpload(id).catch(nullWhenGone) : null;
    if (upload?.metadata?.['owner'] !== principal.id) throw uploadNotFound();
    return upload;
  }

  /**
   * What became of an upload that is complete, null while bytes are missing. The process may have ended between the last
   * byte and the batch, or the last answer been lost: whoever asks how far it got is told, and the batch made if need be.
   */
  async completed(principal: Principal, id: string): Promise<CompletedUpload | null> {
    const upload = await this.requireOwn(principal, id);
    const batch = upload.metadata?.['batch'];
    if (batch) return { batch, size: upload.size ?? 0 };
    return upload.offset === upload.size ? this.finish(principal, upload) : null;
  }

  /** Speaks the protocol. */
  async handle(principal: Principal, request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.server.answer(principal, request, response);
  }

  /** Keeps no bytes twice, but until the upload expires the name of its batch. */
  private async finish(principal: Principal, upload: Upload): Promise<CompletedUpload> {
    const { dataset, query } = await uploadMetadataOf(upload.metadata ?? {});
    const file = join(this.directory, upload.id);
    const bytes = this.files.bytesOf(upload.id);
    const { id } = await this.batches.receive(principal, dataset, query, bytes, `tus:${upload.id}`);
    const metadata = { ...upload.metadata, batch: id };
    await this.files.configstore.set(upload.id, new Upload({ ...upload, metadata }));
    await truncate(file);
    return { batch: id, size: upload.size ?? 0 };
  }
}

/** The protocol's server throws what it would answer. */
function nullWhenGone(error: unknown): null {
  if (typeof error === 'object' && error !== null && 'status_code' in error) return null;
  throw error;
}

const headersOf = ({ batch }: CompletedUpload): { headers: Record<string, string> } => ({
  headers: { 'Siku-Batch': batch, 'Content-Location': `/v1/batches/${batch}` },
});
