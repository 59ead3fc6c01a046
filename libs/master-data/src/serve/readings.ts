import { Injectable } from '@nestjs/common';
import { AuditLog, GrantService, noRightToField, requirePurpose, type Asking } from '@siku/access';
import { Database } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import { SOURCE_KEYS } from '../base/base-registry.js';
import type { PurposeBound } from '../base/reading.js';
import { BoundReader } from './bound/bound-reader.js';
import { BoundRepository } from './bound/bound.repository.js';
import { ReadingLog } from './bound/reading-log.js';
import { Sight } from './bound/sight.js';
import { ChangeFeed } from './change-feed.js';
import type { EventSource } from './event-stream.js';
import { ExportService } from './export.service.js';
import { MasterService } from './master.service.js';
import { OpenReader } from './open-reader.js';
import type { CrosswalkQuery, ExportQuery } from './read.dto.js';
import { readPoint } from './read-point.js';
import type { Reader } from './reader.js';
import { Readership } from './readership.js';

/**
 * How a base is read, as its definition declares: openly, or within a grant. Within a grant every answer, or chunk of one,
 * is sent after the log of who it was about has been written.
 */
@Injectable()
export class Readings {
  constructor(
    private readonly database: Database,
    private readonly masters: MasterService,
    private readonly feed: ChangeFeed,
    private readonly exports: ExportService,
    private readonly grants: GrantService,
    private readonly repository: BoundRepository,
    private readonly audit: AuditLog,
    private readonly readership: Readership,
  ) {}

  /** @param act what the log calls it: `record.<act>` */
  read<T>(base: Base, asking: Asking, act: string, work: (reader: Reader) => Promise<T>): Promise<T> {
    if (base.reading !== 'open') return this.bound(base, asking, act, work);
    return work(new OpenReader(base, asking.principal, this.masters, this.feed, this.audit, this.readership));
  }

  /** Throws 400 without a purpose, 403 `no-grant` without a grant in force for it. */
  async bound<T>(base: Base, asking: Asking, act: string, work: (reader: BoundReader) => Promise<T>): Promise<T> {
    const purposeful = requirePurpose(asking);
    const grant = await this.grants.inForce(this.database, base.code, purposeful);
    const log = new ReadingLog(`record.${act}`, base.code, grant, purposeful);
    const sight = new Sight(base, base.reading as PurposeBound, grant, purposeful);
    const result = await work(new BoundReader(sight, this.masters, this.feed, this.repository, log));
    await this.audit.recordMany(log.entries());
    this.readership.note(asking.principal, log.subjects());
    return result;
  }

  /** The feed as it goes on; every chunk within the grant as it is then. */
  async follow(base: Base, asking: Asking, after: string | undefined): Promise<EventSource> {
    if (base.reading === 'open') return this.feed.follow(base, after);
    const purposeful = requirePurpose(asking);
    await this.grants.inForce(this.database, base.code, purposeful);
    return this.feed.follow(base, after, (changes) =>
      changes.length === 0
        ? Promise.resolve(changes)
        : this.bound(base, purposeful, 'changes', (reader) => reader.screen(changes)),
    );
  }

  /** All records, in chunks, each within the grant as it is then. */
  async export(base: Base, asking: Asking, query: ExportQuery): ReturnType<ExportService['open']> {
    const { reading } = base;
    if (reading === 'open') return this.exports.open(base, query);
    const purposeful = requirePurpose(asking);
    const grant = await this.grants.inForce(this.database, base.code, purposeful);
    const sight = new Sight(base, reading, grant, purposeful);
    return this.exports.open(base, query, {
      columns: sight.all,
      markers: Object.keys(reading.markers),
      records: (records) =>
        this.bound(base, purposeful, 'export', (reader) =>
          reader.deliver(
            records.filter((record) => reader.sight.inside(record)),
            reader.sight.all,
            readPoint(query).validAt,
          ),
        ),
    });
  }

  /** Source keys are a department's own: an uploader sees hers, everybody else needs the right to them. */
  async crosswalk(base: Base, asking: Asking, query: CrosswalkQuery, asCsv: boolean) {
    const { principal } = asking;
    const { reading } = base;
    if (reading === 'open' || principal.roles.every((role) => role === 'uploader')) {
      return this.exports.crosswalk(base, principal, query, asCsv);
    }
    const purposeful = requirePurpose(asking);
    const sight = new Sight(base, reading, await this.grants.inForce(this.database, base.code, purposeful), purposeful);
    if (sight.levelOf(SOURCE_KEYS) !== 'value') {
      throw noRightToField(sight.refused([SOURCE_KEYS]), [{ path: SOURCE_KEYS, at: { parameter: 'crosswalk' } }]);
    }
    return this.exports.crosswalk(base, principal, query, asCsv, (rows) => {
      const ids = rows.map(({ id }) => id);
      return this.bound(base, purposeful, 'crosswalk', async (reader) => {
        const within = await reader.within(ids);
        return rows.filter(({ id }) => within(id));
      });
    });
  }
}
