import { Injectable } from '@nestjs/common';
import { AuditLog, type Principal } from '@siku/access';
import { DepartmentService } from '@siku/catalogue';
import { badRequest, conflict, notFound } from '@siku/platform';
import { macroeconomicBase } from '../definition.js';
import { IndicatorRepository } from '../indicator/indicator.repository.js';
import { ObservationRepository } from '../observation/observation.repository.js';
import { AGENCY } from '../sdmx/data-query.js';
import { isReferred, referencesOf, type Artefact, type HeldKind, type Item, type Reference } from './artefact.js';
import { ownArtefacts, textsOf } from './own-artefacts.js';
import { artefactOf } from './read-structure-json.js';
import { artefactJson } from './structure-json.js';
import { readStructures } from './structure-reading.js';
import { StructureRepository, type StoredStructure } from './structure.repository.js';
import { threeParts, urnOf } from './structure-urn.js';

/** More than any city has. */
const MOST = 100_000;

/** What became of a message of structures. */
export interface Imported {
  items: { urn: string; outcome: 'created' | 'unchanged' }[];
  /** what is not held here: other kinds of artefacts, stubs, parts that are not known */
  ignored: string[];
}

/** Structural metadata: that of the base's own observations, and what others have defined. */
@Injectable()
export class StructureService {
  constructor(
    private readonly indicators: IndicatorRepository,
    private readonly observations: ObservationRepository,
    private readonly departments: DepartmentService,
    private readonly structures: StructureRepository,
    private readonly audit: AuditLog,
  ) {}

  async all(): Promise<Artefact[]> {
    const others = (await this.structures.all()).map(({ kind, content }) =>
      artefactOf(kind, content as Record<string, unknown>),
    );
    return [...(await this.own()), ...others];
  }

  /** Of the base's own observations: they follow from what it holds. */
  async own(): Promise<Artefact[]> {
    const defined = await this.indicators.list('', MOST);
    const codes = await this.observations.codesInUse();
    const items = new Map<string, Item>(
      defined.map(({ code, definition: { title, description } }) => [
        code,
        { id: code, names: textsOf(title), ...(description !== undefined && { descriptions: { zh: description } }) },
      ]),
    );
    for (const code of codes.indicator)
      if (!items.has(code)) items.set(code, { id: code, names: { zh: code, en: code } });
    const indicators = [...items.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
    const { items: departments } = await this.departments.list(undefined, MOST);
    return ownArtefacts({
      ...{ indicators, areas: codes.area },
      departments: departments.map(({ code, title }) => ({ code, title })),
    });
  }

  /**
   * Takes in a message, all or nothing; the same again changes nothing.
   * @throws Problem 400 for what is no message of structures, or SIKU's own; 409 for a version that says something else here
   */
  async import(message: string, principal: Principal): Promise<Imported> {
    const read = readStructures(message);
    const artefacts = read.artefacts.filter((artefact) => !isListOfAgencies(artefact));
    const ignored = [...read.ignored, ...read.artefacts.filter(isListOfAgencies).map((each) => urnOf(each, '3.0'))];
    const nameless = artefacts.find(({ agency, id }) => agency === '' || id === '');
    if (nameless) throw withoutName(nameless.kind);
    const own = artefacts.find(({ agency }) => agency === AGENCY);
    if (own) throw ownStructure(urnOf(own, '3.0'));
    const stored = artefacts.map(storedOf);
    const outcomes = await this.structures.put(stored, principal.id);
    const changed = artefacts.filter((_, i) => outcomes[i]!.changed).map((artefact) => urnOf(artefact, '3.0'));
    if (changed.length > 0) throw otherContent(changed);
    const items = artefacts.map((artefact, i) => ({
      urn: urnOf(artefact, '3.0'),
      outcome: outcomes[i]!.created ? ('created' as const) : ('unchanged' as const),
    }));
    for (const { urn, outcome } of items) {
      if (outcome === 'created') await this.record(principal, 'structure.import', urn);
    }
    return { items, ignored };
  }

  /** @throws Problem 400 for SIKU's own, 404, 409 while others refer to it */
  async remove(asked: Omit<Reference, 'kind'> & { kind: HeldKind }, principal: Principal): Promise<void> {
    const reference = { ...asked, version: threeParts(asked.version) };
    const urn = urnOf(reference, '3.0');
    if (reference.agency === AGENCY) throw ownStructure(urn);
    const all = await this.all();
    const artefact = all.find((each) => isReferred(each, reference));
    if (!artefact) throw notFound({ zh: '结构', en: 'structure' });
    const users = all.filter((other) => referencesOf(other).some((each) => isReferred(artefact, each)));
    if (users.length > 0) throw referredTo(users.map((user) => urnOf(user, '3.0')));
    if (!(await this.structures.remove(reference))) throw notFound({ zh: '结构', en: 'structure' });
    await this.record(principal, 'structure.delete', urn);
  }

  private async record(principal: Principal, action: string, subject: string): Promise<void> {
    await this.audit.record({ principal, action, base: macroeconomicBase.code, subject, outcome: 'done' });
  }
}

/** Nearly every message brings the top of all agencies along; here it is made of what there is. */
const isListOfAgencies = ({ kind, agency, id }: Artefact): boolean =>
  kind === 'agencyscheme' && agency === 'SDMX' && id === 'AGENCIES';

const storedOf = (artefact: Artefact & { kind: HeldKind }): StoredStructure => {
  const { kind, agency, id, version } = artefact;
  return { kind, agency, id, version, content: artefactJson({ artefact, stub: false }, '3.0') };
};

const withoutName = (kind: string) =>
  badRequest('structure-unnamed', {
    zh: `${kind} 缺少 agencyID 或 id`,
    en: `A ${kind} lacks its agencyID or id`,
  });

const ownStructure = (urn: string) =>
  badRequest('structure-own', {
    zh: `${urn} 由本库内容生成，不能导入或删除；指标请用 PUT /v1/indicators/{code} 定义`,
    en: `${urn} follows from what the base holds, and is neither imported nor deleted; define indicators with PUT /v1/indicators/{code}`,
  });

const otherContent = (urns: readonly string[]) =>
  conflict('structure-version', {
    zh: `这些版本已存在且内容不同，请提高版本号：${urns.join('、')}`,
    en: `These versions exist with another content; raise the version: ${urns.join(', ')}`,
  });

const referredTo = (urns: readonly string[]) =>
  conflict('structure-referred-to', {
    zh: `仍被引用，不能删除：${urns.join('、')}`,
    en: `It is still referred to: ${urns.join(', ')}`,
  });
