import {
  applyDecorators,
  StreamableFile,
  UseInterceptors,
  type CallHandler,
  type ExecutionContext,
  type NestInterceptor,
} from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, getSchemaPath } from '@nestjs/swagger';
import { nextPageLink } from '@siku/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { map, type Observable } from 'rxjs';
import type { BaseDefinition } from '../base/base-definition.js';
import { writeCsv } from '../report/csv-writer.js';
import { ROW_TYPES, preferredFormat } from './export.service.js';
import { parseFields } from './fields.js';
import type { MasterRecord } from './master.repository.js';
import { attributePaths, recordColumns, recordRow } from './record-rows.js';
import { RecordPage } from './record.view.js';

const FORMATS = ['json', 'ndjson', 'csv'] as const;
const TEXT = { schema: { type: 'string' as const } };

interface Page {
  items: readonly MasterRecord[];
  next: string | null;
}

/** For lists of records: JSON, or by Accept the page's records as NDJSON or CSV; the next page is in the Link header. */
export const ListsRecords = (base: BaseDefinition): MethodDecorator =>
  applyDecorators(
    UseInterceptors(new PageRows(base)),
    ApiExtraModels(RecordPage),
    ApiOkResponse({
      content: {
        'application/json': { schema: { $ref: getSchemaPath(RecordPage) } },
        'application/x-ndjson': TEXT,
        'text/csv': TEXT,
      },
      headers: { Link: { description: 'rel="next": the page after this one', schema: { type: 'string' } } },
    }),
  );

class PageRows implements NestInterceptor {
  constructor(private readonly base: BaseDefinition) {}

  intercept(context: ExecutionContext, next: CallHandler<Page>): Observable<Page | StreamableFile> {
    const request = context.switchToHttp().getRequest<FastifyRequest<{ Querystring: { fields?: string } }>>();
    const reply = context.switchToHttp().getResponse<FastifyReply>();
    void reply.header('Vary', 'Accept');
    const format = preferredFormat(request.headers.accept, FORMATS);
    if (format === 'json') return next.handle();
    return next.handle().pipe(
      map((page) => {
        if (page.next !== null) void reply.header('Link', nextPageLink(request.url, page.next));
        return new StreamableFile(this.rows(format, page.items, request.query.fields), { type: ROW_TYPES[format] });
      }),
    );
  }

  private rows(format: 'ndjson' | 'csv', records: readonly MasterRecord[], fields: string | undefined): Readable {
    if (format === 'ndjson') return Readable.from(records.map((record) => `${JSON.stringify(record)}\n`));
    const columns = recordColumns(parseFields(this.base, fields) ?? attributePaths(this.base));
    return writeCsv([columns, ...records.map((record) => recordRow(columns, record))]);
  }
}
