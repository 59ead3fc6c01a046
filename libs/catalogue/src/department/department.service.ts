import { Injectable } from '@nestjs/common';
import { AuditLog, type Principal } from '@siku/access';
import { requirePreconditions, type Preconditions } from '@siku/platform';
import { checkDivision, checkUscc, type Checked } from '@siku/standards';
import { DataSource, MoreThan } from 'typeorm';
import { contentDigest } from '../definition/content-digest.js';
import { messageOf } from '../http/message.dto.js';
import { pageOf, type Page } from '../http/page.dto.js';
import type { DepartmentBody } from './department.dto.js';
import { Department } from './department.entity.js';
import { departmentInvalid, departmentNotFound } from './department.errors.js';

@Injectable()
export class DepartmentService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly audit: AuditLog,
  ) {}

  async get(code: string): Promise<Department> {
    const department = await this.dataSource.manager.findOneBy(Department, { code });
    if (!department) throw departmentNotFound();
    return department;
  }

  async list(after: string | undefined, limit: number): Promise<Page<Department>> {
    const where = after === undefined ? {} : { code: MoreThan(after) };
    const departments = await this.dataSource.manager.find(Department, {
      where,
      order: { code: 'ASC' },
      take: limit + 1,
    });
    return pageOf(departments, limit, ({ code }) => code);
  }

  async codes(): Promise<Set<string>> {
    const departments = await this.dataSource.manager.find(Department, { select: { code: true } });
    return new Set(departments.map(({ code }) => code));
  }

  /** The same content again changes nothing. */
  async put(
    code: string,
    body: DepartmentBody,
    principal: Principal,
    preconditions: Preconditions = {},
  ): Promise<{ department: Department; created: boolean }> {
    const content = contentOf(code, body);
    return this.dataSource.transaction(async (manager) => {
      const fresh = { code, ...content, version: 0, changedAt: new Date(), changedBy: principal.id };
      // So that there is a row to lock, also for the first of two concurrent requests.
      await manager
        .createQueryBuilder()
        .insert()
        .into(Department)
        .values(fresh)
        .orIgnore()
        .updateEntity(false)
        .execute();
      const department = await manager.findOneOrFail(Department, {
        where: { code },
        lock: { mode: 'pessimistic_write' },
      });
      requirePreconditions(preconditions, department.version);
      const created = department.version === 0;
      if (!created && contentDigest(contentIn(department)) === contentDigest(content)) return { department, created };
      Object.assign(department, fresh, { version: department.version + 1 });
      await manager.save(department);
      const { version } = department;
      const entry = {
        principal,
        action: 'department.put',
        subject: code,
        outcome: 'done' as const,
        detail: { version },
      };
      await this.audit.record(entry, manager);
      return { department, created };
    });
  }
}

type Content = Pick<Department, 'title' | 'description' | 'providerCode' | 'division'>;

const contentIn = ({ title, description, providerCode, division }: Department): Content => ({
  title,
  description,
  providerCode,
  division,
});

function contentOf(code: string, body: DepartmentBody): Content {
  if (body.code !== undefined && body.code !== code) {
    throw departmentInvalid('code', 'code-mismatch', { zh: '代码与地址中的不一致', en: 'Not the code in the address' });
  }
  return {
    title: messageOf(body.title),
    description: body.description ? messageOf(body.description) : null,
    providerCode: body.providerCode ? checked('providerCode', checkUscc(body.providerCode)) : null,
    division: body.division ? checked('division', checkDivision(body.division)) : null,
  };
}

function checked(member: string, check: Checked): string {
  if (!check.ok) throw departmentInvalid(member, check.code, check.message);
  return check.value;
}
