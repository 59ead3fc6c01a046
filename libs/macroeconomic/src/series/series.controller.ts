import { Controller, Get, Headers, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ReadsBase, writeCsv } from '@siku/master-data';
import { macroeconomicBase } from '../definition.js';
import { SeriesListQuery } from '../observation/observation.dto.js';
import { sliceOf, wantsCsv } from '../observation/observation.query.js';
import { ObservationRepository } from '../observation/observation.repository.js';
import { RevisionQuery, RevisionView, SeriesPage, SeriesQuery, SeriesView, VintagePage } from './series.dto.js';
import { SeriesService } from './series.service.js';

const DEFAULT_LIMIT = 100;

const jsonOrCsv = (view: typeof SeriesView | typeof RevisionView) => ({
  content: {
    'application/json': { schema: { $ref: getSchemaPath(view) } },
    'text/csv': { schema: { type: 'string' as const } },
  },
});

const CSV = { type: 'text/csv; charset=utf-8' };

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
  @ApiOkResponse(jsonOrCsv(SeriesView))
  async get(
    @Param('key') key: string,
    @Query() query: SeriesQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<SeriesView | StreamableFile> {
    const view = await this.series.get(key, query);
    if (!wantsCsv(query, accept)) return view;
    const rows = view.observations.map(({ period, value, status = null }) => [period, value, status]);
    return new StreamableFile(writeCsv([['period', 'value', 'status'], ...rows]), CSV);
  }

  @Get(':key/vintages')
  @ApiOperation({ summary: 'Every moment at which something about the series became public' })
  @ApiOkResponse({ type: VintagePage })
  vintages(@Param('key') key: string): Promise<VintagePage> {
    return this.series.vintages(key);
  }

  @Get(':key/revisions')
  @ApiOperation({ summary: 'Revision triangle and statistics' })
  @ApiOkResponse(jsonOrCsv(RevisionView))
  async revisions(
    @Param('key') key: string,
    @Query() query: RevisionQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<RevisionView | StreamableFile> {
    const view = await this.series.revisions(key);
    if (!wantsCsv(query, accept)) return view;
    const rows = view.triangle.map(({ period, values }) => [period, ...values]);
    return new StreamableFile(writeCsv([['period', ...view.vintages], ...rows]), CSV);
  }
}
