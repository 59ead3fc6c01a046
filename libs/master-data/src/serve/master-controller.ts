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
  StreamableFile,
  type Type,
} from '@nestjs/common';
import { ApiExtraModels, ApiHeader, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { Allow, AuditLog, CurrentPrincipal, type Principal } from '@siku/access';
import type { FastifyReply } from 'fastify';
import type { Base } from '../base/base-registry.js';
import { ChangeFeed } from './change-feed.js';
import { ChangePage } from './change.view.js';
import { eventStream } from './event-stream.js';
import { ExportService } from './export.service.js';
import { DiffView, SourcesView, ValueProvenance, VersionPage, VersionView } from './history.view.js';
import { LookupBody, MatchBody } from './master.dto.js';
import { MasterService } from './master.service.js';
import { MatchView } from './match.view.js';
import {
  ChangesQuery,
  CrosswalkQuery,
  DiffQuery,
  EventsQuery,
  ExportQuery,
  RecordQuery,
  TimeQuery,
} from './read.dto.js';
import { ReadsBase } from './reads-base.js';
import { LookupView, RecordView } from './record.view.js';

const TEXT = { schema: { type: 'string' } };

const BINARY = { schema: { type: 'string', format: 'binary' } };

/** The read API that all bases have in common, at `/v1/{path}`. A base adds its list and what its users expect beside it. */
export function masterController({ code, path }: { code: string; path: string }): Type<object> {
  @ApiTags(path)
  @Controller(`v1/${path}`)
  @ReadsBase(code)
  @ApiExtraModels(ValueProvenance)
  class MasterController {
    constructor(
      private readonly masters: MasterService,
      private readonly feed: ChangeFeed,
      private readonly exports: ExportService,
      private readonly audit: AuditLog,
    ) {}

    @Get('crosswalk')
    @Allow('application', 'steward', 'operator', 'uploader')
    @ApiOperation({
      summary: 'Which record each source record belongs to; CSV by Accept: text/csv',
      description: 'An uploader sees the datasets of her department.',
    })
    @ApiOkResponse({ content: { 'application/x-ndjson': TEXT, 'text/csv': TEXT } })
    async crosswalk(
      @CurrentPrincipal() principal: Principal,
      @Query() query: CrosswalkQuery,
      @Headers('accept') accept: string | undefined,
    ): Promise<StreamableFile> {
      const csv = accept?.includes('text/csv') ?? false;
      const type = csv ? 'text/csv; charset=utf-8' : 'application/x-ndjson';
      return new StreamableFile(await this.exports.crosswalk(this.base, principal, query, csv), { type });
    }

    @Get('changes')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'The ordered feed of every transition' })
    @ApiOkResponse({ type: ChangePage })
    changes(@Query() { after, limit = 100 }: ChangesQuery) {
      return this.feed.page(this.base, after, limit);
    }

    @Get('changes/events')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'The feed as server-sent events; resume with Last-Event-ID or after' })
    @ApiHeader({ name: 'Last-Event-ID', required: false })
    @ApiOkResponse({ content: { 'text/event-stream': TEXT } })
    changeEvents(
      @Query() { after }: EventsQuery,
      @Headers('last-event-id') lastEventId: string | undefined,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): StreamableFile {
      // A client that reconnects sends both: its first `after`, and the last event it has.
      return eventStream(reply, this.feed.follow(this.base, lastEventId ?? after));
    }

    @Get('export')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'All records; Siku-Feed-Position tells where to go on in the change feed' })
    @ApiOkResponse({
      content: { 'application/x-ndjson': TEXT, 'text/csv': TEXT, 'application/vnd.apache.parquet': BINARY },
      headers: { 'Siku-Feed-Position': { schema: { type: 'string' } } },
    })
    async export(
      @Query() query: ExportQuery,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<StreamableFile> {
      const { stream, position, type, format } = await this.exports.open(this.base, query);
      void reply.header('Siku-Feed-Position', position);
      return new StreamableFile(stream, { type, disposition: `attachment; filename="${path}.${format}"` });
    }

    @Post('match')
    @Allow('application', 'steward', 'operator')
    @HttpCode(200)
    @ApiOperation({
      summary: 'Records that the given attributes may belong to, with weight and evidence; writes nothing',
    })
    @ApiOkResponse({ type: MatchView })
    match(@Body() { attributes }: MatchBody) {
      return this.masters.match(this.base, attributes);
    }

    @Post('lookup')
    @Allow('application', 'steward', 'operator')
    @HttpCode(200)
    @ApiOperation({ summary: 'Up to 1,000 records by id' })
    @ApiOkResponse({ type: LookupView })
    lookup(@Body() { ids }: LookupBody, @Query() query: RecordQuery) {
      return this.masters.many(this.base, ids, query);
    }

    @Get(':id')
    @Allow('application', 'steward', 'operator')
    @Header('Content-Type', 'application/json; charset=utf-8')
    @ApiOperation({ summary: 'One record, as of validAt and knownAt; 410 with its successor when it was merged' })
    @ApiOkResponse({ type: RecordView, headers: { ETag: { schema: { type: 'string' } } } })
    @ApiResponse({ status: 304, description: 'The state of If-None-Match' })
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
    @ApiOkResponse({ type: VersionPage })
    versions(@Param('id', ParseUUIDPipe) id: string) {
      return this.masters.versions(this.base, id);
    }

    @Get(':id/versions/:version')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'The record as one version left it' })
    @ApiOkResponse({ type: VersionView })
    version(@Param('id', ParseUUIDPipe) id: string, @Param('version', ParseIntPipe) version: number) {
      return this.masters.version(this.base, id, version);
    }

    @Get(':id/diff')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'What differs between two versions, instants or dates' })
    @ApiOkResponse({ type: DiffView })
    diff(@Param('id', ParseUUIDPipe) id: string, @Query() query: DiffQuery) {
      return this.masters.diff(this.base, id, query.from, query.to);
    }

    @Get(':id/sources')
    @Allow('steward', 'operator')
    @ApiOperation({ summary: 'Provenance of every value, down to the row of the file' })
    @ApiOkResponse({ type: SourcesView })
    async sources(
      @CurrentPrincipal() principal: Principal,
      @Param('id', ParseUUIDPipe) id: string,
      @Query() query: TimeQuery,
    ) {
      const sources = await this.masters.sources(this.base, id, query);
      // Rows as delivered, with the people in them. In the log before it is in anybody's hands.
      await this.audit.record({ principal, action: 'record.sources', base: code, subject: id, outcome: 'delivered' });
      return sources;
    }

    private get base(): Base {
      return this.masters.base(code);
    }
  }
  return MasterController;
}
