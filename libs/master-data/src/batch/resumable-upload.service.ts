import { Injectable } from '@nestjs/common';
import { type Principal } from '@siku/access';
import { Configuration, Problem } from '@siku/platform';
import { FileStore as TusFiles } from '@tus/file-store';
import { Server, type Upload } from '@tus/server';
import { plainToInstance } from 'class-transformer';
import { validate } from 'class-validator';
import { AsyncLocalStorage } from 'node:async_hooks';
import { createReadStream, mkdirSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { DeliveryQuery } from './batch.dto.js';
import { BatchService } from './batch.service.js';

/** Where the API serves it. */
export const UPLOADS_PATH = '/v1/uploads';

/** An upload nobody went on with for so long is given up. */
const EXPIRES_MS = 7 * 24 * 3_600_000;

/** What a client of the protocol may say of its file without meaning anything by it. */
const HINTS = new Set(['filename', 'filetype', 'name', 'type', 'relativePath', 'contentType']);

interface Metadata {
  dataset: string;
  query: DeliveryQuery;
}

/**
 * Deliveries that survive a broken connection: the tus 1.0 protocol. `Upload-Metadata` carries `dataset` and what the
 * query of a plain upload would; the answer to the last part names the batch in `Siku-Batch`.
 */
@Injectable()
export class ResumableUploadService {
  private readonly callers = new AsyncLocalStorage<Principal>();
  private readonly directory: string;
  private readonly files: TusFiles;
  private readonly server: Server;

  constructor(
    private readonly batches: BatchService,
    configuration: Configuration,
  ) {
    this.directory = join(configuration.fileDirectory, 'resumable');
    mkdirSync(this.directory, { recursive: true });
    this.files = new TusFiles({ directory: this.directory, expirationPeriodInMilliseconds: EXPIRES_MS });
    this.server = new Server({
      path: UPLOADS_PATH,
      datastore: this.files,
      relativeLocation: true,
      maxSize: configuration.uploadLimit,
      onUploadCreate: (_, upload) => this.begin(upload),
      onIncomingRequest: (_, id) => this.requireOwn(id),
      onUploadFinish: (_, upload) => this.finish(upload),
      onResponseError: (_, error) => Promise.resolve(answerTo(error)),
    });
  }

  async handle(principal: Principal, request: IncomingMessage, response: ServerResponse): Promise<void> {
    await this.callers.run(principal, () => this.server.handle(request, response));
  }

  /** Refused here, before a gigabyte is on its way. */
  private async begin(upload: Upload): Promise<{ metadata: Upload['metadata'] }> {
    const principal = this.caller();
    const { dataset } = await metadataOf(upload);
    await this.batches.admit(principal, dataset);
    return { metadata: { ...upload.metadata, owner: principal.id } };
  }

  private async requireOwn(id: string): Promise<void> {
    if (!id) return;
    const upload = await this.files.getUpload(id).catch(() => null);
    if (upload && upload.metadata?.['owner'] !== this.caller().id) throw notFound;
  }

  private async finish(upload: Upload): Promise<{ headers: Record<string, string> }> {
    const { dataset, query } = await metadataOf(upload);
    const body = createReadStream(join(this.directory, upload.id));
    const batch = await this.batches.receive(this.caller(), dataset, query, body, `tus:${upload.id}`);
    await this.files.remove(upload.id);
    return { headers: { 'Siku-Batch': batch.id, 'Content-Location': `/v1/batches/${batch.id}` } };
  }

  private caller(): Principal {
    const principal = this.callers.getStore();
    if (!principal) throw new Error('an upload without a caller');
    return principal;
  }
}

async function metadataOf({ metadata }: Upload): Promise<Metadata> {
  const { dataset, owner: _, ...rest } = metadata ?? {};
  const plain = Object.fromEntries(Object.entries(rest).filter(([name]) => !HINTS.has(name)));
  const query = plainToInstance(DeliveryQuery, plain);
  const errors = await validate(query, { whitelist: true, forbidNonWhitelisted: true });
  if (!dataset || errors.length > 0) throw badMetadata(dataset ? errors.map(({ property }) => property) : ['dataset']);
  return { dataset, query };
}

const notFound = { status_code: 404, body: 'no such upload\n' };

const badMetadata = (names: readonly string[]): { status_code: number; body: string } => ({
  status_code: 400,
  body: `Upload-Metadata: ${names.join(', ')}\n`,
});

/** The protocol has answers of its own; a problem keeps its status and says its sentence. */
function answerTo(error: Error | { status_code: number; body: string }): { status_code: number; body: string } {
  if (error instanceof Problem) return { status_code: error.status, body: `${error.message}\n` };
  if ('status_code' in error) return error;
  return { status_code: 500, body: 'the upload broke off; go on with it\n' };
}
