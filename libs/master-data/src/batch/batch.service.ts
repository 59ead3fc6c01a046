import { Injectable } from '@nestjs/common';
import { AuditLog, requireDepartment, requireScope, type Principal, type ScopeAction } from '@siku/access';
import { DatasetService, type Dataset } from '@siku/catalogue';
import { Database, FileStore, JobQueue, type Sql, today } from '@siku/platform';
import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { BaseRegistry } from '../base/base-registry.js';
import type { Batch, BatchStatus } from './batch.js';
import type { DeliveryQuery } from './batch.dto.js';
import { batchNotFound, emptyUpload, idempotencyConflict, wrongState } from './batch.errors.js';
import { BatchRepository } from './batch.repository.js';

/** Name of the job that takes a batch down the road. */
export const BATCH_JOB = 'batch';

type Alongside = (tx: Sql) => Promise<unknown>;

const nothing: Alongside = () => Promise.resolve();

const RUNNING: readonly BatchStatus[] = ['received', 'validating', 'matching', 'resolving', 'publishing'];

/** What a data officer can do with a delivery. */
@Injectable()
export class BatchService {
  constructor(
    private readonly batches: BatchRepository,
    private readonly datasets: DatasetService,
    private readonly bases: BaseRegistry,
    private readonly files: FileStore,
    private readonly queue: JobQueue,
    private readonly audit: AuditLog,
    private readonly database: Database,
  ) {}

  /** Takes in a file and queues its job. The same Idempotency-Key with the same file answers the first batch again. */
  async receive(
    principal: Principal,
    dataset: string,
    query: DeliveryQuery,
    body: Readable,
    idempotencyKey: string | null,
  ): Promise<Batch> {
    const { definition, version } = await this.admit(principal, dataset);
    const stored = await this.files.write(body);
    const earlier = await this.earlier(principal, dataset, idempotencyKey);
    if (stored.size === 0 || earlier) await this.files.remove(stored.file);
    if (stored.size === 0) throw emptyUpload();
    if (earlier) return sameDelivery(earlier, stored.sha256, query);
    const delivery = {
      id: randomUUID(),
      base: definition.base,
      dataset,
      datasetVersion: version,
      department: definition.department,
      mode: query.mode,
      effectiveDate: query.effectiveDate ?? today(),
      publishAt: query.publishAt ?? null,
      dryRun: query.dryRun ?? false,
      sender: principal.id,
      file: stored.file,
      fileSize: stored.size,
      sha256: stored.sha256,
      idempotencyKey,
    };
    const batch = await this.recorded(principal, 'batch.receive', (tx) => this.batches.insert(delivery, tx));
    if (!batch) {
      await this.files.remove(stored.file);
      return sameDelivery((await this.earlier(principal, dataset, idempotencyKey))!, stored.sha256, query);
    }
    await this.files.keep(stored.file);
    if (!isEmbargoed(batch)) await this.queue.enqueue(BATCH_JOB, { version: 1, id: batch.id });
    return batch;
  }

  /** The dataset, if the principal may deliver it. */
  async admit(principal: Principal, dataset: string): Promise<Dataset> {
    const found = await this.datasets.get(dataset);
    requireDepartment(principal, found.definition.department);
    requireScope(principal, found.definition.base, 'write');
    this.bases.get(found.definition.base);
    return found;
  }

  /** The batch, if the principal may see it, or do something to it. */
  async get(principal: Principal, id: string, action: ScopeAction = 'read'): Promise<Batch> {
    const batch = await this.batches.find(id);
    if (!batch) throw batchNotFound();
    requireDepartment(principal, batch.department);
    requireScope(principal, batch.base, action);
    return batch;
  }

  /** @param alongside what is written in the same transaction, where there is anything to cancel */
  async cancel(principal: Principal, id: string, alongside: Alongside = nothing): Promise<Batch> {
    const batch = await this.get(principal, id, 'write');
    const asked = { requested: 'cancel', requestedBy: principal.id } as const;
    const changed = await this.recorded(
      principal,
      'batch.cancel',
      async (tx) =>
        (await this.batches.change(
          id,
          { status: 'cancelled' },
          isEmbargoed(batch) ? ['held', 'received'] : ['held'],
          tx,
        )) ?? (await this.batches.change(id, asked, RUNNING, tx)),
      alongside,
    );
    if (!changed) throw wrongState(batch.status, { zh: '取消', en: 'cancelled' });
    return changed;
  }

  /**
   * Lets a held snapshot end what it would end.
   * @param alongside what is written in the same transaction, where it is still held
   */
  async confirm(principal: Principal, id: string, alongside: Alongside = nothing): Promise<Batch> {
    const batch = await this.get(principal, id, 'write');
    const change = { status: 'received', confirmedBy: principal.id } as const;
    const held = (tx: Sql): Promise<Batch | null> => this.batches.change(id, change, ['held'], tx);
    const changed = await this.recorded(principal, 'batch.confirm', held, alongside);
    if (!changed) throw wrongState(batch.status, { zh: '确认', en: 'confirmed' });
    await this.queue.enqueue(BATCH_JOB, { version: 1, id });
    return changed;
  }

  /** Takes a published batch back, as a new publication; later batches stay applied. */
  async rollBack(principal: Principal, id: string): Promise<Batch> {
    const batch = await this.get(principal, id, 'write');
    const change = { requested: 'rollback', requestedBy: principal.id } as const;
    const changed = await this.recorded(principal, 'batch.rollback', (tx) =>
      this.batches.change(id, change, ['published'], tx),
    );
    if (!changed) throw wrongState(batch.status, { zh: '回滚', en: 'rolled back' });
    await this.queue.enqueue(BATCH_JOB, { version: 1, id });
    return changed;
  }

  /** Offers again whatever a lost queue or a stopped process left undone. */
  async offerUnfinished(): Promise<number> {
    const ids = await this.batches.unfinished();
    for (const id of ids) await this.queue.enqueue(BATCH_JOB, { version: 1, id });
    return ids.length;
  }

  private async earlier({ id }: Principal, dataset: string, key: string | null): Promise<Batch | null> {
    return key === null ? null : this.batches.findByIdempotencyKey(id, dataset, key);
  }

  /** Issues carry what the department delivered: whoever is given them is on record, before the answer is sent. */
  async recordIssuesDelivered(principal: Principal, { base, id }: Batch): Promise<void> {
    await this.audit.record({ principal, action: 'batch.issues', base, subject: id, outcome: 'delivered' });
  }

  /** A change and its audit entry: both or neither; no entry where nothing was changed. */
  private recorded(
    principal: Principal,
    action: string,
    change: (tx: Sql) => Promise<Batch | null>,
    alongside: Alongside = nothing,
  ): Promise<Batch | null> {
    return this.database.transaction(async (tx) => {
      const batch = await change(tx);
      if (batch) {
        const { base, id, dataset } = batch;
        await this.audit.record({ principal, action, base, subject: id, outcome: 'done', detail: { dataset } }, tx);
        await alongside(tx);
      }
      return batch;
    });
  }
}

/** Its instant has not come: it is offered when it has, by `offerUnfinished`. */
export const isEmbargoed = ({ publishAt }: Batch): boolean => publishAt !== null && Date.parse(publishAt) > Date.now();

function sameDelivery(earlier: Batch, sha256: string, query: DeliveryQuery): Batch {
  const { mode, effectiveDate, publishAt, dryRun } = query;
  const same =
    earlier.sha256 === sha256 &&
    earlier.mode === mode &&
    earlier.dryRun === (dryRun ?? false) &&
    (effectiveDate === undefined || earlier.effectiveDate === effectiveDate) &&
    (earlier.publishAt ? Date.parse(earlier.publishAt) : null) === (publishAt ? Date.parse(publishAt) : null);
  if (!same) throw idempotencyConflict();
  return earlier;
}
