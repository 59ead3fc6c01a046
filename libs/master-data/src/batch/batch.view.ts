import { ApiProperty } from '@nestjs/swagger';
import type { Message } from '@siku/standards';
import { noCounts, type Batch, type BatchMode, type BatchProblem, type BatchStatus } from './batch.js';
import { BATCH_STATUSES } from './batch.dto.js';

const COUNT = { type: 'integer', minimum: 0 } as const;

export class MessageView implements Message {
  @ApiProperty()
  zh!: string;

  @ApiProperty()
  en!: string;
}

class MasterCounts {
  @ApiProperty(COUNT)
  created!: number;

  @ApiProperty(COUNT)
  updated!: number;

  @ApiProperty({ ...COUNT, description: 'Records that went into another one' })
  merged!: number;

  @ApiProperty({ ...COUNT, description: 'Records that came out of another one' })
  split!: number;

  @ApiProperty({ ...COUNT, description: 'Records that were merged or gone and came back under their id' })
  restored!: number;
}

class Counts {
  @ApiProperty({ ...COUNT, description: 'Rows of the file; each is accepted or rejected' })
  read!: number;

  @ApiProperty(COUNT)
  accepted!: number;

  @ApiProperty(COUNT)
  rejected!: number;

  @ApiProperty({ ...COUNT, description: 'Warnings, on rows that were accepted' })
  warnings!: number;

  @ApiProperty({
    ...COUNT,
    description:
      'Rows below the table that are remarks on it, and totals in a register, passed over; each is in the list of issues',
  })
  remarks!: number;

  @ApiProperty(COUNT)
  unchanged!: number;

  @ApiProperty(COUNT)
  created!: number;

  @ApiProperty(COUNT)
  updated!: number;

  @ApiProperty({ ...COUNT, description: 'Source records the delivery ended' })
  deleted!: number;

  @ApiProperty({ type: MasterCounts })
  masters!: MasterCounts;

  @ApiProperty({ ...COUNT, description: 'Questions it raised for a steward' })
  reviewTasks!: number;
}

class Progress {
  @ApiProperty({ enum: BATCH_STATUSES })
  stage!: BatchStatus;

  @ApiProperty(COUNT)
  rows!: number;

  @ApiProperty({ ...COUNT, type: 'integer', nullable: true, description: 'Rows of this stage, when known' })
  total!: number | null;

  @ApiProperty({ minimum: 0 })
  rowsPerSecond!: number;

  @ApiProperty({ type: Number, nullable: true, minimum: 0 })
  secondsLeft!: number | null;
}

class BatchProblemView {
  @ApiProperty()
  code!: string;

  @ApiProperty({ type: MessageView })
  message!: Message;
}

class BatchFile {
  @ApiProperty({ ...COUNT, description: 'Bytes' })
  size!: number;

  @ApiProperty({ pattern: '^[0-9a-f]{64}$' })
  sha256!: string;
}

class BatchLinks {
  @ApiProperty()
  self!: string;

  @ApiProperty()
  issues!: string;

  @ApiProperty()
  events!: string;
}

/** A batch as its API shows it. */
export class BatchView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ enum: BATCH_STATUSES })
  status!: BatchStatus;

  @ApiProperty({ example: 'legal-entity' })
  base!: string;

  @ApiProperty()
  dataset!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Version of the definition the file is read with' })
  datasetVersion!: number;

  @ApiProperty()
  department!: string;

  @ApiProperty({ enum: ['snapshot', 'delta'] })
  mode!: BatchMode;

  @ApiProperty({ format: 'date' })
  effectiveDate!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'Embargo: it waits until then' })
  publishAt!: string | null;

  @ApiProperty()
  dryRun!: boolean;

  @ApiProperty({ type: Counts })
  counts!: Counts;

  @ApiProperty({ type: Progress, nullable: true, description: 'null until work begins' })
  progress!: Progress | null;

  @ApiProperty({ type: BatchProblemView, nullable: true, description: 'Why it was rejected, failed or is held' })
  problem!: BatchProblemView | null;

  @ApiProperty({
    type: String,
    enum: ['cancel', 'rollback', null],
    nullable: true,
    description: 'What was asked for and is not done yet',
  })
  requested!: Batch['requested'];

  @ApiProperty({ type: BatchFile })
  file!: BatchFile;

  @ApiProperty({ format: 'date-time' })
  receivedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  finishedAt!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Publication that made its rows known' })
  publishedIn!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Publication that took them back' })
  rolledBackIn!: number | null;

  @ApiProperty({ type: BatchLinks })
  links!: BatchLinks;
}

export class BatchPage {
  @ApiProperty({ type: [BatchView], description: 'The latest first' })
  items!: BatchView[];

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;
}

const heldBack = ({ id, counts: { deleted, unchanged, updated } }: Batch): BatchProblem => {
  const before = deleted + unchanged + updated;
  return {
    code: 'ends-too-many',
    message: {
      zh: `此全量报送将终止 ${before} 条原有记录中的 ${deleted} 条，超过数据集允许的比例，尚未发布。确属如此请确认（POST /v1/batches/${id}/confirm）；文件不全请取消（POST …/cancel）后重新报送`,
      en: `This snapshot would end ${deleted} of the ${before} records there are, more than the dataset allows, and is not published. Confirm it if that is right (POST /v1/batches/${id}/confirm); if the file was cut short, cancel it (POST …/cancel) and deliver it again`,
    },
  };
};

export function batchView(batch: Batch): BatchView {
  const { id, base, dataset, datasetVersion, department, mode, effectiveDate, publishAt, dryRun, status, problem } =
    batch;
  return {
    id,
    status,
    base,
    dataset,
    datasetVersion,
    department,
    mode,
    effectiveDate,
    publishAt,
    dryRun,
    // A batch nobody has worked on yet has empty ones.
    counts: { ...noCounts(), ...batch.counts },
    progress: batch.progress?.stage ? batch.progress : null,
    problem: status === 'held' ? heldBack(batch) : problem,
    requested: batch.requested,
    file: { size: batch.fileSize, sha256: batch.sha256 },
    receivedAt: batch.receivedAt,
    finishedAt: batch.finishedAt,
    publishedIn: batch.publishedIn,
    rolledBackIn: batch.rolledBackIn,
    links: {
      self: `/v1/batches/${id}`,
      issues: `/v1/batches/${id}/issues`,
      events: `/v1/batches/${id}/events`,
    },
  };
}
