import { Injectable } from '@nestjs/common';
import { AuditLog, requireDepartment, requireScope, type Principal } from '@siku/access';
import { requirePreconditions, type Preconditions } from '@siku/platform';
import { DataSource, LessThan, type EntityManager } from 'typeorm';
import { contentDigest } from '../definition/content-digest.js';
import { checkDefinition } from '../definition/definition-check.js';
import type { DatasetDefinition } from '../definition/dataset-definition.js';
import { definitionError } from '../definition/definition-error.js';
import { DepartmentService } from '../department/department.service.js';
import { BaseCatalogue } from '../dictionary/base-catalogue.js';
import { messageOf } from '../http/message.dto.js';
import { pageOf, type Page } from '../http/page.dto.js';
import { DatasetChangeChecks } from './dataset-change.js';
import { DatasetEntity, DatasetVersionEntity } from './dataset.entity.js';
import { datasetNotFound, datasetVersionNotFound, definitionInvalid } from './dataset.errors.js';

/** A dataset at one version of its definition. */
export interface Dataset {
  code: string;
  version: number;
  definition: DatasetDefinition;
  changedAt: Date;
  changedBy: string;
}

export interface DatasetFilter {
  base?: string;
  department?: string;
}

@Injectable()
export class DatasetService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly departments: DepartmentService,
    private readonly bases: BaseCatalogue,
    private readonly changeChecks: DatasetChangeChecks,
    private readonly audit: AuditLog,
  ) {}

  /** The present version, or the one named. Throws 404. */
  async get(code: string, version?: number): Promise<Dataset> {
    const dataset = await this.dataSource.manager.findOneBy(DatasetEntity, { code });
    if (!dataset) throw datasetNotFound();
    const found = await versionOf(this.dataSource.manager, code, version ?? dataset.version);
    if (!found) throw datasetVersionNotFound();
    return found;
  }

  async list(filter: DatasetFilter, after: string | undefined, limit: number): Promise<Page<Dataset>> {
    const query = this.dataSource.manager
      .createQueryBuilder(DatasetVersionEntity, 'version')
      .innerJoin(DatasetEntity, 'dataset', 'dataset.code = version.code AND dataset.version = version.version')
      .orderBy('version.code')
      .limit(limit + 1);
    if (after !== undefined) query.andWhere('version.code > :after', { after });
    if (filter.base !== undefined) query.andWhere('dataset.base = :base', { base: filter.base });
    if (filter.department !== undefined) query.andWhere('dataset.department = :department', filter);
    return pageOf<Dataset>(await query.getMany(), limit, ({ code }) => code);
  }

  /** Newest first; `after` is a version number. */
  async versions(code: string, after: number | undefined, limit: number): Promise<Page<Dataset>> {
    const where = after === undefined ? { code } : { code, version: LessThan(after) };
    const order = { version: 'DESC' as const };
    const versions = await this.dataSource.manager.find(DatasetVersionEntity, { where, order, take: limit + 1 });
    if (versions.length === 0 && after === undefined) throw datasetNotFound();
    return pageOf<Dataset>(versions, limit, ({ version }) => String(version));
  }

  /**
   * Creates the dataset, or a new version of it; the same content again changes nothing.
   * Throws 400 with a pointer for each error, 403 for a department or base that is not the caller's, 412.
   */
  async put(
    code: string,
    json: unknown,
    principal: Principal,
    preconditions: Preconditions = {},
  ): Promise<{ dataset: Dataset; created: boolean }> {
    const definition = await this.check(code, json);
    requireDepartment(principal, definition.department);
    requireScope(principal, definition.base, 'write');
    return this.dataSource.transaction(async (manager) => {
      const present = await lock(manager, code, definition);
      requirePreconditions(preconditions, present.version);
      const created = present.version === 0;
      const digest = contentDigest(definition);
      if (!created) {
        requireDepartment(principal, present.department);
        requireScope(principal, present.base, 'write');
        const before = (await versionOf(manager, code, present.version))!;
        if (before.digest === digest) return { dataset: before, created };
        await this.changeChecks.run({ code, from: before.definition, to: definition }, manager);
      }
      const dataset = await append(manager, present, definition, digest, principal);
      await this.audit.record(
        {
          principal,
          action: 'dataset.put',
          base: definition.base,
          subject: code,
          outcome: 'done',
          detail: { version: dataset.version },
        },
        manager,
      );
      return { dataset, created };
    });
  }

  private async check(code: string, json: unknown): Promise<DatasetDefinition> {
    const bases = new Map(this.bases.all().map((base) => [base.code, base.attributes]));
    const sent = withoutReadOnly(json);
    const errors = checkDefinition(sent, { bases, departments: await this.departments.codes() });
    if (hasOtherCode(json, code)) {
      errors.unshift(definitionError('/code', 'code-mismatch', '代码与地址中的不一致', 'Not the code in the address'));
    }
    if (errors.length > 0) throw definitionInvalid(errors);
    const definition = sent as DatasetDefinition;
    const { title, description } = definition;
    return { ...definition, title: messageOf(title), ...(description && { description: messageOf(description) }) };
  }
}

/** What GET adds to a definition; sent back with it, it says nothing. */
const READ_ONLY = new Set(['code', 'version', 'changedAt', 'changedBy']);

function withoutReadOnly(json: unknown): unknown {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return json;
  return Object.fromEntries(Object.entries(json).filter(([member]) => !READ_ONLY.has(member)));
}

function hasOtherCode(json: unknown, code: string): boolean {
  return typeof json === 'object' && json !== null && 'code' in json && json.code !== code;
}

const versionOf = (manager: EntityManager, code: string, version: number): Promise<DatasetVersionEntity | null> =>
  manager.findOneBy(DatasetVersionEntity, { code, version });

/** Its row, locked; version 0 when it is new. */
async function lock(manager: EntityManager, code: string, definition: DatasetDefinition): Promise<DatasetEntity> {
  const { base, department } = definition;
  const fresh = { code, base, department, version: 0 };
  await manager
    .createQueryBuilder()
    .insert()
    .into(DatasetEntity)
    .values(fresh)
    .orIgnore()
    .updateEntity(false)
    .execute();
  return manager.findOneOrFail(DatasetEntity, { where: { code }, lock: { mode: 'pessimistic_write' } });
}

async function append(
  manager: EntityManager,
  present: DatasetEntity,
  definition: DatasetDefinition,
  digest: string,
  principal: Principal,
): Promise<DatasetVersionEntity> {
  const { code } = present;
  const version = present.version + 1;
  const row = { code, version, definition, digest, changedAt: new Date(), changedBy: principal.id };
  await manager.insert(DatasetVersionEntity, row);
  await manager.update(DatasetEntity, { code }, { version, base: definition.base, department: definition.department });
  return Object.assign(new DatasetVersionEntity(), row);
}
