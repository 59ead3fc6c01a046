import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { INSTANT } from '@siku/access';
import { PageLimit } from '@siku/platform';
import { RecordView } from '@siku/master-data';
import { FREQUENCIES } from '@siku/standards';
import { IsIn, IsOptional, IsString, Matches, MaxLength } from 'class-validator';
import { ADJUSTMENT_TITLES } from '../dictionary.js';

const DAY = String.raw`(?!0000)\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])`;

/** A day, or two with a slash between them. */
export const WINDOW = new RegExp(String.raw`^${DAY}(/${DAY})?$`);

const VINTAGE = new RegExp(String.raw`^${DAY}$|${INSTANT.source}`);

const IN_ITS_FORM = {
  message: '$property must be a day (2026-11-27), or an instant with its zone (2026-11-27T08:00:00Z)',
  context: { zh: '应为日期（2026-11-27），或带时区的时刻（2026-11-27T08:00:00Z）' },
};

/** A day, meaning its end, or an instant. */
export const IsVintage = (): PropertyDecorator => Matches(VINTAGE, IN_ITS_FORM);

/** Codes with commas between them. */
const CODES = /^[^,.+\s]{1,50}(,[^,.+\s]{1,50}){0,99}$/;

export const FORMATS = ['json', 'csv', 'xlsx'] as const;
export type Format = (typeof FORMATS)[number];

/** Which periods, and which vintage of them. */
export class VintageQuery {
  @ApiPropertyOptional({
    example: '2019-01-01/2020-12-31',
    description: 'Periods that contain the day, or overlap the days from the first to the second; default all',
  })
  @IsOptional()
  @Matches(WINDOW)
  validAt?: string;

  @ApiPropertyOptional({
    example: '2019-05-28',
    description: 'Vintage: what was public at the instant, or at the end of the day; default now',
  })
  @IsOptional()
  @IsVintage()
  knownAt?: string;

  @ApiPropertyOptional({ enum: FORMATS, description: 'Instead of the Accept header' })
  @IsOptional()
  @IsIn(FORMATS)
  format?: Format;
}

/** Which series, by the codes of their key. */
export class SeriesListQuery extends VintageQuery {
  @ApiPropertyOptional({ description: 'Indicator codes, comma-separated' })
  @IsOptional()
  @Matches(CODES)
  indicator?: string;

  @ApiPropertyOptional({ description: 'Area codes, comma-separated' })
  @IsOptional()
  @Matches(CODES)
  area?: string;

  @ApiPropertyOptional({ enum: FREQUENCIES })
  @IsOptional()
  @IsIn(FREQUENCIES)
  frequency?: string;

  @ApiPropertyOptional({ enum: Object.keys(ADJUSTMENT_TITLES) })
  @IsOptional()
  @IsIn(Object.keys(ADJUSTMENT_TITLES))
  adjustment?: string;

  @ApiPropertyOptional({ description: 'Cursor of the previous page' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  after?: string;

  @PageLimit({ maximum: 10_000, default: 100 })
  limit?: number;
}

export class ObservationQuery extends SeriesListQuery {
  @ApiPropertyOptional({ example: 'Q.GDP.330200.N', description: 'Series key' })
  @IsOptional()
  @IsString()
  @MaxLength(200)
  series?: string;

  @ApiPropertyOptional({ example: 'period,value', description: 'Only these attributes, comma-separated' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  fields?: string;

  @ApiPropertyOptional({ enum: ['exact'], description: 'exact: also the total of all pages' })
  @IsOptional()
  @IsIn(['exact'])
  count?: 'exact';
}

export class ObservationView extends RecordView {
  @ApiProperty({ example: 'Q.GDP.330200.N', description: 'frequency.indicator.area.adjustment' })
  series!: string;
}

export class ObservationPage {
  @ApiProperty({
    type: [ObservationView],
    description: 'In the order of series and periods; validFrom is the day on which the value was published',
  })
  items!: ObservationView[];

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, description: 'With count=exact' })
  total?: number;
}
