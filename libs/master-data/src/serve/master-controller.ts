import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  ParseIntPipe,
  ParseUUIDPipe,
  Post,
  Query,
  Res,
  Sse,
  StreamableFile,
  type Type,
} from '@nestjs/common';
import { ApiOperation, ApiProduces, ApiTags } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import type { FastifyReply } from 'fastify';
import { from, type Observable } from 'rxjs';
import type { Base } from '../base/base-registry.js';
import { ChangeFeed, type ChangeView } from './change-feed.js';
import { ExportService } from './export.service.js';
import { LookupBody, MatchBody } from './master.dto.js';
import { MasterService } from './master.service.js';
import { ChangesQuery, CrosswalkQuery, DiffQuery, ExportQuery, RecordQuery, TimeQuery } from './read.dto.js';

/** The read API that all bases have in common, at `/v1/{path}`. A base adds its list and what its users expect beside it. */
export function masterController({ code, path }: { code: string; path: string }): Type<object> {
  @ApiTags(path)
  @Controller(`v1/${path}`)
  class MasterController {
    constructor(
      private readonly masters: MasterService,
      private readonly feed: ChangeFeed,
      private readonly exports: ExportService,
    ) {}

    @Get('crosswalk')
    @Allow('application', 'steward', 'operator', 'uploader')
    @ApiOperation({ summary: 'Which record each source record belongs to; CSV by Accept: text/csv' })
    @ApiProduces('application/x-ndjson', 'text/csv')
    crosswalk(@Query() query: CrosswalkQuery, @Headers('accept') accept: string | undefined): StreamableFile {
      const csv = accept?.includes('text/csv') ?? false;
      const type = csv ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
      return new StreamableFile(this.exports.crosswalk(this.base, query, csv), { type });
    }

    @Get('changes')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'The ordered feed of every transition' })
    changes(@Query() { after, limit = 100 }: ChangesQuery) {
      return this.feed.page(this.base, after, limit);
    }

    @Sse('changes/events')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'The feed as server-sent events; resume with Last-Event-ID or after' })
    changeEvents(
      @Query() { after }: ChangesQuery,
      @Headers('last-event-id') lastEventId: string | undefined,
    ): Observable<{ id: string; type: string; data: ChangeView }> {
      return from(this.feed.follow(this.base, after ?? lastEventId));
    }

    @Get('export')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'All records; Siku-Feed-Position tells where to go on in the change feed' })
    @ApiProduces('application/x-ndjson', 'text/csv', 'application/vnd.apache.parquet')
    async export(@Query() query: ExportQuery, @Res({ passthrough: true }) reply: FastifyReply): Promise<StreamableFile> {
      const { stream, position, type, format } = await this.exports.open(this.base, query);
      void reply.header('Siku-Feed-Position', position);
      return new StreamableFile(stream, { type, disposition: `attachment; filename="${path}.${format}"` });
    }

    @Post('match')
    @Allow('application', 'steward', 'operator', 'uploader')
    @HttpCode(200)
    @ApiOperation({ summary: 'Records that the given attributes may belong to, with weight and evidence; writes nothing' })
    match(@Body() { attributes }: MatchBody) {
      return this.masters.match(this.base, attributes);
    }

    @Post('lookup')
    @Allow('application', 'steward', 'operator')
    @HttpCode(200)
    @ApiOperation({ summary: 'Up to 1,000 records by id' })
    lookup(@Body() { ids }: LookupBody, @Query() query: RecordQuery) {
      return this.masters.many(this.base, ids, query);
    }

    @Get(':id')
    @Allow('application', 'steward', 'operator')
    @Header('Content-Type', 'application/json; charset=utf-8')
    @ApiOperation({ summary: 'One record, as of validAt and knownAt; 410 with its successor when it was merged' })
    async get(
      @Param('id', ParseUUIDPipe) id: string,
      @Query() query: RecordQuery,
      @Headers('if-none-match') known: string | undefined,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<string | undefined> {
      const { text, etag } = await this.masters.get(this.base, id, query);
      void reply.header('ETag', etag);
      if (known?.split(',').some((tag) => tag.trim() === etag)) {
        void reply.status(304);
        return undefined;
      }
      return text;
    }

    @Get(':id/versions')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'Every recorded change, with its cause' })
    versions(@Param('id', ParseUUIDPipe) id: string) {
      return this.masters.versions(this.base, id);
    }

    @Get(':id/versions/:version')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'The record as one version left it' })
    version(@Param('id', ParseUUIDPipe) id: string, @Param('version', ParseIntPipe) version: number) {
      return this.masters.version(this.base, id, version);
    }

    @Get(':id/diff')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'What differs between two versions, instants or dates' })
    diff(@Param('id', ParseUUIDPipe) id: string, @Query() query: DiffQuery) {
      return this.masters.diff(this.base, id, query.from, query.to);
    }

    @Get(':id/sources')
    @Allow('steward', 'operator')
    @ApiOperation({ summary: 'Provenance of every value, down to the row of the file' })
    sources(@Param('id', ParseUUIDPipe) id: string, @Query() query: TimeQuery) {
      return this.masters.sources(this.base, id, query);
    }

    private get base(): Base {
      return this.masters.base(code);
    }
  }
  return MasterController;
}
