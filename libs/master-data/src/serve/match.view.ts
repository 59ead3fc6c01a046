import { ApiProperty } from '@nestjs/swagger';
import type { MatchAnswer } from './live-match.js';
import { RecordView } from './record.view.js';

class EvidenceView {
  @ApiProperty({ description: 'Name of the comparison, or prior' })
  comparison!: string;

  @ApiProperty({ description: 'Name of the level, or missing when there was nothing to compare' })
  level!: string;

  @ApiProperty({ description: 'log2' })
  weight!: number;

  @ApiProperty({ type: String, nullable: true })
  a!: string | null;

  @ApiProperty({ type: String, nullable: true })
  b!: string | null;
}

class MatchCandidateView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ description: 'log2 of the odds, prior included' })
  weight!: number;

  @ApiProperty({ minimum: 0, maximum: 1 })
  probability!: number;

  @ApiProperty({ enum: ['link', 'review', 'different'] })
  decision!: string;

  @ApiProperty({ type: [EvidenceView] })
  evidence!: EvidenceView[];

  @ApiProperty({ type: RecordView, nullable: true, description: 'As of now; null when it is not true today' })
  record!: RecordView | null;
}

class ModelName {
  @ApiProperty()
  code!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;
}

export class MatchView {
  @ApiProperty({ type: [MatchCandidateView], description: 'The likeliest first' })
  items!: MatchCandidateView[];

  @ApiProperty({ type: ModelName })
  model!: ModelName;
}

/** The model by its name: its numbers are at /models. */
export const matchView = ({ items, model: { code, version } }: MatchAnswer): MatchView => ({
  items,
  model: { code, version },
});
