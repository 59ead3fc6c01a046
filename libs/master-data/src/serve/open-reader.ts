import type { AuditLog, Principal } from '@siku/access';
import type { Attributes } from '../base/base-definition.js';
import type { Base } from '../base/base-registry.js';
import type { ChangeFeed } from './change-feed.js';
import { ofFields, parseFields, pickFields } from './fields.js';
import type { MasterService } from './master.service.js';
import { joinStretches, type Reader } from './reader.js';
import type { Readership } from './readership.js';

/** Reads of a base that is open to the roles its routes name: records leave as they are. */
export class OpenReader implements Reader {
  constructor(
    private readonly base: Base,
    private readonly principal: Principal,
    private readonly masters: MasterService,
    private readonly feed: ChangeFeed,
    private readonly audit: AuditLog,
    private readonly readership: Readership,
  ) {}

  get(id: string, query: Parameters<Reader['get']>[1]): ReturnType<Reader['get']> {
    this.readership.note(this.principal, [id]);
    return this.masters.get(this.base, id, query);
  }

  async whole(ids: readonly string[]): ReturnType<Reader['whole']> {
    return (await this.masters.many(this.base, ids, {})).items;
  }

  async show(records: Parameters<Reader['show']>[0]): ReturnType<Reader['show']> {
    return [...records];
  }

  many(ids: readonly string[], query: Parameters<Reader['many']>[1]): ReturnType<Reader['many']> {
    this.readership.note(this.principal, ids);
    return this.masters.many(this.base, ids, query);
  }

  match(attributes: Attributes, candidate?: string): ReturnType<Reader['match']> {
    return this.masters.match(this.base, { attributes, only: candidate });
  }

  versions(id: string): ReturnType<Reader['versions']> {
    return this.masters.versions(this.base, id);
  }

  async version(id: string, n: number, fields?: string): ReturnType<Reader['version']> {
    const paths = parseFields(this.base, fields);
    const version = pickFields(await this.masters.version(this.base, id, n), paths);
    if (!paths) return version;
    return {
      ...version,
      provenance: ofFields(version.provenance, paths),
      stretches: version.stretches.map((stretch) => pickFields(stretch, paths)),
    };
  }

  diff(id: string, from: string, to: string): ReturnType<Reader['diff']> {
    return this.masters.diff(this.base, id, from, to);
  }

  async history(id: string, { fields, knownAt }: Parameters<Reader['history']>[1]): ReturnType<Reader['history']> {
    const paths = parseFields(this.base, fields);
    const stretches = await this.masters.history(this.base, id, knownAt);
    return { items: joinStretches(stretches.map((stretch) => pickFields(stretch, paths))), next: null };
  }

  async sources(id: string, query: Parameters<Reader['sources']>[1]): ReturnType<Reader['sources']> {
    const { base, principal } = this;
    const sources = await this.masters.sources(base, id, query);
    // Rows as delivered, with the people in them. In the log before it is in anybody's hands.
    await this.audit.record({
      principal,
      action: 'record.sources',
      base: base.code,
      subject: id,
      outcome: 'delivered',
    });
    return sources;
  }

  changes(after: string | undefined, limit: number): ReturnType<Reader['changes']> {
    return this.feed.page(this.base, after, limit);
  }
}
