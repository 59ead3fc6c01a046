import { ApiProperty } from '@nestjs/swagger';
import { DECISION_KINDS, type Decision } from '@siku/master-data';

/** `waiting`: somebody else must approve; `pending`: it is applied in the next publication. */
const STATES = ['waiting', 'pending', 'done', 'undone'] as const;

export class DecisionView {
  @ApiProperty({ format: 'uuid' })
  decisionId!: string;

  @ApiProperty()
  base!: string;

  @ApiProperty({ enum: DECISION_KINDS })
  kind!: string;

  @ApiProperty({ enum: STATES })
  status!: (typeof STATES)[number];

  @ApiProperty({ description: 'Principal who made it' })
  actor!: string;

  @ApiProperty()
  reason!: string;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Review task it is about' })
  task!: string | null;

  @ApiProperty({ type: Object, additionalProperties: true, description: 'What was decided, and the evidence seen' })
  detail!: Record<string, unknown>;

  @ApiProperty({ format: 'date-time' })
  madeAt!: string;

  @ApiProperty({ type: String, nullable: true })
  approvedBy!: string | null;

  @ApiProperty({ type: String, nullable: true })
  undoneBy!: string | null;

  @ApiProperty({ type: String, nullable: true })
  undoReason!: string | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Publication that applied it' })
  publishedIn!: number | null;

  @ApiProperty({ type: 'integer', nullable: true, description: 'Publication that took it back' })
  undoneIn!: number | null;
}

export class DecisionPage {
  @ApiProperty({ type: [DecisionView], description: 'The latest first' })
  items!: DecisionView[];

  @ApiProperty({ type: String, nullable: true })
  next!: string | null;
}

export const decisionView = ({ id, number: _, taskOpenedIn: _t, requested, ...rest }: Decision): DecisionView => ({
  decisionId: id,
  ...rest,
  status:
    requested === 'approval' && !rest.undoneBy
      ? 'waiting'
      : requested === 'publish' || requested === 'undo'
        ? 'pending'
        : rest.undoneBy
          ? 'undone'
          : 'done',
});
