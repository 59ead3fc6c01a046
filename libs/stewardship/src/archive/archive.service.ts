import { Injectable } from '@nestjs/common';
import { AuditLog, requireScope, type Principal } from '@siku/access';
import { BaseRegistry, DecisionArchiveRepository, DecisionService, type ArchivedDecision } from '@siku/master-data';
import {
  badRequest,
  Configuration,
  ConfigurationError,
  Database,
  InputPipe,
  parseJson,
  Problem,
  readDataKey,
  Vault,
  vaultElsewhere,
  type WrappedKey,
} from '@siku/platform';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { checkedValue } from '../decision/value-ruling.service.js';
import { requireCompared, wrongMember } from '../stewardship.errors.js';
import { ArchivedDecisionBody, type ImportReport } from './archived-decision.dto.js';

const PAGE = 500;

/** More refused lines than these are counted, not listed. */
const MOST_LISTED = 1000;

const RECORD_ID = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/;

/** Decisions as a file, a line each: out of one installation, and into another or back into the same. */
@Injectable()
export class ArchiveService {
  private readonly input = new InputPipe();

  constructor(
    private readonly database: Database,
    private readonly bases: BaseRegistry,
    private readonly archive: DecisionArchiveRepository,
    private readonly decisions: DecisionService,
    private readonly vault: Vault,
    private readonly configuration: Configuration,
    private readonly audit: AuditLog,
  ) {}

  /** Lines of JSON, base after base in the order in which the decisions were made. */
  async *lines(principal: Principal, bases: readonly string[]): AsyncGenerator<string> {
    const key = await readDataKey(this.database);
    for (const code of bases) {
      let count = 0;
      for (let after = 0; ;) {
        const { items, last } = await this.archive.page(this.bases.get(code), after, PAGE);
        if (items.length === 0) break;
        after = last;
        count += items.length;
        yield items.map((item) => `${this.lineOf(item, key)}\n`).join('');
      }
      await this.recordMove(principal, 'export', code, count);
    }
  }

  /** Takes up what is not here yet; a line that cannot be is listed, and the others are taken up all the same. */
  async restore(principal: Principal, stream: Readable): Promise<ImportReport> {
    const report: ImportReport = { read: 0, imported: 0, present: 0, refused: 0, lines: [] };
    const imported = new Map<string, number>();
    const vaults = new Map<string, Vault>();
    let line = 0;
    for await (const text of createInterface({ input: stream, crlfDelay: Infinity })) {
      line++;
      if (text.trim() === '') continue;
      report.read++;
      try {
        const decision = await this.checked(principal, text, vaults);
        const base = this.bases.get(decision.base);
        const isNew = await this.database.transaction((tx) => this.archive.restore(tx, base, decision));
        report[isNew ? 'imported' : 'present']++;
        if (isNew) imported.set(base.code, (imported.get(base.code) ?? 0) + 1);
      } catch (error) {
        if (!(error instanceof Problem)) throw error;
        report.refused++;
        const [first] = error.errors;
        const message = first?.message ?? error.text;
        if (report.lines.length < MOST_LISTED) report.lines.push({ line, code: first?.code ?? error.code, message });
      }
    }
    for (const [base, count] of imported) await this.recordMove(principal, 'import', base, count);
    await this.decisions.offerRequested();
    return report;
  }

  /** The key goes with what it sealed. */
  private lineOf(decision: ArchivedDecision, key: WrappedKey | null): string {
    const text = JSON.stringify(decision);
    return this.vault.openText(text) === text ? text : JSON.stringify({ ...decision, sealedWith: key });
  }

  /** Throws what is wrong with the line. */
  private async checked(principal: Principal, text: string, vaults: Map<string, Vault>): Promise<ArchivedDecision> {
    const body: unknown = await this.input.transform(parsed(text), { type: 'body', metatype: ArchivedDecisionBody });
    const decision = this.sealedHere(body as ArchivedDecisionBody, vaults);
    const base = this.bases.get(decision.base);
    requireScope(principal, base.code, 'write');
    const { groups, value } = decision;
    if (groups && value) throw wrongMember('#/value', 'two-rulings', RULINGS);
    if (groups) requireCompared(base);
    const ids = groups?.flat() ?? [];
    if (groups?.some((group) => group.length === 0) || !ids.every((id) => RECORD_ID.test(id))) {
      throw wrongMember('#/groups', 'not-a-record-id', GROUPS);
    }
    if (new Set(ids).size < ids.length) throw wrongMember('#/groups', 'record-twice', GROUPS);
    if (value) checkedValue(base, value.path, this.vault.openAll(value.value));
    return decision;
  }

  /** What another installation sealed is opened with the key that both have. */
  private sealedHere({ sealedWith: key, ...body }: ArchivedDecisionBody, vaults: Map<string, Vault>): ArchivedDecision {
    let text = JSON.stringify({ ...body, sources: body.sources ?? [] });
    if (key) {
      const theirs = vaults.get(key.wrapped) ?? this.vaultOf(key);
      vaults.set(key.wrapped, theirs);
      text = theirs.resealed(text, this.vault);
    }
    if (this.vault.holdsForeign(text)) throw sealedElsewhere();
    return JSON.parse(text) as ArchivedDecision;
  }

  private vaultOf(key: WrappedKey): Vault {
    try {
      return vaultElsewhere(this.configuration, key);
    } catch (error) {
      throw error instanceof ConfigurationError ? sealedElsewhere() : error;
    }
  }

  private recordMove(principal: Principal, move: 'export' | 'import', base: string, count: number): Promise<void> {
    return this.audit.record({ principal, action: `decision.${move}`, base, detail: { count }, outcome: 'done' });
  }
}

function parsed(text: string): object {
  try {
    const value = parseJson(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // told below; the message of the parser quotes the line
  }
  throw badRequest('malformed-json', { zh: '此行不是 JSON 对象', en: 'the line is no JSON object' });
}

const RULINGS = { zh: 'groups 与 value 只能有其一', en: 'either groups or a value, not both' };

const GROUPS = {
  zh: 'groups 须为来源记录编号的分组，每个编号只出现一次',
  en: 'groups must name source records by id, each once',
};

const sealedElsewhere = (): Problem =>
  badRequest('sealed-elsewhere', {
    zh: '该行中的取值由另一密钥加密；请使用相同的 SIKU_KEY',
    en: 'a value of this line is sealed with another key; it can be read only with the SIKU_KEY of where it was exported',
  });
