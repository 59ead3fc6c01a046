import { ApiProperty } from '@nestjs/swagger';

class QueueAgeView {
  @ApiProperty({ type: 'integer', description: 'Tasks that are not closed' })
  open!: number;

  @ApiProperty({ type: 'integer', description: 'Of these, past their due date' })
  overdue!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Hours; median age of these' })
  medianAge!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Hours; age of the oldest' })
  oldestAge!: number | null;
}

class AnswerTimeView {
  @ApiProperty({ type: 'integer', description: 'Tasks that were answered and whose answer stands' })
  answered!: number;

  @ApiProperty({ type: Number, nullable: true, description: 'Hours from task to answer; median' })
  median!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Hours from task to answer; nine of ten were faster' })
  ninetieth!: number | null;
}

class StewardView {
  @ApiProperty({ description: 'Principal' })
  actor!: string;

  @ApiProperty({ type: 'integer', description: 'Decisions of the last 30 days' })
  decided!: number;

  @ApiProperty({ type: 'integer', description: 'Of these, taken back' })
  undone!: number;
}

class AgreementView {
  @ApiProperty({ type: 'integer', description: 'Answers that another steward approved or took back' })
  judged!: number;

  @ApiProperty({ type: 'integer', description: 'Of these, approved or given again' })
  agreed!: number;

  @ApiProperty({ type: Number, nullable: true })
  rate!: number | null;

  @ApiProperty({ type: Number, nullable: true, description: 'Cohen’s kappa: agreement beyond chance' })
  kappa!: number | null;
}

class WeightBandView {
  @ApiProperty({ description: 'log2 of the odds, from' })
  from!: number;

  @ApiProperty({ description: 'To, exclusive' })
  to!: number;

  @ApiProperty({ type: 'integer' })
  same!: number;

  @ApiProperty({ type: 'integer' })
  different!: number;

  @ApiProperty({ description: 'Share of same ones by the model' })
  expected!: number;

  @ApiProperty({ description: 'Share of same ones by the stewards' })
  observed!: number;
}

class ThresholdsView {
  @ApiProperty({ description: 'log2 of the odds from which pairs are joined' })
  link!: number;

  @ApiProperty({ description: 'log2 of the odds from which a steward is asked' })
  review!: number;
}

class CalibrationView {
  @ApiProperty({ description: 'Bits' })
  offset!: number;

  @ApiProperty()
  slope!: number;
}

class JudgedModelView {
  @ApiProperty({ type: 'integer', description: 'Version of the model in force' })
  version!: number;

  @ApiProperty({ type: 'integer', description: 'Pairs it weighed that stewards answered' })
  pairs!: number;

  @ApiProperty({ type: [WeightBandView] })
  bands!: WeightBandView[];

  @ApiProperty({
    type: CalibrationView,
    description: 'What its weights are worth: log2 odds = offset + slope · weight',
  })
  calibration!: CalibrationView;

  @ApiProperty({ type: ThresholdsView })
  thresholds!: ThresholdsView;

  @ApiProperty({ type: ThresholdsView, description: 'Where the odds are what the thresholds in force promise' })
  suggested!: ThresholdsView;
}

export class ReviewStatisticsView {
  @ApiProperty()
  base!: string;

  @ApiProperty({ type: QueueAgeView })
  queue!: QueueAgeView;

  @ApiProperty({ type: AnswerTimeView })
  answers!: AnswerTimeView;

  @ApiProperty({ type: [StewardView] })
  stewards!: StewardView[];

  @ApiProperty({ type: AgreementView })
  agreement!: AgreementView;

  @ApiProperty({ type: JudgedModelView })
  model!: JudgedModelView;
}
