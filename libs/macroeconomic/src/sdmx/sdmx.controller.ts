import { Controller, Get, Headers, Param, Query, StreamableFile } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import { badRequest, Problem } from '@siku/platform';
import { periodBounds } from '@siku/standards';
import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { macroeconomicBase } from '../definition.js';
import { ObservationRepository, type ObservationRow } from '../observation/observation.repository.js';
import { releasesOf } from '../observation/vintage.js';
import { CONTENT_TYPES, negotiate, type DataFormat, type SdmxApi } from './data-format.js';
import { notImplemented, request21, request30, requireDataflow, requireFlow, type DataRequest } from './data-query.js';
import { disseminations, type SeriesReleases } from './data-history.js';
import { writeData, type DataSet } from './data-writer.js';
import { DataQuery21, DataQuery30 } from './sdmx.dto.js';

const ANSWER = {
  content: Object.fromEntries(
    Object.values(CONTENT_TYPES).map((type) => [
      type.split(';')[0]!,
      { schema: type.includes('+json') ? { type: 'object' as const } : { type: 'string' as const } },
    ]),
  ),
};

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
export class SdmxController {
  constructor(private readonly observations: ObservationRepository) {}

  @Get('2.1/data/:flow/:key')
  @ApiOperation({ summary: 'Data by key: FREQ.INDICATOR.REF_AREA.ADJUSTMENT, several codes with +, or all' })
  @ApiOkResponse(ANSWER)
  @ApiNotFoundResponse({ description: 'No such dataflow, or no data' })
  data21(
    @Param('flow') flow: string,
    @Param('key') key: string,
    @Query() query: DataQuery21,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    requireFlow(flow);
    return this.answer(request21(key, query), accept, '2.1');
  }

  @Get('3.0/data/:context/:agency/:resource/:version/:key')
  @ApiOperation({ summary: 'Data by key and by conditions on components; asOf reads a vintage' })
  @ApiOkResponse(ANSWER)
  @ApiNotFoundResponse({ description: 'No such dataflow, or no data' })
  data30(
    @Param('context') context: string,
    @Param('agency') agency: string,
    @Param('resource') resource: string,
    @Param('version') version: string,
    @Param('key') key: string,
    @Query() query: DataQuery30,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    if (context !== 'dataflow' && context !== '*') {
      throw badRequest('invalid-context', { zh: 'context 只支持 dataflow', en: 'The context is dataflow' });
    }
    requireDataflow(agency, resource, version);
    return this.answer(request30(key, query), accept, '3.0');
  }

  private async answer(request: DataRequest, accept: string | undefined, api: SdmxApi): Promise<StreamableFile> {
    const format = negotiate(accept, api);
    const [one] = await this.observations.page(request.slice, null, 1);
    if (!one) throw new Problem(404, 'no-results', { zh: '没有符合条件的数据', en: 'No data meets the conditions' });
    const message = { id: randomUUID(), prepared: new Date().toISOString(), detail: request.detail };
    const dataSets: DataSet[] = request.history
      ? disseminations(await this.history(request, format))
      : [{ action: 'Information', series: ofEachSeries(this.observations.stream(request.slice), request) }];
    const text = writeData(format, dataSets, message);
    return new StreamableFile(Readable.from(text, { objectMode: false }), { type: CONTENT_TYPES[format] });
  }

  /** Everything that was public about the series asked for, within its periods and vintages. */
  private async history({ slice }: DataRequest, format: DataFormat): Promise<SeriesReleases[]> {
    // A table of observations has no place for the dates between which they were valid.
    if (format === 'csv1' || format === 'csv2') throw notImplemented('includeHistory (CSV)');
    const { from = '', to = '9999', knownAt, updatedAfter } = slice;
    const found = await this.observations.series(slice, '', MOST_SERIES + 1);
    if (found.length > MOST_SERIES) throw tooLarge();
    const all: SeriesReleases[] = [];
    for (const { key, frequency, indicator, area, adjustment } of found) {
      const releases = releasesOf(await this.observations.history(key)).filter((release) => {
        const bounds = periodBounds(release.period)!;
        if (bounds.to < from || bounds.from > to) return false;
        if (knownAt !== null && release.from > Date.parse(knownAt)) return false;
        return updatedAfter === undefined || release.from > Date.parse(updatedAfter);
      });
      all.push({ series: { frequency, indicator, area, adjustment }, releases });
    }
    return all;
  }
}

/** Rows come in the order of series: one is held at a time. */
async function* ofEachSeries(
  chunks: AsyncIterable<ObservationRow[]>,
  { firstN, lastN }: DataRequest,
): AsyncGenerator<ObservationRow[]> {
  const cut = (rows: ObservationRow[]): ObservationRow[] => {
    if (firstN === null && lastN === null) return rows;
    return rows.filter((_, i) => i < (firstN ?? 0) || i >= rows.length - (lastN ?? 0));
  };
  let open: ObservationRow[] = [];
  for await (const rows of chunks) {
    for (const row of rows) {
      if (open[0] && open[0].seriesKey !== row.seriesKey) {
        yield cut(open);
        open = [];
      }
      open.push(row);
    }
  }
  if (open.length > 0) yield cut(open);
}
