import { Controller, Get, Query, Res, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, KeyInQuery } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import type { FastifyReply } from 'fastify';
import { macroeconomicBase } from '../definition.js';
import { FredErrorsFilter } from './fred-errors.filter.js';
import { FRED_TYPES, writeFred, type FileType, type FredAnswer } from './fred-format.js';
import { FredObservationsQuery, FredSearchQuery, FredSeriesQuery, FredVintagesQuery } from './fred.dto.js';
import { FredService } from './fred.service.js';

const CONTENT = {
  'text/xml': { schema: { type: 'string' as const } },
  'application/json': { schema: { type: 'object' as const } },
};

const ERRORS = { ...CONTENT, 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** So that programs written for FRED work by changing the address. A series is called by its key. */
@ApiTags('fred')
@ApiResponse({
  status: 400,
  description: 'To who sends api_key as FRED says it: error_code and error_message',
  content: ERRORS,
})
@Controller('fred')
@ReadsBase(macroeconomicBase.code)
@Allow('application', 'steward', 'operator')
@KeyInQuery('api_key')
@UseFilters(FredErrorsFilter)
export class FredController {
  constructor(private readonly fred: FredService) {}

  @Get('series')
  @ApiOperation({ summary: 'What a series is' })
  @ApiOkResponse({ content: CONTENT })
  series(@Query() query: FredSeriesQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return answer(this.fred.series(query), query.file_type, reply);
  }

  @Get('series/observations')
  @ApiOperation({ summary: 'Observations by real-time period, by vintage date, or as first released' })
  @ApiOkResponse({ content: CONTENT })
  observations(
    @Query() query: FredObservationsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answer(this.fred.observationsOf(query), query.file_type, reply);
  }

  @Get('series/vintagedates')
  @ApiOperation({ summary: 'Days on which observations were new or revised' })
  @ApiOkResponse({ content: CONTENT })
  vintages(@Query() query: FredVintagesQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return answer(this.fred.vintages(query), query.file_type, reply);
  }

  @Get('series/search')
  @ApiOperation({ summary: 'Series by words of their title, or by their key' })
  @ApiOkResponse({ content: CONTENT })
  search(@Query() query: FredSearchQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return answer(this.fred.search(query), query.file_type, reply);
  }
}

async function answer(found: Promise<FredAnswer>, type: FileType = 'xml', reply: FastifyReply): Promise<string> {
  const text = writeFred(await found, type);
  void reply.header('content-type', FRED_TYPES[type]);
  return text;
}
