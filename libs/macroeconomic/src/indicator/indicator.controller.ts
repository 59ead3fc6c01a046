import { Body, Controller, Get, HttpStatus, Param, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiPropertyOptional, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, IsString, Max, MaxLength, Min } from 'class-validator';
import type { FastifyReply } from 'fastify';
import { macroeconomicBase } from '../definition.js';
import { LineageView } from '../derive/derivation.dto.js';
import { IsVintage } from '../observation/observation.dto.js';
import { DeparturePage, IndicatorBody, IndicatorPage, IndicatorParameters, IndicatorView } from './indicator.dto.js';
import { IndicatorService } from './indicator.service.js';

const DEFAULT_LIMIT = 100;

export class IndicatorListQuery {
  @ApiPropertyOptional({ description: 'Cursor of the previous page' })
  @IsOptional()
  @IsString()
  @MaxLength(50)
  after?: string;

  @ApiPropertyOptional({ type: 'integer', default: DEFAULT_LIMIT, minimum: 1, maximum: 1000 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(1000)
  limit?: number;
}

export class DepartureQuery {
  @ApiPropertyOptional({ example: '2019-05-28', description: 'Vintage; default now' })
  @IsOptional()
  @IsVintage()
  knownAt?: string;
}

@ApiTags('observations')
@Controller('v1/indicators')
@ReadsBase(macroeconomicBase.code)
@Allow('application', 'steward', 'operator')
export class IndicatorController {
  constructor(private readonly indicators: IndicatorService) {}

  @Get()
  @ApiOperation({ summary: 'Indicators' })
  @ApiOkResponse({ type: IndicatorPage })
  list(@Query() { after = '', limit = DEFAULT_LIMIT }: IndicatorListQuery): Promise<IndicatorPage> {
    return this.indicators.list(after, limit);
  }

  @Get(':code')
  @ApiOperation({ summary: 'One indicator' })
  @ApiOkResponse({ type: IndicatorView })
  get(@Param() { code }: IndicatorParameters): Promise<IndicatorView> {
    return this.indicators.get(code);
  }

  @Get(':code/versions')
  @ApiOperation({ summary: 'Its versions, the latest first' })
  @ApiOkResponse({ type: IndicatorPage })
  async versions(@Param() { code }: IndicatorParameters): Promise<IndicatorPage> {
    return { items: await this.indicators.versions(code), next: null };
  }

  @Get(':code/lineage')
  @ApiOperation({ summary: 'What a derived indicator is made of, down to what was delivered, and what is made of it' })
  @ApiOkResponse({ type: LineageView })
  lineage(@Param() { code }: IndicatorParameters): Promise<LineageView> {
    return this.indicators.lineage(code);
  }

  @Get(':code/departures')
  @ApiOperation({ summary: 'Where the identities declared of it do not hold' })
  @ApiOkResponse({ type: DeparturePage })
  async departures(
    @Param() { code }: IndicatorParameters,
    @Query() { knownAt }: DepartureQuery,
  ): Promise<DeparturePage> {
    return { items: await this.indicators.departures(code, knownAt), next: null };
  }

  @Put(':code')
  @Allow('operator')
  @ApiOperation({ summary: 'Create or change an indicator', description: 'The same content again changes nothing.' })
  @ApiOkResponse({ type: IndicatorView })
  @ApiCreatedResponse({ type: IndicatorView })
  async put(
    @Param() { code }: IndicatorParameters,
    @Body() body: IndicatorBody,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IndicatorView> {
    const { indicator, created } = await this.indicators.put(code, body, principal);
    if (created) void reply.status(HttpStatus.CREATED);
    return indicator;
  }
}
