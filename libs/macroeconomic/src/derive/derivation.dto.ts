import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  MinLength,
  ValidateNested,
} from 'class-validator';

/** Every row of a table of figures, each as an indicator of its own. */
export const EACH = '*';

export class FigureBody {
  @ApiProperty({ example: 'legal-entity' })
  @IsString()
  @MaxLength(50)
  base!: string;

  @ApiProperty({ example: 'registrations', description: 'Table, as GET /v1/areas/{code}/profile names it' })
  @IsString()
  @MaxLength(50)
  topic!: string;

  @ApiPropertyOptional({
    example: 'C',
    description: 'Row of the table; *: each row, as an indicator of its own (CODE-C); the total by default',
  })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  code?: string;
}

export class DerivationBody {
  @ApiPropertyOptional({
    example: 'GDP / annual(POPULATION) * 10000',
    description: 'Of other indicators: numbers, codes, + - * / ( ), annual(X), and transformations as in pc1(X)',
  })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(500)
  expression?: string;

  @ApiPropertyOptional({ type: FigureBody, description: 'Of what a base knows of divisions' })
  @IsOptional()
  @ValidateNested()
  @Type(() => FigureBody)
  figure?: FigureBody;

  @ApiPropertyOptional({ type: [String], example: ['330200'], description: 'Divisions, of a figure' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @Matches(/^\d{6}$/, { each: true })
  areas?: string[];

  @ApiPropertyOptional({ example: '2024-01', description: 'First period, of a figure' })
  @IsOptional()
  @IsString()
  @MaxLength(20)
  from?: string;
}

export class LineageInput {
  @ApiPropertyOptional({ description: 'Indicator' })
  indicator?: string;

  @ApiPropertyOptional({ description: 'Of the indicator: how it is derived itself' })
  expression?: string;

  @ApiPropertyOptional({ type: () => [LineageInput], description: 'And of what' })
  inputs?: LineageInput[];

  @ApiPropertyOptional({ type: FigureBody, description: 'Figure of a base' })
  figure?: FigureBody;
}

export class LineageView {
  @ApiProperty()
  code!: string;

  @ApiProperty({ type: [LineageInput], description: 'What it is made of, down to what was delivered' })
  inputs!: LineageInput[];

  @ApiProperty({ type: [String], description: 'Indicators that are made of it' })
  usedBy!: string[];

  @ApiProperty({
    type: () => ComputedView,
    nullable: true,
    description: 'When it was computed last, and from what state; null for what is delivered',
  })
  computed!: ComputedView | null;
}

export class ComputedView {
  @ApiProperty({ format: 'date-time' })
  at!: string;

  @ApiProperty({ type: 'integer', description: 'Version of its definition' })
  version!: number;

  @ApiProperty({ example: 'macroeconomic' })
  base!: string;

  @ApiProperty({ type: 'integer', description: 'Publication of the base whose state it was made of' })
  publication!: number;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'Delivery that last changed something' })
  batch!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'What became of that delivery' })
  status!: string | null;
}
