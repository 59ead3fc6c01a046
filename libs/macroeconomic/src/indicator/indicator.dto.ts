import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { FREQUENCIES } from '@siku/standards';
import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
  ValidateNested,
} from 'class-validator';
import { DerivationBody } from '../derive/derivation.dto.js';
import { INDICATOR_CODE } from './indicator-code.js';

const DECIMAL = /^\d{1,30}(\.\d{1,20})?$/;

class TitleBody {
  @ApiProperty({ example: '地区生产总值' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  zh!: string;

  @ApiProperty({ example: 'Gross regional product' })
  @IsString()
  @MinLength(1)
  @MaxLength(200)
  en!: string;
}

export const IDENTITY_KINDS = ['parts', 'areas', 'periods'] as const;

export class IdentityBody {
  @ApiProperty({
    enum: IDENTITY_KINDS,
    description:
      'parts: the indicator is the sum of the indicators named; areas: of itself over the areas named; periods: the year is the sum of its quarters or months',
  })
  @IsIn(IDENTITY_KINDS)
  kind!: (typeof IDENTITY_KINDS)[number];

  @ApiPropertyOptional({ type: [String], description: 'Indicators, or areas' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @IsString({ each: true })
  @MaxLength(50, { each: true })
  of?: string[];

  @ApiPropertyOptional({ description: 'Of kind areas: the area that is their sum' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  area?: string;

  @ApiPropertyOptional({ example: '0.1', description: 'Difference that rounding explains; default 0' })
  @IsOptional()
  @Matches(DECIMAL)
  tolerance?: string;
}

export class IndicatorBody {
  @ApiProperty({ type: TitleBody })
  @ValidateNested()
  @Type(() => TitleBody)
  title!: TitleBody;

  @ApiProperty({ example: '亿元' })
  @IsString()
  @MaxLength(50)
  unit!: string;

  @ApiPropertyOptional({ enum: FREQUENCIES, description: 'Frequency it is published at' })
  @IsOptional()
  @IsIn(FREQUENCIES)
  frequency?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, maximum: 20 })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(20)
  decimals?: number;

  @ApiPropertyOptional({ example: '0.5', description: 'Per cent by which departments may differ' })
  @IsOptional()
  @Matches(DECIMAL)
  tolerance?: string;

  @ApiPropertyOptional({ type: [IdentityBody] })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(50)
  @ValidateNested({ each: true })
  @Type(() => IdentityBody)
  identities?: IdentityBody[];

  @ApiPropertyOptional({ type: DerivationBody, description: 'How the platform computes it from what it holds' })
  @IsOptional()
  @ValidateNested()
  @Type(() => DerivationBody)
  derivation?: DerivationBody;

  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(2000)
  description?: string;
}

export class IndicatorView extends IndicatorBody {
  @ApiProperty({ example: 'GDP' })
  code!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  version!: number;

  @ApiProperty({ format: 'date-time', description: 'Instant at which this version was written' })
  at!: string;
}

export class IndicatorPage {
  @ApiProperty({ type: [IndicatorView] })
  items!: IndicatorView[];

  @ApiProperty({ type: String, nullable: true })
  next!: string | null;
}

export class IndicatorParameters {
  @ApiProperty({ example: 'GDP', pattern: INDICATOR_CODE.source })
  @Matches(INDICATOR_CODE)
  code!: string;
}

class DepartureView {
  @ApiProperty({ enum: IDENTITY_KINDS })
  kind!: string;

  @ApiProperty({ description: 'Series that should be the sum' })
  series!: string;

  @ApiProperty()
  period!: string;

  @ApiProperty({ description: 'Value of the total' })
  total!: string;

  @ApiProperty({ description: 'Sum of the parts' })
  sum!: string;

  @ApiProperty({ description: 'Total minus sum' })
  difference!: string;

  @ApiProperty({ type: [String], description: 'Parts that have no value' })
  missing!: string[];
}

export class DeparturePage {
  @ApiProperty({ type: [DepartureView] })
  items!: DepartureView[];

  @ApiProperty({ type: String, nullable: true })
  next!: string | null;
}

export type Departure = DepartureView;
