import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { VINTAGE } from '../observation/observation.dto.js';
import { DETAILS, type Detail } from './data-format.js';

const PERIOD = /^[0-9A-Za-z:.-]{4,40}$/;

/** Parameters that both versions have. */
class DataQuery {
  @ApiPropertyOptional({ description: 'Only what was recorded after this day or instant' })
  @IsOptional()
  @Matches(VINTAGE)
  updatedAfter?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'Of each series, counted from its first period' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  firstNObservations?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'Of each series, counted from its last period' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000)
  lastNObservations?: number;

  @ApiPropertyOptional({ enum: ['TIME_PERIOD'], default: 'TIME_PERIOD' })
  @IsOptional()
  @IsIn(['TIME_PERIOD'])
  dimensionAtObservation?: string;

  @ApiPropertyOptional({
    default: false,
    description: 'A data set for every dissemination, with the instant from which it was valid; not in CSV',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => (value === 'true' ? true : value === 'false' ? false : value))
  @IsBoolean()
  includeHistory?: boolean;
}

/** SDMX REST 1.5 */
export class DataQuery21 extends DataQuery {
  @ApiPropertyOptional({ example: '2019-Q1' })
  @IsOptional()
  @Matches(PERIOD)
  startPeriod?: string;

  @ApiPropertyOptional({ example: '2020' })
  @IsOptional()
  @Matches(PERIOD)
  endPeriod?: string;

  @ApiPropertyOptional({ enum: DETAILS, default: 'full' })
  @IsOptional()
  @IsIn(DETAILS)
  detail?: Detail;
}

/** SDMX REST 2.x */
export class DataQuery30 extends DataQuery {
  @ApiPropertyOptional({ description: 'Vintage: what was public at the instant, or at the end of the day' })
  @IsOptional()
  @Matches(VINTAGE)
  asOf?: string;

  @ApiPropertyOptional({ example: 'ge:2019-Q1+le:2020-Q4' })
  @IsOptional()
  @MaxLength(200)
  'c[TIME_PERIOD]'?: string;

  @ApiPropertyOptional({ example: 'Q' })
  @IsOptional()
  @MaxLength(1000)
  'c[FREQ]'?: string;

  @ApiPropertyOptional({ example: 'GDP,CPI' })
  @IsOptional()
  @MaxLength(1000)
  'c[INDICATOR]'?: string;

  @ApiPropertyOptional({ example: '330200' })
  @IsOptional()
  @MaxLength(1000)
  'c[REF_AREA]'?: string;

  @ApiPropertyOptional({ example: 'N' })
  @IsOptional()
  @MaxLength(1000)
  'c[ADJUSTMENT]'?: string;
}
