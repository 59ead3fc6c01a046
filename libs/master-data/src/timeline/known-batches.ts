import type { Snapshot } from './timeline.js';

/** A batch whose statements count, with what its definition said of its department and trust. */
export interface KnownBatch {
  number: number;
  dataset: string;
  department: string;
  mode: 'snapshot' | 'delta';
  effectiveDate: string;
  trust: Readonly<Record<string, number>>;
}

/** The deliveries that make up a state of knowledge: everything published, nothing rolled back. */
export class KnownBatches {
  private readonly byNumber: ReadonlyMap<number, KnownBatch>;
  private readonly snapshots = new Map<string, Snapshot[]>();

  constructor(batches: readonly KnownBatch[]) {
    this.byNumber = new Map(batches.map((batch) => [batch.number, batch]));
    for (const { dataset, mode, effectiveDate, number } of batches) {
      if (mode !== 'snapshot') continue;
      const list = this.snapshots.get(dataset) ?? [];
      list.push({ effectiveDate, batch: number });
      this.snapshots.set(dataset, list);
    }
  }

  list(): KnownBatch[] {
    return [...this.byNumber.values()];
  }

  get(number: number): KnownBatch | undefined {
    return this.byNumber.get(number);
  }

  /** Those of the rows whose batches count, with the date of their delivery. */
  counting<T extends { batch: number }>(rows: readonly T[]): (T & { delivered: string })[] {
    return rows.flatMap((row) => {
      const batch = this.byNumber.get(row.batch);
      return batch ? [{ ...row, delivered: batch.effectiveDate }] : [];
    });
  }

  hasBatchOf(dataset: string): boolean {
    return this.list().some((batch) => batch.dataset === dataset);
  }

  snapshotsOf(dataset: string): readonly Snapshot[] {
    return this.snapshots.get(dataset) ?? [];
  }

  with(batch: KnownBatch): KnownBatches {
    return new KnownBatches([...this.byNumber.values(), batch]);
  }

  without(number: number): KnownBatches {
    return new KnownBatches([...this.byNumber.values()].filter((batch) => batch.number !== number));
  }
}
