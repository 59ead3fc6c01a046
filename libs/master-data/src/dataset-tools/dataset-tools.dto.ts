import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsOptional, IsString, Length, Matches, Max, Min } from 'class-validator';

const CODE = /^[a-z][a-z0-9-]{0,63}$/;

export class InferQuery {
  @ApiProperty({ example: 'legal-entity' })
  @Matches(CODE)
  base!: string;

  @ApiPropertyOptional({ description: 'The caller’s own by default', example: 'civil-affairs' })
  @IsOptional()
  @Matches(CODE)
  department?: string;

  @ApiPropertyOptional({ description: 'Worksheet; the first visible one by default' })
  @IsOptional()
  @IsString()
  @Length(1, 100)
  sheet?: string;

  @ApiPropertyOptional({ description: 'Line of the column names; found by itself by default', minimum: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  headerRow?: number;

  @ApiPropertyOptional({ description: 'Lines the column names take, from headerRow on', minimum: 1, maximum: 5 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(5)
  headerRows?: number;

  @ApiPropertyOptional({ description: 'Columns of the table, where others stand beside it', example: 'E:G' })
  @IsOptional()
  @Matches(/^[A-Z]{1,3}:[A-Z]{1,3}$/)
  columns?: string;

  @ApiPropertyOptional({ description: 'Character encoding; found by itself by default' })
  @IsOptional()
  @IsString()
  @Length(1, 20)
  encoding?: string;
}

export class TemplateParameters {
  @ApiProperty({ pattern: CODE.source })
  @Matches(CODE)
  code!: string;
}

export const TEMPLATE_FORMATS = ['xlsx', 'csv'] as const;

export class TemplateQuery {
  @ApiPropertyOptional({ enum: TEMPLATE_FORMATS, default: 'xlsx' })
  @IsOptional()
  @IsIn(TEMPLATE_FORMATS)
  format?: (typeof TEMPLATE_FORMATS)[number];
}

class ColumnProposalView {
  @ApiProperty({ description: 'As the file names it' })
  column!: string;

  @ApiProperty({ type: String, nullable: true, description: 'Attribute it probably fills' })
  target!: string | null;

  @ApiProperty({ minimum: 0, maximum: 1 })
  confidence!: number;

  @ApiProperty({ type: [String] })
  samples!: string[];
}

export class InferredView {
  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description: 'For PUT /v1/datasets/{code}, once you have read it',
  })
  definition!: object;

  @ApiProperty({ type: [ColumnProposalView] })
  columns!: ColumnProposalView[];

  @ApiProperty({ type: [Object], description: 'What to look at before it is used, {zh, en}' })
  notes!: object[];
}
