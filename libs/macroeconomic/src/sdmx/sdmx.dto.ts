import { ApiProperty, ApiPropertyOptional, IntersectionType } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsBoolean, IsIn, IsInt, IsOptional, Matches, Max, MaxLength, Min } from 'class-validator';
import { IsVintage } from '../observation/observation.dto.js';
import { CONDITIONED } from './data-condition.js';
import { DETAILS, type Detail } from './data-format.js';

const IDENTIFIERS = /^[\w@$.,+~*|-]{1,2000}$/;

const PathPart = (): PropertyDecorator => (target, name) => {
  ApiProperty({ required: true })(target, name);
  IsOptional()(target, name);
  Matches(IDENTIFIERS)(target, name);
};

/** What the path names; parts at its end may be left out. */
export class DataPath21 {
  @ApiProperty()
  @Matches(IDENTIFIERS)
  flow!: string;

  @PathPart()
  key?: string;

  @PathPart()
  provider?: string;
}

export class AvailabilityPath21 extends DataPath21 {
  @PathPart()
  component?: string;
}

export class DataPath30 {
  @PathPart()
  context?: string;

  @PathPart()
  agency?: string;

  @PathPart()
  resource?: string;

  @PathPart()
  version?: string;

  @PathPart()
  key?: string;
}

export class AvailabilityPath30 extends DataPath30 {
  @PathPart()
  component?: string;
}

const PERIOD = /^[0-9A-Za-z:.-]{4,40}$/;

const OF_PERIODS = {
  message: '$property must be a period: 2026, 2026-Q3, 2026-09, 2026-09-05',
  context: { zh: '应为时期：2026、2026-Q3、2026-09、2026-09-05' },
};

/** An instant as clients write it: a plus that was sent as it is comes as a space, and without a zone it is the city's. */
const Instant = (): PropertyDecorator =>
  Transform(({ value }: { value: unknown }) => {
    if (typeof value !== 'string') return value;
    const written = value.replace(' ', '+');
    return /T[\d:.]+$/.test(written) ? `${written}+08:00` : written;
  });

class ChangedQuery {
  @ApiPropertyOptional({ description: 'Only what was recorded after this day or instant' })
  @IsOptional()
  @Instant()
  @IsVintage()
  updatedAfter?: string;
}

/** Which observations, SDMX REST 1.5. */
export class WindowQuery21 extends ChangedQuery {
  @ApiPropertyOptional({ example: '2019-Q1' })
  @IsOptional()
  @Matches(PERIOD, OF_PERIODS)
  startPeriod?: string;

  @ApiPropertyOptional({ example: '2020' })
  @IsOptional()
  @Matches(PERIOD, OF_PERIODS)
  endPeriod?: string;
}

/** Which observations, SDMX REST 2.x: besides, a condition `c[…]` for every component. */
export class ConditionQuery extends ChangedQuery {
  @ApiPropertyOptional({ default: '--01-01', description: 'Only the calendar year' })
  @IsOptional()
  @Matches(/^--\d\d-\d\d$/)
  reportingYearStartDay?: string;
}

const EXAMPLES: Readonly<Record<string, string>> = {
  ...{
    FREQ: 'Q',
    INDICATOR: 'GDP,CPI',
    REF_AREA: 'sw:3302',
    TIME_PERIOD: 'ge:2019-Q1+le:2020-Q4',
    OBS_VALUE: 'gt:100',
  },
};

for (const id of CONDITIONED) {
  const name = `c[${id}]`;
  const example = EXAMPLES[id];
  ApiPropertyOptional({
    type: String,
    description: `Values of ${id}: comma OR, plus AND, with eq: ne: lt: le: gt: ge: co: nc: sw: ew: before a value`,
    ...(example && { example }),
  })(ConditionQuery.prototype, name);
  IsOptional()(ConditionQuery.prototype, name);
  MaxLength(1000)(ConditionQuery.prototype, name);
}

/** xs:boolean, and as Python writes it. */
const BOOLEANS = new Map([
  ...['true', '1'].map((text) => [text, true] as const),
  ...['false', '0'].map((text) => [text, false] as const),
]);

/** Parameters that both versions have. */
class PackagingQuery {
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

  @ApiPropertyOptional({
    default: 'TIME_PERIOD',
    description: 'TIME_PERIOD: series in time; another dimension: sections across it; AllDimensions: a flat list',
  })
  @IsOptional()
  @MaxLength(50)
  dimensionAtObservation?: string;

  @ApiPropertyOptional({
    default: false,
    description: 'A data set for every dissemination, with the instant from which it was valid',
  })
  @IsOptional()
  @Transform(({ value }: { value: unknown }) => BOOLEANS.get(String(value).toLowerCase()) ?? value)
  @IsBoolean()
  includeHistory?: boolean;
}

/** SDMX REST 1.5 */
export class DataQuery21 extends IntersectionType(WindowQuery21, PackagingQuery) {
  @ApiPropertyOptional({ enum: DETAILS, default: 'full' })
  @IsOptional()
  @IsIn(DETAILS)
  detail?: Detail;
}

/** SDMX REST 2.x */
export class DataQuery30 extends IntersectionType(ConditionQuery, PackagingQuery) {
  @ApiPropertyOptional({ description: 'Vintage: what was public at the instant, or at the end of the day' })
  @IsOptional()
  @Instant()
  @IsVintage()
  asOf?: string;

  @ApiPropertyOptional({ default: 'dsd', description: 'dsd, all, obs, none, or ids of attributes' })
  @IsOptional()
  @MaxLength(200)
  attributes?: string;

  @ApiPropertyOptional({
    default: 'all',
    description: 'all, none, or OBS_VALUE; with no attributes either, only series are named',
  })
  @IsOptional()
  @MaxLength(200)
  measures?: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, default: 0, description: 'Observations, or series, to skip' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(0)
  @Max(1_000_000_000)
  offset?: number;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'Observations, or series, at most' })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1_000_000_000)
  limit?: number;

  @ApiPropertyOptional({
    example: 'TIME_PERIOD:desc',
    description: 'Components, series_key or *, with :asc or :desc, joined by +',
  })
  @IsOptional()
  @MaxLength(200)
  sort?: string;
}

export const AVAILABILITY_MODES = ['exact', 'available'] as const;

export const AVAILABILITY_REFERENCES = [
  ...['none', 'all', 'dataflow', 'datastructure', 'codelist', 'conceptscheme', 'dataproviderscheme', 'valuelist'],
] as const;

class AvailabilityQuery {
  @ApiPropertyOptional({
    enum: AVAILABILITY_MODES,
    default: 'exact',
    description: 'available: what may be added to the selection',
  })
  @IsOptional()
  @IsIn(AVAILABILITY_MODES)
  mode?: (typeof AVAILABILITY_MODES)[number];

  @ApiPropertyOptional({
    default: 'none',
    description: `Artefacts that come with it: ${AVAILABILITY_REFERENCES.join(', ')}`,
  })
  @IsOptional()
  @Matches(new RegExp(`^(${AVAILABILITY_REFERENCES.join('|')})(,(${AVAILABILITY_REFERENCES.join('|')}))*$`))
  references?: string;
}

export class AvailabilityQuery21 extends IntersectionType(WindowQuery21, AvailabilityQuery) {}

export class AvailabilityQuery30 extends IntersectionType(ConditionQuery, AvailabilityQuery) {}
