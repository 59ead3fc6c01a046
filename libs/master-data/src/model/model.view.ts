import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MessageView } from '../batch/batch.view.js';
import type { ModelChange, ModelPreview, ModelReport, ModelStatus, StoredModel } from './stored-model.js';

const COUNT = { type: 'integer', minimum: 0 } as const;

class WeightCount {
  @ApiProperty({ description: 'log2 of the odds; 40 and more in one' })
  from!: number;

  @ApiProperty(COUNT)
  pairs!: number;
}

class RulePairs {
  @ApiProperty()
  rule!: string;

  @ApiProperty(COUNT)
  pairs!: number;

  @ApiPropertyOptional({ description: 'Not compared: hardly any was expected to be the same that no other rule names' })
  idle?: boolean;
}

export class ModelReportView implements ModelReport {
  @ApiProperty({ ...COUNT, description: 'Source records in the base' })
  records!: number;

  @ApiProperty({ ...COUNT, description: 'Records it was tried on: of a large base a part' })
  looked!: number;

  @ApiProperty(COUNT)
  candidatePairs!: number;

  @ApiProperty({ ...COUNT, description: 'Pairs expected to be the same thing' })
  expectedMatches!: number;

  @ApiProperty(COUNT)
  linkedPairs!: number;

  @ApiProperty({ ...COUNT, description: 'Pairs between the thresholds, which a steward is asked about' })
  reviewPairs!: number;

  @ApiProperty({ description: 'Estimated without labels' })
  expectedPrecision!: number;

  @ApiProperty({ description: 'Estimated without labels' })
  expectedRecall!: number;

  @ApiProperty({ type: [WeightCount] })
  weights!: WeightCount[];

  @ApiProperty({ type: [RulePairs] })
  blocking!: RulePairs[];
}

class ModelProblemView {
  @ApiProperty()
  code!: string;

  @ApiProperty({ type: MessageView })
  message!: MessageView;
}

export class ModelView {
  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty({ enum: ['built-in', 'trained'] })
  origin!: string;

  @ApiProperty({ enum: ['training', 'ready', 'activating', 'active', 'retired', 'failed'] satisfies ModelStatus[] })
  status!: string;

  @ApiProperty({ description: 'Principal who asked for it' })
  actor!: string;

  @ApiProperty({ format: 'date-time' })
  createdAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  trainedAt!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Publication in which it last became active' })
  activatedIn!: number | null;

  @ApiProperty({ type: String, nullable: true })
  activatedBy!: string | null;

  @ApiProperty({ type: ModelReportView, nullable: true })
  report!: ModelReportView | null;

  @ApiProperty({ type: ModelProblemView, nullable: true })
  problem!: ModelProblemView | null;
}

class LevelView {
  @ApiProperty()
  name!: string;

  @ApiProperty({ type: MessageView, nullable: true })
  title!: MessageView | null;

  @ApiProperty({ description: 'Probability among pairs that are the same' })
  m!: number;

  @ApiProperty({ description: 'Probability among pairs that are not' })
  u!: number;

  @ApiProperty({ description: 'log2(m / u); 0 where the level says nothing' })
  weight!: number;
}

class ComparisonView {
  @ApiProperty()
  name!: string;

  @ApiProperty({ type: MessageView, nullable: true })
  title!: MessageView | null;

  @ApiProperty({ type: [LevelView] })
  levels!: LevelView[];
}

class ThresholdsView {
  @ApiProperty()
  link!: number;

  @ApiProperty()
  review!: number;
}

class FrequencyView {
  @ApiProperty()
  field!: string;

  @ApiProperty({ ...COUNT, description: 'Frequent values it knows; which they are is not told' })
  values!: number;

  @ApiProperty({ description: 'Share of every other value' })
  other!: number;
}

export class ModelDetailView extends ModelView {
  @ApiProperty({ type: Number, nullable: true, description: 'Probability that two records are the same thing' })
  prior!: number | null;

  @ApiProperty({ type: ThresholdsView, nullable: true })
  thresholds!: ThresholdsView | null;

  @ApiProperty({ type: [ComparisonView] })
  comparisons!: ComparisonView[];

  @ApiProperty({ type: [FrequencyView] })
  frequencies!: FrequencyView[];
}

export class ModelPage {
  @ApiProperty({ type: [ModelView] })
  items!: ModelView[];

  @ApiProperty({ type: String, nullable: true })
  next!: string | null;
}

class ModelChangeView implements ModelChange {
  @ApiProperty({ enum: ['merge', 'split'] })
  kind!: 'merge' | 'split';

  @ApiProperty({ type: [String], description: 'Records that would become one; or the one that would fall apart' })
  masters!: string[];

  @ApiProperty({
    type: 'array',
    items: { type: 'array', items: { type: 'string' } },
    description: 'Source records of each part of a split',
  })
  parts!: string[][];
}

export class ModelPreviewView implements ModelPreview {
  @ApiProperty({ type: 'integer', description: 'Publication whose state it was compared with' })
  publication!: number;

  @ApiProperty({ ...COUNT, description: 'Source records in the base' })
  records!: number;

  @ApiProperty({ ...COUNT, description: 'Source records looked at' })
  looked!: number;

  @ApiProperty({ ...COUNT, description: 'Records they belong to now' })
  masters!: number;

  @ApiProperty(COUNT)
  unchanged!: number;

  @ApiProperty(COUNT)
  merges!: number;

  @ApiProperty(COUNT)
  splits!: number;

  @ApiProperty({ type: [ModelChangeView] })
  examples!: ModelChangeView[];
}

export const modelView = (stored: Omit<StoredModel, 'model'>): ModelView => ({
  version: stored.version,
  origin: stored.origin,
  status: stored.status,
  actor: stored.actor,
  createdAt: stored.createdAt,
  trainedAt: stored.trainedAt,
  activatedIn: stored.activatedIn,
  activatedBy: stored.activatedBy,
  report: stored.report,
  problem: stored.problem,
});

/** Frequent values are names and numbers of people: how many there are is told, not which. */
export const modelDetail = (stored: StoredModel): ModelDetailView => ({
  ...modelView(stored),
  prior: stored.model?.prior ?? null,
  thresholds: stored.model?.thresholds ?? null,
  comparisons: (stored.model?.comparisons ?? []).map(({ name, title = null, levels }) => ({
    name,
    title,
    levels: levels.map((level) => ({
      name: level.name,
      title: level.title ?? null,
      m: level.m,
      u: level.u,
      weight: level.neutral ? 0 : Math.log2(level.m / level.u),
    })),
  })),
  frequencies: Object.entries(stored.model?.frequencies ?? {}).map(([field, { values, other }]) => ({
    field,
    values: Object.keys(values).length,
    other,
  })),
});
