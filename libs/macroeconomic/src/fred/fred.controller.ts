import { Controller, Get, Query, Res, StreamableFile, UseFilters } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, KeyInQuery } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import type { FastifyReply } from 'fastify';
import { macroeconomicBase } from '../definition.js';
import { FredErrorsFilter } from './fred-errors.filter.js';
import { FRED_TYPES, writeFred, type FileType, type FredAnswer } from './fred-format.js';
import { FredSearchService } from './fred-search.service.js';
import { tableOf } from './fred-tables.js';
import {
  FredCategoryQuery,
  FredCategorySeriesQuery,
  FredObservationsQuery,
  FredSearchQuery,
  FredSeriesQuery,
  FredTagsQuery,
  FredVintagesQuery,
} from './fred.dto.js';
import { FredService } from './fred.service.js';

const CONTENT = {
  'text/xml': { schema: { type: 'string' as const } },
  'application/json': { schema: { type: 'object' as const } },
};

const BINARY = { schema: { type: 'string' as const, format: 'binary' } };

const TABLES = {
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': BINARY,
  'application/zip': BINARY,
};

const ERRORS = { ...CONTENT, 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };

/** So that programs written for FRED work by changing the address. A series is called by its key. */
@ApiTags('fred')
@ApiResponse({
  status: 400,
  description: 'To who does not send the key in Authorization as FRED says it: error_code and error_message',
  content: ERRORS,
})
@Controller('fred')
@ReadsBase(macroeconomicBase.code)
@Allow('application', 'steward', 'operator')
@KeyInQuery('api_key')
@UseFilters(FredErrorsFilter)
export class FredController {
  constructor(
    private readonly fred: FredService,
    private readonly found: FredSearchService,
  ) {}

  @Get('series')
  @ApiOperation({ summary: 'What a series is' })
  @ApiOkResponse({ content: CONTENT })
  series(@Query() query: FredSeriesQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return answer(this.fred.series(query), query.file_type, reply);
  }

  @Get('series/observations')
  @ApiOperation({ summary: 'Observations by real-time period, by vintage date, or as first released' })
  @ApiOkResponse({ content: { ...CONTENT, ...TABLES } })
  async observations(
    @Query() query: FredObservationsQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string | StreamableFile> {
    const found = this.fred.observationsOf(query);
    const { file_type: type, series_id } = query;
    return type === 'xlsx' || type === 'csv' ? tableOf(await found, type, series_id) : answer(found, type, reply);
  }

  @Get('series/vintagedates')
  @ApiOperation({ summary: 'Days on which observations were new or revised' })
  @ApiOkResponse({ content: CONTENT })
  vintages(@Query() query: FredVintagesQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return answer(this.fred.vintages(query), query.file_type, reply);
  }

  @Get('series/search')
  @ApiOperation({ summary: 'Series by words of their title, by their key, by tags' })
  @ApiOkResponse({ content: CONTENT })
  search(@Query() query: FredSearchQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return answer(this.found.search(query), query.file_type, reply);
  }

  @Get('series/tags')
  @ApiOperation({ summary: 'Tags of a series: its frequency, indicator, area and adjustment' })
  @ApiOkResponse({ content: CONTENT })
  tags(@Query() query: FredTagsQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return answer(this.found.tags(query), query.file_type, reply);
  }

  @Get('series/categories')
  @ApiOperation({ summary: 'The category of a series: its indicator' })
  @ApiOkResponse({ content: CONTENT })
  categoriesOf(@Query() query: FredSeriesQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return answer(this.found.categoriesOf(query), query.file_type, reply);
  }

  @Get('category')
  @ApiOperation({ summary: 'What a category is' })
  @ApiOkResponse({ content: CONTENT })
  category(@Query() query: FredCategoryQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return answer(this.found.category(query), query.file_type, reply);
  }

  @Get('category/children')
  @ApiOperation({ summary: 'Categories below a category' })
  @ApiOkResponse({ content: CONTENT })
  children(@Query() query: FredCategoryQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<string> {
    return answer(this.found.children(query), query.file_type, reply);
  }

  @Get('category/series')
  @ApiOperation({ summary: 'Series of a category' })
  @ApiOkResponse({ content: CONTENT })
  ofCategory(
    @Query() query: FredCategorySeriesQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<string> {
    return answer(this.found.ofCategory(query), query.file_type, reply);
  }
}

async function answer(found: Promise<FredAnswer>, type: FileType = 'xml', reply: FastifyReply): Promise<string> {
  const text = writeFred(await found, type);
  void reply.header('content-type', FRED_TYPES[type]);
  return text;
}
