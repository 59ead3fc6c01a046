import { Controller, Get, Headers, Query, type StreamableFile } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { parseFields, pickFields, ReadsBase } from '@siku/master-data';
import { badRequest } from '@siku/platform';
import { macroeconomicBase } from '../definition.js';
import { ObservationPage, ObservationQuery } from './observation.dto.js';
import { sliceOf } from './observation.query.js';
import { ObservationRepository } from './observation.repository.js';
import type { Slice } from './slice.repository.js';
import { formatOf, TABLE_CONTENT, tableAnswer } from './table-answer.js';

const DEFAULT_LIMIT = 100;

const COLUMNS = [
  ...['series', 'frequency', 'indicator', 'area', 'adjustment', 'period', 'value', 'status', 'unit', 'source'],
  ...['note', 'publishedOn', 'knownFrom'],
] as const;
type Column = (typeof COLUMNS)[number];

@ApiTags('observations')
@ApiExtraModels(ObservationPage)
@Controller('v1/observations')
@ReadsBase(macroeconomicBase.code)
@Allow('application', 'steward', 'operator')
export class ObservationController {
  constructor(private readonly observations: ObservationRepository) {}

  @Get()
  @ApiOperation({
    summary: 'Observations by series, indicator, area, frequency and period, as of a vintage',
    description: 'JSON in pages; CSV and XLSX (Accept or format) are the whole answer in one stream.',
  })
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(ObservationPage) } },
      ...TABLE_CONTENT,
    },
  })
  async list(
    @Query() query: ObservationQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<ObservationPage | StreamableFile> {
    const slice = sliceOf(query);
    const fields = parseFields(macroeconomicBase, query.fields);
    const format = formatOf(query, accept);
    if (format !== 'json') {
      const header = COLUMNS.filter((column) => !fields || !isAttribute(column) || fields.includes(column));
      const isFigure = (column: number): boolean => header[column] === 'value';
      const sheet = { name: '观测值 Observations', header, rows: this.lines(slice, header), isFigure };
      return tableAnswer(format, 'observations', [sheet]);
    }
    const limit = query.limit ?? DEFAULT_LIMIT;
    const found = await this.observations.page(slice, cursorOf(query.after), limit + 1);
    const rows = found.slice(0, limit);
    const last = rows.at(-1);
    return {
      items: rows.map(({ record, seriesKey }) => ({ ...pickFields(record, fields), series: seriesKey })),
      next: found.length > limit && last ? `${last.seriesKey}|${last.periodStart}` : null,
      ...(query.count === 'exact' ? { total: await this.observations.count(slice) } : {}),
    };
  }

  private async *lines(slice: Slice, columns: readonly Column[]): AsyncGenerator<(string | null)[]> {
    for await (const rows of this.observations.stream(slice)) {
      for (const { seriesKey: series, ...row } of rows) {
        const cells = { series, ...row };
        yield columns.map((column) => cells[column]);
      }
    }
  }
}

const isAttribute = (column: Column): boolean => column in macroeconomicBase.attributes;

function cursorOf(after: string | undefined): [string, string] | null {
  if (after === undefined) return null;
  const [series, period, ...more] = after.split('|');
  if (!series || !period || more.length > 0) {
    throw badRequest('invalid-parameter', { zh: 'after 不是上一页给出的游标', en: 'after is not a cursor of a page' }, [
      {
        parameter: 'after',
        code: 'invalid-cursor',
        message: { zh: '请原样使用上一页的 next', en: 'use the next of the previous page as it is' },
      },
    ]);
  }
  return [series, period];
}
