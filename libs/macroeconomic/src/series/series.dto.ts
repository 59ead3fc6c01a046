import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FREQUENCIES, type Frequency } from '@siku/standards';
import { Transform } from 'class-transformer';
import { IsBoolean, IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { STATUS_TITLES } from '../dictionary.js';
import { INDICATOR_CODE } from '../indicator/indicator-code.js';
import { FORMATS, VintageQuery, type Format } from '../observation/observation.dto.js';
import { AGGREGATIONS, TRANSFORMATIONS, type Aggregation, type Transformation } from './transformation.js';

export class SeriesQuery extends VintageQuery {
  @ApiPropertyOptional({
    enum: TRANSFORMATIONS,
    default: 'lin',
    description:
      'chg: change; ch1: on a year ago; pch, pc1: in per cent; pca: annual rate; cch, cca: continuously compounded; log',
  })
  @IsOptional()
  @IsIn(TRANSFORMATIONS)
  units?: Transformation;

  @ApiPropertyOptional({ enum: FREQUENCIES, description: 'A lower frequency; whole periods only' })
  @IsOptional()
  @IsIn(FREQUENCIES)
  frequency?: Frequency;

  @ApiPropertyOptional({ enum: AGGREGATIONS, default: 'avg', description: 'Mean, sum or end of period' })
  @IsOptional()
  @IsIn(AGGREGATIONS)
  aggregation?: Aggregation;

  @ApiPropertyOptional({
    example: 'POPULATION',
    description: 'Indicator to divide by: its figure of the same period, or of the year the period lies in',
  })
  @IsOptional()
  @Matches(INDICATOR_CODE)
  per?: string;

  @ApiPropertyOptional({ example: '2020', description: 'Period whose value, or the mean of whose values, becomes 100' })
  @IsOptional()
  @IsString()
  @MaxLength(20)
  rebase?: string;

  @ApiPropertyOptional({ default: false, description: 'Of each period the value that was published first' })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  firstRelease?: boolean;
}

export class SeriesItem {
  @ApiProperty({ example: 'Q.GDP.330200.N' })
  key!: string;

  @ApiProperty({ enum: FREQUENCIES })
  frequency!: string;

  @ApiProperty()
  indicator!: string;

  @ApiProperty()
  area!: string;

  @ApiProperty()
  adjustment!: string;

  @ApiProperty({ type: String, nullable: true })
  unit!: string | null;

  @ApiProperty({ type: 'integer', minimum: 0 })
  observations!: number;

  @ApiProperty()
  firstPeriod!: string;

  @ApiProperty()
  lastPeriod!: string;

  @ApiProperty({ format: 'date-time' })
  updatedAt!: string;
}

export class SeriesPage {
  @ApiProperty({ type: [SeriesItem] })
  items!: SeriesItem[];

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;
}

export class PointView {
  @ApiProperty({ example: '2026-Q3' })
  period!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Decimal text' })
  value!: string | null;

  @ApiPropertyOptional({ enum: Object.keys(STATUS_TITLES), description: 'Of values as they were published' })
  status?: string;
}

export class SeriesView {
  @ApiProperty({ example: 'Q.GDP.330200.N' })
  key!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Of the published values' })
  unit!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Indicator the values were divided by' })
  per!: string | null;

  @ApiProperty({ enum: TRANSFORMATIONS })
  units!: Transformation;

  @ApiProperty({ enum: FREQUENCIES })
  frequency!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Vintage that was asked for; null: now' })
  knownAt!: string | null;

  @ApiProperty({ type: [PointView] })
  observations!: PointView[];
}

export class VintageItem {
  @ApiProperty({
    example: '2019-05-28',
    description: 'Day of publication of what was loaded later, otherwise an instant; both are good for knownAt',
  })
  knownAt!: string;

  @ApiProperty({ type: 'integer', minimum: 1, description: 'Observations that were new or revised' })
  changed!: number;
}

export class VintagePage {
  @ApiProperty({ type: [VintageItem], description: 'The earliest first' })
  items!: VintageItem[];

  @ApiProperty({ type: String, nullable: true })
  next!: string | null;
}

class DepartmentObservation {
  @ApiProperty()
  period!: string;

  @ApiProperty()
  value!: string;

  @ApiProperty({ description: 'yyyy-MM-dd' })
  published!: string;
}

class DepartmentViewDto {
  @ApiProperty()
  dataset!: string;

  @ApiProperty()
  department!: string;

  @ApiProperty({ type: [DepartmentObservation] })
  observations!: DepartmentObservation[];
}

class DisagreementView {
  @ApiProperty()
  period!: string;

  @ApiProperty({ description: 'The figure that is given out' })
  value!: string;

  @ApiProperty()
  dataset!: string;

  @ApiProperty({ description: 'What this dataset says' })
  other!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Difference in per cent of the figure given out' })
  percent!: string | null;

  @ApiProperty({ description: 'Beyond the tolerance of the indicator: a steward is asked' })
  beyond!: boolean;
}

export class DepartmentsView {
  @ApiProperty()
  key!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Per cent; null: as far as they like' })
  tolerance!: string | null;

  @ApiProperty({ type: [DepartmentViewDto] })
  departments!: DepartmentViewDto[];

  @ApiProperty({ type: [DisagreementView] })
  disagreements!: DisagreementView[];
}

class TriangleRow {
  @ApiProperty()
  period!: string;

  @ApiProperty({ type: 'array', items: { type: ['string', 'null'] } as never, description: 'One a vintage' })
  values!: (string | null)[];
}

class StatisticsView {
  @ApiProperty({ type: 'integer' })
  revised!: number;

  @ApiProperty({ type: 'integer' })
  periods!: number;

  @ApiProperty({ type: String, nullable: true, description: 'Mean of last minus first release' })
  meanRevision!: string | null;

  @ApiProperty({ type: String, nullable: true })
  meanAbsoluteRevision!: string | null;

  @ApiProperty({ type: 'integer' })
  upward!: number;

  @ApiProperty({ type: 'integer' })
  downward!: number;

  @ApiProperty({
    type: Number,
    nullable: true,
    description: 'Two-sided probability of so uneven signs by chance; null without revisions',
  })
  signTest!: number | null;
}

export class RevisionView {
  @ApiProperty()
  key!: string;

  @ApiProperty({ type: [String], description: 'Columns of the triangle, the earliest first' })
  vintages!: string[];

  @ApiProperty({ type: [TriangleRow] })
  triangle!: TriangleRow[];

  @ApiProperty({ type: StatisticsView })
  statistics!: StatisticsView;
}

export class RevisionQuery {
  @ApiPropertyOptional({ enum: FORMATS, description: 'csv: the triangle; xlsx: with the statistics' })
  @IsOptional()
  @IsIn(FORMATS)
  format?: Format;
}
