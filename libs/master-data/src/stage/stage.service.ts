import { Injectable } from '@nestjs/common';
import type { DatasetDefinition } from '@siku/catalogue';
import { ahead, Database, everyOne, FileStore, Vault } from '@siku/platform';
import type { Base } from '../base/base-registry.js';
import { noCounts, type Batch, type BatchCounts } from '../batch/batch.js';
import {
  compileDataset,
  isDated,
  prepareRow,
  sourceKeyOf,
  type DatasetPlan,
  type PreparedRow,
} from '../map/prepare-row.js';
import { filledDown } from '../read/fill-down.js';
import { openTable } from '../read/open-table.js';
import { withRemarks } from '../read/remarks.js';
import { unpivoted } from '../read/unpivot.js';
import type { RawRow } from '../read/source-table.js';
import type { KnownBatches } from '../timeline/known-batches.js';
import type { StatementRow } from '../timeline/source-history.js';
import { contentBefore } from '../timeline/timeline.js';
import { TimelineRepository, type StagedStatement } from '../timeline/timeline.repository.js';
import { contentHashOf, nameBasedId, rawHashOf, recordIdOf } from './record-id.js';
import { rowSealOf, type RowSeal } from './row-seal.js';
import { SeenRows } from './seen-rows.js';
import { MOST_ISSUES, type RowIssue } from '../validate/row-issue.js';
import { StageRepository, type IssueOfRow, type StagedRow } from './stage.repository.js';
import { duplicateKey, remarkBelow, totalRow, worksheetsNotRead } from './stage.issues.js';

/** Part of every row's hash: raise it when reading, validating or standardising gives other results than before. */
const PIPELINE_VERSION = 1;

const CHUNK = 2000;

/** Chunks under way at each step: the file is read, and the database asked and written, while others are mapped. */
const AHEAD = 2;

export interface Staging {
  batch: Batch;
  base: Base;
  definition: DatasetDefinition;
  known: KnownBatches;
  signal: AbortSignal;
  onProgress(rows: number, share: number): void;
  /** hears of what is staged */
  onStaged?(rows: readonly StatementRow[], earlier: Pick<ReadonlySet<string>, 'has'>): Promise<void>;
}

interface StagingRun extends Staging {
  plan: DatasetPlan;
  seal: RowSeal;
  fingerprint: string;
  seen: SeenRows;
  counts: BatchCounts;
  fresh: boolean;
}

/** One delivered row on its way to the stage. */
interface Arrival {
  raw: RawRow;
  key: string | null;
  recordId: string | null;
  rawHash: string;
}

interface Arrivals {
  arrivals: Arrival[];
  /** by record id */
  earlier: Map<string, StagedStatement[]>;
}

interface PreparedRows {
  staged: StagedRow[];
  issues: IssueOfRow[];
  /** records of them that earlier deliveries spoke of */
  earlier: Pick<ReadonlySet<string>, 'has'>;
  /** rows of the file so far */
  read: number;
}

/**
 * read ─▶ map ─▶ validate ─▶ standardise ─▶ stage: every row of the file becomes a statement about its source record,
 * or an issue. Rows whose hash is known are confirmed before anything else is done to them.
 */
@Injectable()
export class StageService {
  constructor(
    private readonly database: Database,
    private readonly files: FileStore,
    private readonly vault: Vault,
    private readonly timelines: TimelineRepository,
    private readonly repository: StageRepository,
  ) {}

  async stage(staging: Staging): Promise<{ counts: BatchCounts; columns: string[] }> {
    const { batch, base, definition, signal } = staging;
    await this.repository.clear(base, batch.number);
    // Whoever took it in may have ended before.
    await this.files.keep(batch.file);
    const delivered = withRemarks(await openTable(await this.files.open(batch.file), definition.file));
    const whole = definition.file?.fillDown ? filledDown(delivered, definition.file.fillDown) : delivered;
    const table = definition.unpivot ? unpivoted(whole, definition.unpivot) : whole;
    const units = (await base.units?.(this.database)) ?? new Map<string, string>();
    const run: StagingRun = {
      ...staging,
      plan: compileDataset(definition, base.attributes, table.columns, batch.effectiveDate, units),
      seal: rowSealOf(base, definition, this.vault),
      fingerprint: nameBasedId(
        PIPELINE_VERSION,
        batch.datasetVersion,
        this.vault.rowSecret,
        ...table.columns,
        ...[...units].flat(),
      ),
      seen: new SeenRows(),
      counts: noCounts(),
      fresh: !staging.known.hasBatchOf(batch.dataset),
    };
    if (delivered.alike?.length) {
      const issue = worksheetsNotRead(delivered.header!.row, delivered.alike);
      await this.repository.insertIssues(batch.number, [{ issue, ordinal: 0, raw: null }]);
    }
    const prepared = this.prepared(
      run,
      ahead(table.rows(), AHEAD, (rows) => this.arrived(run, rows)),
    );
    for await (const read of ahead(prepared, AHEAD, (rows) => this.write(run, rows))) {
      signal.throwIfAborted();
      const { bytesRead, bytesTotal } = table.progress();
      staging.onProgress(read, bytesTotal ? bytesRead / bytesTotal : 0);
    }
    return { counts: run.counts, columns: table.columns };
  }

  /** Records that a snapshot ends: what the dataset had on its effective date and the file does not carry. */
  async *ended({
    batch,
    base,
    known,
    signal,
  }: Omit<Staging, 'definition' | 'onProgress' | 'onStaged'>): AsyncGenerator<string[]> {
    const position = { date: batch.effectiveDate, delivered: batch.effectiveDate, batch: batch.number };
    const snapshots = known.snapshotsOf(batch.dataset);
    for await (const missing of this.repository.undelivered(base, batch.dataset, batch.number, CHUNK)) {
      signal.throwIfAborted();
      const statements = await this.timelines.statements(this.database, base, missing, known);
      yield missing.filter((id) => contentBefore(statements.get(id) ?? [], snapshots, position) !== null);
    }
  }

  /** Rows with what was said of their records before. */
  private async arrived(run: StagingRun, rows: readonly RawRow[]): Promise<Arrivals> {
    const { base, batch, plan, seal, fingerprint, known } = run;
    const arrivals = rows.map((raw): Arrival => {
      const clear = sourceKeyOf(plan, raw);
      const key = clear && seal.key(clear);
      return { raw, key, recordId: key && recordIdOf(batch.dataset, key), rawHash: rawHashOf(fingerprint, raw.values) };
    });
    const ids = run.fresh ? [] : arrivals.flatMap(({ recordId }) => recordId ?? []);
    const earlier = ids.length > 0 && (await this.timelines.statements(this.database, base, ids, known));
    return { arrivals, earlier: earlier || new Map<string, StagedStatement[]>() };
  }

  /** In the order of the file: of two rows with one key the first counts. */
  private async *prepared(run: StagingRun, chunks: AsyncIterable<Arrivals>): AsyncGenerator<PreparedRows> {
    for await (const { arrivals, earlier } of chunks) {
      const staged: StagedRow[] = [];
      const issues: IssueOfRow[] = [];
      for (const arrival of arrivals) {
        run.counts.read++;
        // A sum is one of the figures, and none of the things that a register is about.
        if (arrival.raw.isTotal && !run.base.identity) {
          passOver(run, issues, arrival.raw, totalRow(arrival.raw.row, textOf(arrival.raw)));
          continue;
        }
        const statements = (arrival.recordId && earlier.get(arrival.recordId)) || [];
        const row = this.confirm(run, arrival, statements) ?? this.assert(run, arrival, statements, issues);
        if (row) staged.push(row);
      }
      yield { staged, issues, earlier, read: run.counts.read };
    }
  }

  private async write(run: StagingRun, { staged, issues, earlier, read }: PreparedRows): Promise<number> {
    await everyOne(
      run.onStaged?.(staged, earlier),
      staged.length > 0 && this.repository.insertRows(run.base, staged),
      issues.length > 0 && this.repository.insertIssues(run.batch.number, issues),
    );
    return read;
  }

  /** The row says what the same row said before, without warnings: no need to look at it again. */
  private confirm(run: StagingRun, arrival: Arrival, earlier: readonly StagedStatement[]): StagedRow | null {
    const { batch, plan, counts, known, seen } = run;
    const { raw, key, recordId, rawHash } = arrival;
    if (key === null || recordId === null) return null;
    const same = earlier.find((statement) => statement.rawHash === rawHash);
    if (!same?.contentHash) return null;
    const effectiveFrom = isDated(plan, raw) ? same.effectiveFrom : batch.effectiveDate;
    const position = { date: effectiveFrom, delivered: batch.effectiveDate, batch: batch.number };
    if (contentBefore(earlier, known.snapshotsOf(batch.dataset), position) !== same.contentHash) return null;
    if (seen.firstRow(recordId, effectiveFrom, raw.row) !== null) return null;
    counts.accepted++;
    counts.unchanged++;
    const { contentHash } = same;
    return {
      recordId,
      dataset: batch.dataset,
      sourceKey: key,
      effectiveFrom,
      batch: batch.number,
      row: raw.row,
      state: 'confirmed',
      rawHash,
      contentHash,
      attributes: null,
      json: null,
    };
  }

  private assert(
    run: StagingRun,
    { raw, key, recordId, rawHash }: Arrival,
    earlier: readonly StagedStatement[],
    issues: IssueOfRow[],
  ): StagedRow | null {
    const { batch, plan, counts, known, seen } = run;
    const prepared = prepareRow(plan, raw);
    const isRefused = key === null || (prepared.attributes === null && !prepared.deleted);
    const isEmpty = prepared.attributes !== null && Object.keys(prepared.attributes).length === 0;
    if (raw.remark !== undefined && (isRefused || isEmpty))
      return passOver(run, issues, raw, raw.remark === '' ? null : remarkBelow(raw.row, raw.remark));
    const effectiveFrom = prepared.effectiveFrom ?? batch.effectiveDate;
    if (recordId !== null) {
      const first = seen.firstRow(recordId, effectiveFrom, raw.row);
      if (first !== null) prepared.issues.push(duplicateKey(raw.row, first, run.definition.key));
      if (first !== null) return refuse(run, issues, prepared, raw);
    }
    if (key === null || recordId === null) return refuse(run, issues, prepared, raw);
    const { dataset, number } = batch;
    const row = { recordId, dataset, sourceKey: key, effectiveFrom, batch: number, row: raw.row };
    if (prepared.attributes === null && !prepared.deleted) {
      refuse(run, issues, prepared, raw);
      return { ...row, state: 'present', rawHash: null, contentHash: null, attributes: null, json: null };
    }
    counts.accepted++;
    if (prepared.issues.length > 0) counts.warnings++;
    note(run, issues, prepared, raw);
    const before = contentBefore(earlier, known.snapshotsOf(batch.dataset), {
      date: effectiveFrom,
      delivered: batch.effectiveDate,
      batch: batch.number,
    });
    if (prepared.deleted) {
      if (before === null) counts.unchanged++;
      else counts.deleted++;
      return { ...row, state: 'ended', rawHash: null, contentHash: null, attributes: null, json: null };
    }
    const attributes = run.seal.attributes(prepared.attributes!);
    const json = JSON.stringify(attributes);
    const contentHash = contentHashOf(json);
    // A row with warnings keeps no hash: delivered again, it is read again and warned of again.
    const hash = prepared.issues.length === 0 ? rawHash : null;
    if (before === contentHash) {
      counts.unchanged++;
      return { ...row, state: 'confirmed', rawHash: hash, contentHash, attributes: null, json: null };
    }
    if (before === null) counts.created++;
    else counts.updated++;
    return { ...row, state: 'asserted', rawHash: hash, contentHash, attributes, json };
  }
}

function refuse(run: StagingRun, issues: IssueOfRow[], prepared: PreparedRow, raw: RawRow): null {
  run.counts.rejected++;
  note(run, issues, prepared, raw);
  return null;
}

/** Nothing of it is kept but what it says. */
function passOver({ counts, seal }: StagingRun, issues: IssueOfRow[], raw: RawRow, issue: RowIssue | null): null {
  counts.read--;
  if (issue === null) return null;
  counts.remarks++;
  issues.push({
    issue: { ...issue, value: seal.delivered(issue.value) as string | null },
    ordinal: firstOrdinal(raw),
    raw: seal.delivered(raw.values),
  });
  return null;
}

const textOf = ({ values }: RawRow): string => values.flatMap((cell) => cell?.trim() || []).join(' ');

/** Several rows may have been made of one line of the file. */
const firstOrdinal = ({ part = 0 }: RawRow): number => part * MOST_ISSUES;

function note({ seal }: StagingRun, issues: IssueOfRow[], prepared: PreparedRow, raw: RawRow): void {
  const first = firstOrdinal(raw);
  prepared.issues.forEach((issue, i) =>
    issues.push({
      issue: { ...issue, value: seal.delivered(issue.value) as string | null },
      ordinal: first + i,
      raw: i === 0 ? seal.delivered(raw.values) : null,
    }),
  );
}
