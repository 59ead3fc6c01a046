import { Controller, Get, Headers, Param, Query, StreamableFile, UseInterceptors } from '@nestjs/common';
import { ApiNoContentResponse, ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import { languageOf, Problem, type Language } from '@siku/platform';
import { FREQUENCIES, periodBounds, type Frequency } from '@siku/standards';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { macroeconomicBase } from '../definition.js';
import { ObservationRepository } from '../observation/observation.repository.js';
import { PublishedRepository } from '../observation/published.repository.js';
import type { Slice } from '../observation/slice.repository.js';
import { StructureService } from '../structure/structure.service.js';
import { releasesOf } from '../observation/vintage.js';
import { Compressed } from './compressed.interceptor.js';
import {
  CONTENT_TYPES,
  contentTypeOf,
  negotiate,
  type CsvFormat,
  type DataFormat,
  type SdmxApi,
} from './data-format.js';
import { disseminations, type Dissemination, type SeriesReleases } from './data-history.js';
import {
  request21,
  request30,
  requireContext,
  requireDataflow,
  requireFlow,
  requireProvider,
  type DataRequest,
} from './data-query.js';
import type { DataSet } from './data-message.js';
import { csvNamesOf } from './csv-columns.js';
import { writeCsv, type CsvPart, type CsvTable } from './data-csv.js';
import { writeData } from './data-writer.js';
import { EmptyResult, NoResults } from './no-results.js';
import { Revalidated } from './revalidated.interceptor.js';
import { DataPath21, DataPath30, DataQuery21, DataQuery30 } from './sdmx.dto.js';

const ANSWER = {
  content: Object.fromEntries(
    Object.values(CONTENT_TYPES).map((type) => [
      type.split(';')[0]!,
      { schema: type.includes('+json') ? { type: 'object' as const } : { type: 'string' as const } },
    ]),
  ),
};

/** What an answer depends on beside the address. */
interface Asked {
  accept?: string;
  'accept-language'?: string;
}

/** Data of one action. */
interface Part extends Pick<DataSet, 'action'> {
  slice: Slice;
}

/** Series whose whole history is answered at once. */
const MOST_SERIES = 1000;

const tooLarge = (): Problem =>
  new Problem(413, 'too-many-series', {
    zh: `includeHistory 一次最多 ${MOST_SERIES} 个序列，请缩小范围`,
    en: `With includeHistory at most ${MOST_SERIES} series are answered: ask for fewer`,
  });

/** SDMX REST, data: 1.5 below /sdmx/2.1, 2.x below /sdmx/3.0. The format is negotiated by Accept. */
@ApiTags('sdmx')
@Controller('sdmx')
@ReadsBase(macroeconomicBase.code)
@Allow('application', 'steward', 'operator')
@UseInterceptors(Compressed, Revalidated, EmptyResult)
export class SdmxController {
  constructor(
    private readonly observations: ObservationRepository,
    private readonly published: PublishedRepository,
    private readonly structures: StructureService,
  ) {}

  @Get(['2.1/data/:flow', '2.1/data/:flow/:key', '2.1/data/:flow/:key/:provider'])
  @ApiOperation({ summary: 'Data by key: FREQ.INDICATOR.REF_AREA.ADJUSTMENT, several codes with +, or all' })
  @ApiOkResponse(ANSWER)
  @ApiNoContentResponse({ description: 'No data meet the conditions' })
  @ApiNotFoundResponse({ description: 'No such dataflow' })
  data21(
    @Param() { flow, key = 'all', provider = 'all' }: DataPath21,
    @Query() query: DataQuery21,
    @Headers() headers: Asked,
  ): Promise<StreamableFile> {
    requireFlow(flow);
    requireProvider(provider);
    return this.answer(request21(key, query), headers, '2.1');
  }

  @Get([
    '3.0/data',
    '3.0/data/:context',
    '3.0/data/:context/:agency',
    '3.0/data/:context/:agency/:resource',
    '3.0/data/:context/:agency/:resource/:version',
    '3.0/data/:context/:agency/:resource/:version/:key',
  ])
  @ApiOperation({ summary: 'Data by keys and by conditions on components; asOf reads a vintage' })
  @ApiOkResponse(ANSWER)
  @ApiNoContentResponse({ description: 'No data meet the conditions' })
  @ApiNotFoundResponse({ description: 'No such dataflow' })
  data30(
    @Param() { context = '*', agency = '*', resource = '*', version = '*', key = '*' }: DataPath30,
    @Query() query: DataQuery30,
    @Headers() headers: Asked,
  ): Promise<StreamableFile> {
    requireContext(context);
    requireDataflow(agency, resource, version);
    return this.answer(request30(key, query), headers, '3.0');
  }

  private async answer(request: DataRequest, headers: Asked, api: SdmxApi): Promise<StreamableFile> {
    const { format, options } = negotiate(headers.accept, api);
    const data = request.history ? await this.history(request) : await this.slices(request);
    const text =
      format === 'csv1' || format === 'csv2'
        ? await this.table(request, data, { format, options }, languageOf(headers['accept-language']))
        : this.message(request, data, format);
    return new StreamableFile(Readable.from(text, { objectMode: false }), { type: contentTypeOf(format, options) });
  }

  /** What is asked for where there is something of it: of changes also what is there no more. @throws NoResults */
  private async slices({ slice }: DataRequest): Promise<Part[]> {
    const { updatedAfter, knownAt, ...whole } = slice;
    const parts: Part[] = [{ action: updatedAfter ? 'Replace' : 'Information', slice }];
    if (updatedAfter && knownAt === null) {
      parts.push({ action: 'Delete', slice: { ...whole, knownAt, withdrawnSince: updatedAfter } });
    }
    const first = await Promise.all(parts.map((part) => this.observations.page(part.slice, null, 1)));
    const found = parts.filter((_, i) => first[i]!.length > 0);
    if (found.length === 0) throw new NoResults();
    return found;
  }

  private async table(
    { layout, arrangement, history }: DataRequest,
    data: readonly Part[] | readonly Dissemination[],
    { format, options }: Pick<CsvTable, 'format' | 'options'>,
    language: Language,
  ): Promise<AsyncGenerator<string>> {
    const names = options.labels === 'id' ? null : csvNamesOf(await this.structures.own(), language);
    const dayOf = options.timeFormat === 'normalized' ? await this.highestFrequency(data) : null;
    const parts = data.map((part): CsvPart => ({
      ...part,
      lines: (head, cells) =>
        'slice' in part
          ? this.published.lines(part.slice, arrangement, head, cells)
          : this.published.linesOf(part.rows[0].map(withEnd), head, cells),
    }));
    return writeCsv({ format, layout, options, names, dayOf, history }, parts);
  }

  private async highestFrequency(data: readonly Part[] | readonly Dissemination[]): Promise<Frequency> {
    const held = data.flatMap((part) => ('slice' in part ? [] : part.rows[0].map(({ frequency }) => frequency)));
    const found = await this.published.frequencies(data.flatMap((part) => ('slice' in part ? [part.slice] : [])));
    return FREQUENCIES.findLast((frequency) => held.includes(frequency) || found.includes(frequency)) ?? 'D';
  }

  private message(
    { layout, arrangement }: DataRequest,
    data: readonly Part[] | readonly Dissemination[],
    format: Exclude<DataFormat, CsvFormat>,
  ): AsyncGenerator<string> {
    const message = { id: randomUUID(), prepared: new Date().toISOString(), layout };
    const dataSets = data.map((part): DataSet =>
      'slice' in part ? { action: part.action, rows: this.published.rows(part.slice, arrangement) } : part,
    );
    return writeData(format, dataSets, message);
  }

  /** Everything that was public about the series asked for, within its periods and vintages. @throws NoResults */
  private async history({ slice, layout, arrangement }: DataRequest): Promise<Dissemination[]> {
    const { from = '', to = '9999', knownAt, updatedAfter, where } = slice;
    const series = await this.observations.everRecorded(slice, MOST_SERIES + 1);
    if (series.length > MOST_SERIES) throw tooLarge();
    const all: SeriesReleases[] = [];
    for (const { key, frequency, indicator, area, adjustment } of series) {
      const releases = releasesOf(await this.observations.history(key, where));
      all.push({ series: { frequency, indicator, area, adjustment }, releases });
    }
    const found = disseminations(all, {
      layout,
      arrangement,
      after: updatedAfter === undefined ? -Infinity : Date.parse(updatedAfter),
      until: knownAt === null ? Date.now() : Date.parse(knownAt),
      isAsked: ({ period, isAsked }) => {
        const bounds = periodBounds(period)!;
        return isAsked && bounds.to >= from && bounds.from <= to;
      },
    });
    if (found.length === 0) throw new NoResults();
    return found;
  }
}

const withEnd = <T extends { period: string }>(row: T): T & { periodEnd: string } => ({
  ...row,
  periodEnd: periodBounds(row.period)!.to,
});
