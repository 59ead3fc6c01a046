import { Injectable } from '@nestjs/common';
import {
  MasterRepository,
  MasterService,
  noSuchRecord,
  readPoint,
  type Filter,
  type MasterRecord,
  type TimeQuery,
} from '@siku/master-data';
import { legalEntityBase } from './definition.js';
import { anyIdentifier, exactName, naming } from './filter.repository.js';
import type { RelationPage, RelationView } from './relation.view.js';
import { identifierKeys, targetKeys, type Relation } from './search.js';

/** Relations shown in one answer; an organisation with more is a registry of its own. */
const MOST = 1000;

interface Entity {
  name?: string;
  identifiers?: Record<string, string>;
  legalRepresentative?: { name?: string };
  relations?: Relation[];
}

/** Who belongs to whom. Relations are resolved at reading: the other side may arrive later, or merge. */
@Injectable()
export class RelationService {
  constructor(
    private readonly masters: MasterService,
    private readonly repository: MasterRepository,
  ) {}

  async of(id: string, query: TimeQuery): Promise<RelationPage> {
    const base = this.masters.base(legalEntityBase.code);
    const own = JSON.parse((await this.masters.get(base, id, query)).text) as MasterRecord;
    const entity = own.attributes as Entity;
    if (!entity.name) throw noSuchRecord();
    const outgoing = await this.outgoing(entity, query);
    const incoming = await this.incoming(id, entity, query);
    return {
      id,
      legalRepresentative: entity.legalRepresentative ?? null,
      items: [...outgoing, ...incoming],
      next: null,
    };
  }

  private async outgoing({ relations = [] }: Entity, query: TimeQuery): Promise<RelationView[]> {
    return Promise.all(
      relations.map(async ({ type, target = {} }): Promise<RelationView> => {
        const [found] = await this.find(anyIdentifier(identifierKeys(target.identifiers)), query);
        const named = found ?? (target.name ? (await this.find(exactName(target.name), query))[0] : undefined);
        return {
          type,
          direction: 'outgoing',
          id: named?.id ?? null,
          name: target.name ?? (named?.attributes as Entity)?.name ?? null,
        };
      }),
    );
  }

  private async incoming(id: string, { name, identifiers }: Entity, query: TimeQuery): Promise<RelationView[]> {
    const keys = targetKeys({ name, identifiers });
    const others = await this.find(naming(keys), query);
    return others.flatMap((record) =>
      record.id === id
        ? []
        : ((record.attributes as Entity).relations ?? [])
            .filter(({ target }) => target && targetKeys(target).some((key) => keys.includes(key)))
            .map(({ type }): RelationView => ({
              type,
              direction: 'incoming',
              id: record.id,
              name: (record.attributes as Entity).name ?? null,
            })),
    );
  }

  private async find(filter: Filter, query: TimeQuery): Promise<MasterRecord[]> {
    const base = this.masters.base(legalEntityBase.code);
    const page = { filters: [filter], sort: null, after: null, limit: MOST };
    return (await this.repository.page(base, readPoint(query), page)).map(({ record }) => record);
  }
}
