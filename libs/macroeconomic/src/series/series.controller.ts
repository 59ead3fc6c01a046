import { Controller, Get, Headers, Param, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import { preferredType, type Reply } from '@siku/platform';
import { macroeconomicBase } from '../definition.js';
import { SeriesListQuery } from '../observation/observation.dto.js';
import { sliceOf } from '../observation/observation.query.js';
import { ObservationRepository } from '../observation/observation.repository.js';
import { formatOf, TABLE_CONTENT, tableAnswer } from '../observation/table-answer.js';
import { seriesChart } from './series-chart.js';
import { revisionSheets, seriesSheets } from './series-sheets.js';
import {
  DepartmentsView,
  RevisionQuery,
  RevisionView,
  SeriesPage,
  SeriesQuery,
  SeriesView,
  VintagePage,
} from './series.dto.js';
import { SeriesService } from './series.service.js';

const DEFAULT_LIMIT = 100;

const jsonOrTable = (view: typeof SeriesView | typeof RevisionView) => ({
  content: {
    'application/json': { schema: { $ref: getSchemaPath(view) } },
    ...TABLE_CONTENT,
  },
});

@ApiTags('observations')
@ApiExtraModels(SeriesView, RevisionView)
@Controller('v1/series')
@ReadsBase(macroeconomicBase.code)
@Allow('application', 'steward', 'operator')
export class SeriesController {
  constructor(
    private readonly series: SeriesService,
    private readonly observations: ObservationRepository,
  ) {}

  @Get()
  @ApiOperation({ summary: 'Series with their first and last period' })
  @ApiOkResponse({ type: SeriesPage })
  async list(@Query() query: SeriesListQuery): Promise<SeriesPage> {
    const limit = query.limit ?? DEFAULT_LIMIT;
    const found = await this.observations.series(sliceOf(query), query.after ?? '', limit + 1);
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? items.at(-1)!.key : null };
  }

  @Get(':key')
  @ApiOperation({ summary: 'One series as of a vintage; transformed, aggregated, rebased, or as first released' })
  @ApiOkResponse(jsonOrTable(SeriesView))
  async get(
    @Param('key') key: string,
    @Query() query: SeriesQuery,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<string | StreamableFile> {
    const format = formatOf(query, accept);
    if (format === 'json') {
      reply.header('Content-Type', 'application/json; charset=utf-8');
      return this.series.text(key, query);
    }
    const view = await this.series.get(key, query);
    return tableAnswer(format, key, seriesSheets(await this.series.title(key), view));
  }

  @Get(':key/vintages')
  @ApiOperation({ summary: 'Every moment at which something about the series became public' })
  @ApiOkResponse({ type: VintagePage })
  vintages(@Param('key') key: string): Promise<VintagePage> {
    return this.series.vintages(key);
  }

  @Get(':key/departments')
  @ApiOperation({
    summary: 'What each department says of the series now, and where they disagree',
    description: 'Accept: image/svg+xml answers a chart with a line for each dataset.',
  })
  @ApiExtraModels(DepartmentsView)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(DepartmentsView) } },
      'image/svg+xml': { schema: { type: 'string' } },
    },
  })
  async departments(
    @Param('key') key: string,
    @Headers('accept') accept: string | undefined,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<DepartmentsView | string> {
    const type = preferredType(accept, ['application/json', 'image/svg+xml']);
    const view = await this.series.departments(key);
    reply.header('Vary', 'Accept');
    if (type === 'application/json') return view;
    reply.header('Content-Type', 'image/svg+xml; charset=utf-8');
    return seriesChart(`${await this.series.title(key)} · ${key}`, view.departments, view.disagreements);
  }

  @Get(':key/revisions')
  @ApiOperation({ summary: 'Revision triangle and statistics' })
  @ApiOkResponse(jsonOrTable(RevisionView))
  async revisions(
    @Param('key') key: string,
    @Query() query: RevisionQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<RevisionView | StreamableFile> {
    const view = await this.series.revisions(key);
    const format = formatOf(query, accept);
    if (format === 'json') return view;
    return tableAnswer(format, `${key}.revisions`, revisionSheets(await this.series.title(key), view));
  }
}
