import { Injectable } from '@nestjs/common';
import { AuditLog, type Principal } from '@siku/access';
import { badRequest, notFound } from '@siku/platform';
import { DerivationService } from '../derive/derivation.service.js';
import type { LineageView } from '../derive/derivation.dto.js';
import { macroeconomicBase } from '../definition.js';
import { endOf } from '../observation/vintage.js';
import { ObservationRepository } from '../observation/observation.repository.js';
import { departuresFrom, type Figure } from './identity.js';
import type { Departure, IdentityBody, IndicatorBody, IndicatorPage, IndicatorView } from './indicator.dto.js';
import { IndicatorRepository, type StoredIndicator } from './indicator.repository.js';

/** What is measured, in which unit, and what must add up. */
@Injectable()
export class IndicatorService {
  constructor(
    private readonly indicators: IndicatorRepository,
    private readonly observations: ObservationRepository,
    private readonly derivations: DerivationService,
    private readonly audit: AuditLog,
  ) {}

  async list(after: string, limit: number): Promise<IndicatorPage> {
    const found = await this.indicators.list(after, limit + 1);
    const items = found.slice(0, limit).map(viewOf);
    return { items, next: found.length > limit ? items.at(-1)!.code : null };
  }

  async get(code: string): Promise<IndicatorView> {
    return (await this.versions(code))[0]!;
  }

  /** The latest first. */
  async versions(code: string): Promise<IndicatorView[]> {
    const versions = await this.indicators.versions(code);
    if (versions.length === 0) throw notFound({ zh: '指标', en: 'indicator' });
    return versions.map(viewOf);
  }

  async put(
    code: string,
    definition: IndicatorBody,
    principal: Principal,
  ): Promise<{ indicator: IndicatorView; created: boolean }> {
    for (const identity of definition.identities ?? []) requireWhole(identity);
    await this.derivations.check(code, definition);
    const { stored, created } = await this.indicators.put(code, definition, principal.id);
    const base = macroeconomicBase.code;
    await this.audit.record({ principal, action: 'indicator.put', base, subject: code, outcome: 'done' });
    if (definition.derivation) await this.derivations.offer();
    return { indicator: viewOf(stored), created };
  }

  /** What it is made of, and what of it. */
  async lineage(code: string): Promise<LineageView> {
    await this.get(code);
    return this.derivations.lineage(code);
  }

  /** Where what must add up does not. */
  async departures(code: string, knownAt: string | undefined): Promise<Departure[]> {
    const { identities = [] } = await this.get(code);
    if (identities.length === 0) return [];
    const indicator = [code, ...identities.flatMap(({ kind, of = [] }) => (kind === 'parts' ? of : []))];
    const figures: Figure[] = [];
    const slice = { codes: { indicator }, knownAt: knownAt ? endOf(knownAt) : null };
    for await (const rows of this.observations.stream(slice)) figures.push(...rows);
    return identities.flatMap((identity) => departuresFrom(code, identity, figures));
  }
}

const viewOf = ({ code, version, definition, at }: StoredIndicator): IndicatorView => ({
  code,
  version,
  ...definition,
  at,
});

function requireWhole({ kind, of, area }: IdentityBody): void {
  if (kind !== 'periods' && !of) {
    throw badRequest('identity-incomplete', {
      zh: `恒等式 ${kind} 须写明 of`,
      en: `An identity of kind ${kind} names its parts in of`,
    });
  }
  if (kind === 'areas' && !area) {
    throw badRequest('identity-incomplete', {
      zh: '恒等式 areas 须写明合计地区 area',
      en: 'An identity of kind areas names the area that is the sum',
    });
  }
}
