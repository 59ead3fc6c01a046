import { ApiProperty } from '@nestjs/swagger';
import { ANY_VALUE } from '@siku/platform';
import { RecordView } from '@siku/master-data';
import { TASK_DECISIONS } from '../decision/decision.dto.js';
import { DecisionView } from '../decision/decision.view.js';
import { DisputeView } from '../dispute/dispute.view.js';
import { PreviewView } from '../record/preview.view.js';
import { PRIORITIES, TASK_STATES, type Priority, type ReviewTask, type TaskState } from './review-task.js';
import { TASK_KINDS, type TaskKind } from './task-kind.js';

const COUNT = { type: 'integer' as const, minimum: 0 };

const COUNTS = { type: 'object' as const, additionalProperties: COUNT };

class TaskDecisionView {
  @ApiProperty({ format: 'uuid' })
  decisionId!: string;

  @ApiProperty()
  kind!: string;

  @ApiProperty()
  actor!: string;

  @ApiProperty({ format: 'date-time' })
  madeAt!: string;
}

export class ReviewTaskView implements ReviewTask {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  base!: string;

  @ApiProperty({ enum: TASK_KINDS })
  kind!: TaskKind;

  @ApiProperty({
    enum: TASK_STATES,
    description: 'returned: a department is asked; waiting: somebody else must approve the decision',
  })
  status!: TaskState;

  @ApiProperty({
    enum: PRIORITIES,
    description: 'By kind, how many source records and reading applications hang on it, and whether it is overdue',
  })
  priority!: Priority;

  @ApiProperty({ format: 'date-time' })
  openedAt!: string;

  @ApiProperty({ format: 'date-time' })
  dueAt!: string;

  @ApiProperty({ type: 'integer', description: 'Publication that raised it; 0 where none did' })
  openedIn!: number;

  @ApiProperty({ type: String, nullable: true })
  assignee!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  claimedUntil!: string | null;

  @ApiProperty({ type: [String], format: 'uuid', description: 'Records it is about' })
  records!: string[];

  @ApiProperty({ ...COUNT, description: 'Source records of these; of a held snapshot its rows' })
  sourceRecords!: number;

  @ApiProperty({ ...COUNT, description: 'Applications that read any of the records in the last 90 days' })
  readers!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'log2 of the odds, of a pair' })
  weight!: number | null;

  @ApiProperty({ type: String, nullable: true })
  attribute!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Of a held snapshot' })
  dataset!: string | null;

  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    nullable: true,
    description: 'Rule that is broken, and what to look at: geometry, area in m², difference …',
  })
  violation!: ReviewTask['violation'];

  @ApiProperty({ type: TaskDecisionView, nullable: true, description: 'The last one about it that was not undone' })
  decision!: TaskDecisionView | null;

  @ApiProperty({ description: 'For If-Match' })
  etag!: string;
}

export class QueueCountsView {
  @ApiProperty(COUNTS)
  base!: Record<string, number>;

  @ApiProperty(COUNTS)
  kind!: Record<string, number>;

  @ApiProperty(COUNTS)
  status!: Record<string, number>;

  @ApiProperty(COUNTS)
  priority!: Record<string, number>;

  @ApiProperty(COUNTS)
  assignee!: Record<string, number>;
}

export class ReviewTaskPage {
  @ApiProperty({ type: [ReviewTaskView], description: 'Urgent ones first, of these the oldest' })
  items!: ReviewTaskView[];

  @ApiProperty({ type: String, nullable: true })
  next!: string | null;

  @ApiProperty({ type: QueueCountsView, description: 'Of all that meet the filter' })
  counts!: QueueCountsView;
}

class EvidenceStepView {
  @ApiProperty({ description: 'Name of the comparison, or prior' })
  comparison!: string;

  @ApiProperty()
  level!: string;

  @ApiProperty({ description: 'log2' })
  weight!: number;

  @ApiProperty({ type: String, nullable: true })
  a!: string | null;

  @ApiProperty({ type: String, nullable: true })
  b!: string | null;
}

class PairEvidenceView {
  @ApiProperty()
  weight!: number;

  @ApiProperty()
  probability!: number;

  @ApiProperty({ type: [EvidenceStepView], description: 'Steps of the waterfall: they add up to the weight' })
  items!: EvidenceStepView[];
}

class SideView {
  @ApiProperty({ type: RecordView })
  record!: unknown;

  @ApiProperty({ type: [Object], description: 'As of GET …/{id}/sources' })
  sources!: Record<string, unknown>[];
}

class ConflictSourceView {
  @ApiProperty({ format: 'uuid' })
  recordId!: string;

  @ApiProperty()
  dataset!: string;

  @ApiProperty()
  department!: string;

  @ApiProperty({ format: 'date' })
  since!: string;

  @ApiProperty()
  trust!: number;
}

class ConflictingValueView {
  @ApiProperty(ANY_VALUE)
  value!: unknown;

  @ApiProperty({ type: [ConflictSourceView] })
  sources!: ConflictSourceView[];
}

class TextPartView {
  @ApiProperty({ enum: ['both', 'first', 'second'] })
  in!: 'both' | 'first' | 'second';

  @ApiProperty()
  text!: string;
}

class ConflictView {
  @ApiProperty()
  path!: string;

  @ApiProperty({ type: [ConflictingValueView] })
  values!: ConflictingValueView[];

  @ApiProperty({ type: [TextPartView], nullable: true, description: 'Character by character, of two texts' })
  difference!: TextPartView[] | null;
}

class NodeView {
  @ApiProperty({ format: 'uuid' })
  recordId!: string;

  @ApiProperty()
  dataset!: string;

  @ApiProperty()
  department!: string;

  @ApiProperty({ format: 'uuid', description: 'Record it belongs to' })
  record!: string;
}

class LinkView {
  @ApiProperty({ format: 'uuid' })
  a!: string;

  @ApiProperty({ format: 'uuid' })
  b!: string;

  @ApiProperty({ description: 'log2 of the odds' })
  weight!: number;

  @ApiProperty({ description: 'They share an identifier that proves identity' })
  identifier!: boolean;
}

class GraphView {
  @ApiProperty({ type: [NodeView] })
  nodes!: NodeView[];

  @ApiProperty({ type: [LinkView] })
  links!: LinkView[];
}

class OptionView extends PreviewView {
  @ApiProperty()
  decision!: string;
}

class TaskPreviewView extends PreviewView {
  @ApiProperty({ format: 'uuid' })
  task!: string;
}

export class BulkPreviewView {
  @ApiProperty({ type: [TaskPreviewView], description: 'What each answer would do by itself' })
  items!: TaskPreviewView[];
}

export class TaskScreenView {
  @ApiProperty({ type: ReviewTaskView })
  task!: ReviewTaskView;

  @ApiProperty({ enum: TASK_DECISIONS, isArray: true, description: 'Decisions it can have' })
  possible!: readonly string[];

  @ApiProperty({ type: [SideView], description: 'Side by side' })
  records!: SideView[];

  @ApiProperty({
    type: [String],
    example: ['/v1/series/M.GDP.330200.N/departments'],
    description: 'Addresses of pictures that show what it is about, with Accept: image/svg+xml',
  })
  illustrations!: string[];

  @ApiProperty({ type: [ConflictView], description: 'Attributes on which sources say different things' })
  conflicts!: ConflictView[];

  @ApiProperty({ type: PairEvidenceView, nullable: true })
  evidence!: PairEvidenceView | null;

  @ApiProperty({ type: GraphView, description: 'Source records and what links them' })
  graph!: GraphView;

  @ApiProperty({ type: [OptionView], description: 'What each decision would do' })
  options!: OptionView[];

  @ApiProperty({ type: [DecisionView], description: 'About the same records, the latest first' })
  decisions!: DecisionView[];

  @ApiProperty({ type: DisputeView, nullable: true })
  dispute!: DisputeView | null;
}
