import { Injectable } from '@nestjs/common';
import { AuditLog, requireScope, type Principal } from '@siku/access';
import { Database, JobQueue, type Sql } from '@siku/platform';
import { BaseRegistry, type Base } from '../base/base-registry.js';
import { ActiveModels } from './active-models.js';
import { cannotActivate, modelNotFound, noPreview, underWay } from './model.errors.js';
import { ModelRepository } from './model.repository.js';
import type { ModelPreview, StoredModel } from './stored-model.js';

/** Name of the job that trains or activates a model; its id is `base/version`. */
export const MODEL_JOB = 'model';

/** What stewards and operators do with match models. */
@Injectable()
export class ModelService {
  constructor(
    private readonly bases: BaseRegistry,
    private readonly database: Database,
    private readonly models: ActiveModels,
    private readonly repository: ModelRepository,
    private readonly queue: JobQueue,
    private readonly audit: AuditLog,
  ) {}

  async list(code: string): Promise<Omit<StoredModel, 'model'>[]> {
    const base = this.bases.get(code);
    await this.models.takeUp(this.database, base);
    return this.repository.list(base);
  }

  async get(code: string, version: number): Promise<StoredModel> {
    const found = await this.repository.find(this.bases.get(code), version);
    if (!found) throw modelNotFound();
    return found;
  }

  async preview(code: string, version: number): Promise<ModelPreview> {
    const { preview, status } = await this.get(code, version);
    if (!preview) throw noPreview(status);
    return preview;
  }

  /** Trains a model on the present records. Throws 409 `model-under-way`. */
  async train(principal: Principal, code: string): Promise<StoredModel> {
    const base = this.bases.get(code);
    requireScope(principal, code, 'write');
    await this.models.takeUp(this.database, base);
    const version = await this.database.transaction(async (tx) => {
      const begun = await this.repository.begin(tx, base, principal.id);
      if (begun !== null) await this.record(tx, principal, 'model.train', base, begun);
      return begun;
    });
    if (version === null) throw underWay();
    await this.offer(base, version);
    return this.get(code, version);
  }

  /** Lets the model decide from now on, about everything there is. Throws 404, 409. */
  async activate(principal: Principal, code: string, version: number): Promise<StoredModel> {
    const base = this.bases.get(code);
    requireScope(principal, code, 'write');
    const { status } = await this.get(code, version);
    if (status !== 'ready' && status !== 'retired') throw cannotActivate(status);
    const marked = await this.database.transaction(async (tx) => {
      const done = await this.repository.requestActivation(tx, base, version, principal.id);
      if (done) await this.record(tx, principal, 'model.activate', base, version);
      return done;
    });
    if (!marked) throw underWay();
    await this.offer(base, version);
    return this.get(code, version);
  }

  /** Offers again what a lost queue or a stopped process left undone, and takes up models of definitions that are new. */
  async offerUnfinished(): Promise<void> {
    for (const base of this.bases.all()) {
      await this.models.takeUp(this.database, base);
      for (const version of await this.repository.unfinished(base)) await this.offer(base, version);
    }
  }

  private offer(base: Base, version: number): Promise<void> {
    return this.queue.enqueue(MODEL_JOB, { version: 1, id: `${base.code}/${version}` });
  }

  private record(tx: Sql, principal: Principal, action: string, base: Base, version: number): Promise<void> {
    return this.audit.record({ principal, action, base: base.code, subject: String(version), outcome: 'done' }, tx);
  }
}
