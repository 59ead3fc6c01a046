import { Controller, Get, Headers, Param, Query, type StreamableFile, UseInterceptors } from '@nestjs/common';
import { ApiNoContentResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import { macroeconomicBase } from '../definition.js';
import { AvailabilityService, type AvailabilityRequest } from './availability.service.js';
import type { SdmxApi } from './data-format.js';
import {
  requireCalendarYear,
  requireContext,
  requireDataflow,
  requireFlow,
  requireProvider,
  slice21,
  slice30,
} from './data-query.js';
import { AvailabilityPath21, AvailabilityPath30, AvailabilityQuery21, AvailabilityQuery30 } from './sdmx.dto.js';
import { Compressed } from './compressed.interceptor.js';
import { EmptyResult } from './no-results.js';
import { Revalidated } from './revalidated.interceptor.js';
import { negotiateStructure, STRUCTURE_ANSWER, structureAnswer } from '../structure/structure-format.js';

/** SDMX REST, availability: `availableconstraint` of 1.5, `availability` of 2.x. */
@ApiTags('sdmx')
@Controller('sdmx')
@ReadsBase(macroeconomicBase.code)
@Allow('application', 'steward', 'operator')
@UseInterceptors(Compressed, Revalidated, EmptyResult)
export class AvailabilityController {
  constructor(private readonly availability: AvailabilityService) {}

  @Get([
    '2.1/availableconstraint/:flow',
    '2.1/availableconstraint/:flow/:key',
    '2.1/availableconstraint/:flow/:key/:provider',
    '2.1/availableconstraint/:flow/:key/:provider/:component',
  ])
  @ApiOperation({ summary: 'For which codes and periods there are data' })
  @ApiOkResponse(STRUCTURE_ANSWER)
  @ApiNoContentResponse({ description: 'No data meet the conditions' })
  @ApiNotFoundResponse({ description: 'No such dataflow or component' })
  available21(
    @Param() { flow, key = 'all', provider = 'all', component = 'all' }: AvailabilityPath21,
    @Query() { mode = 'exact', references = 'none', ...query }: AvailabilityQuery21,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    requireFlow(flow);
    requireProvider(provider);
    const request = { slice: slice21(key, query), component, mode, references: references.split(',') };
    return this.answer(request, accept, '2.1');
  }

  @Get([
    '3.0/availability',
    '3.0/availability/:context',
    '3.0/availability/:context/:agency',
    '3.0/availability/:context/:agency/:resource',
    '3.0/availability/:context/:agency/:resource/:version',
    '3.0/availability/:context/:agency/:resource/:version/:key',
    '3.0/availability/:context/:agency/:resource/:version/:key/:component',
  ])
  @ApiOperation({
    summary: 'For which codes and periods there are data; mode=available: what could be added to the selection',
  })
  @ApiOkResponse(STRUCTURE_ANSWER)
  @ApiNoContentResponse({ description: 'No data meet the conditions' })
  @ApiNotFoundResponse({ description: 'No such dataflow or component' })
  available30(
    @Param()
    { context = '*', agency = '*', resource = '*', version = '*', key = '*', component = '*' }: AvailabilityPath30,
    @Query() { mode = 'exact', references = 'none', ...query }: AvailabilityQuery30,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    requireContext(context);
    requireDataflow(agency, resource, version);
    requireCalendarYear(query.reportingYearStartDay);
    const request = { slice: slice30(key, query), component, mode, references: references.split(',') };
    return this.answer(request, accept, '3.0');
  }

  private async answer(
    request: AvailabilityRequest,
    accept: string | undefined,
    api: SdmxApi,
  ): Promise<StreamableFile> {
    const format = negotiateStructure(accept, api);
    const chosen = await this.availability.constraint(request);
    return structureAnswer(format, chosen);
  }
}
