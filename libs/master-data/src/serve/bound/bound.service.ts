import { Injectable } from '@nestjs/common';
import {
  AccessLogRepository,
  AuditLog,
  ReadingRefusal,
  type AccessLogEntry,
  type Asking,
  type Principal,
} from '@siku/access';
import { badRequest, Database, forbidden, type Problem } from '@siku/platform';
import type { Base } from '../../base/base-registry.js';
import type { Filter, MasterRecord } from '../master.repository.js';
import { noSuchRecord, readPoint } from '../read-point.js';
import { Readings } from '../readings.js';
import { havingIdentifier } from './bound.repository.js';
import { BoundRepository } from './bound.repository.js';
import type { AccessLogPage, VerifyBody, VerifyView } from './bound.dto.js';
import type { BoundReader } from './bound-reader.js';
import { leavesOf } from './named-fields.js';

/** Verification and the log, the same for every base that is read for a purpose. */
@Injectable()
export class BoundService {
  constructor(
    private readonly database: Database,
    private readonly readings: Readings,
    private readonly repository: BoundRepository,
    private readonly log: AccessLogRepository,
    private readonly audit: AuditLog,
  ) {}

  verify(base: Base, asking: Asking, body: VerifyBody): Promise<VerifyView> {
    const { id, identifiers = {}, attributes, ...times } = body;
    if ((id === undefined) === (Object.keys(identifiers).length !== 1)) throw nameOne();
    return this.readings.bound(base, asking, 'verify', async (reader) => {
      const asked = leavesOf(base, attributes, '#/attributes', reader.sight.reading.derived);
      if (asked.length === 0) throw nothingToVerify();
      const subjects = id === undefined ? [] : [id];
      const found = id === undefined ? await this.having(base, reader, identifiers, times) : [];
      try {
        if (id === undefined) reader.sight.searchBy(leavesOf(base, { identifiers }, '#'));
        reader.sight.verifies(asked);
      } catch (error) {
        if (!(error instanceof ReadingRefusal)) throw error;
        throw error.about(id === undefined ? found.map((record) => record.id) : subjects);
      }
      const record = id === undefined ? found[0] : await reader.record(id, times);
      if (!record || found.length > 1) {
        return { answers: Object.fromEntries(asked.map(({ path }) => [path, 'unknown' as const])), markers: null };
      }
      return reader.verify(record, attributes, readPoint(times).validAt);
    });
  }

  /** A steward's view of a record's log, or the person's of her own. Ids that were merged into it are the same person. */
  async accessLog(
    base: Base,
    principal: Principal,
    id: string,
    before: number | null,
    limit: number,
  ): Promise<AccessLogPage> {
    return this.database.transaction(async (tx) => {
      const subjects = await this.repository.withPredecessors(tx, base, id);
      const isSteward = principal.roles.includes('steward');
      if (!isSteward && !(principal.person !== undefined && subjects.includes(principal.person))) throw notYours();
      if (!(await this.repository.exists(tx, base, id))) throw noSuchRecord();
      const entries = await this.log.of(tx, subjects, before, limit + 1);
      const items = entries.slice(0, limit);
      const action = 'record.access-log';
      await this.audit.record({ principal, action, base: base.code, subject: id, outcome: 'delivered' }, tx);
      return {
        items: items.map(viewOf),
        next: entries.length > limit ? String(items.at(-1)!.number) : null,
      };
    });
  }

  /** Those who have the identifier at the read point: one, unless a department has erred. */
  private having(
    base: Base,
    reader: BoundReader,
    identifiers: Record<string, string>,
    times: { validAt?: string; knownAt?: string },
  ): Promise<MasterRecord[]> {
    const filters: Filter[] = Object.entries(identifiers).map(([scheme, value]) =>
      havingIdentifier(base, reader.sight.reading, scheme, value),
    );
    return reader.find(filters, readPoint(times), 2);
  }
}

const viewOf = ({ reader, readerName, department, number: _n, ...entry }: AccessLogEntry) => ({
  ...entry,
  reader: { id: reader, name: readerName, department },
});

const nameOne = (): Problem => {
  const message = { zh: '请以 id 或一个标识指明一人', en: 'name one record, by id or by one identifier' };
  return badRequest('name-one', message, [{ pointer: '#/id', code: 'name-one', message }]);
};

const nothingToVerify = (): Problem => {
  const message = { zh: '请给出要核验的属性', en: 'give the attributes to verify' };
  return badRequest('nothing-to-verify', message, [{ pointer: '#/attributes', code: 'nothing-to-verify', message }]);
};

const notYours = (): Problem =>
  forbidden('not-your-log', { zh: '只能查看本人的访问日志', en: 'you may see only the log of your own record' });
