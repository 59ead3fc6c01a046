import {
  Body,
  Controller,
  Get,
  Header,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  StreamableFile,
  type Type,
} from '@nestjs/common';
import {
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Allow, CurrentAsking, type Asking } from '@siku/access';
import { waterfall } from '@siku/matching';
import { hasTag, IntegerPipe, notFound, preferredType, UuidPipe } from '@siku/platform';
import type { FastifyReply } from 'fastify';
import type { BaseDefinition } from '../base/base-definition.js';
import type { Base } from '../base/base-registry.js';
import { ChangePage } from './change.view.js';
import { eventStream } from './event-stream.js';
import { preferredFormat, ROW_TYPES } from './export.service.js';
import { DiffView, HistoryView, SourcesView, ValueProvenance, VersionPage, VersionView } from './history.view.js';
import { LookupBody, MatchBody } from './master.dto.js';
import { MasterService } from './master.service.js';
import { MatchView, matchView } from './match.view.js';
import { ForPurpose } from './for-purpose.decorator.js';
import {
  ChangesQuery,
  CrosswalkQuery,
  DiffQuery,
  EventsQuery,
  ExportQuery,
  FieldsHistoryQuery,
  FieldsQuery,
  HistoryQuery,
  VersionQuery,
  RecordQuery,
  TimeQuery,
} from './read.dto.js';
import { Readings } from './readings.js';
import { namedAfter, ReadsBase } from './reads-base.js';
import { LookupView, RecordView } from './record.view.js';

const TEXT = { schema: { type: 'string' } };

/** Formats of an export, the usual one first. */
const EXPORTED = ['ndjson', 'csv', 'parquet'] as const;

const BINARY = { schema: { type: 'string', format: 'binary' } };

/** The read API that all bases have in common, at `/v1/{path}`. A base adds its list and what its users expect beside it. */
export function masterController({ code, path, reading }: BaseDefinition): Type<object> {
  const bound = reading !== 'open';
  // Whoever reads for a purpose says what she reads.
  class AskedQuery extends (bound ? (FieldsQuery as typeof RecordQuery) : RecordQuery) {}
  class AskedHistory extends (bound ? (FieldsHistoryQuery as typeof HistoryQuery) : HistoryQuery) {}

  @ApiTags(path)
  @Controller(`v1/${path}`)
  @ReadsBase(code)
  @ForPurpose(reading)
  @ApiExtraModels(ValueProvenance)
  class MasterController {
    constructor(
      private readonly masters: MasterService,
      private readonly readings: Readings,
    ) {}

    @Get('crosswalk')
    @Allow('application', 'steward', 'operator', 'uploader')
    @ApiOperation({
      summary: 'Which record each source record belongs to; CSV by Accept: text/csv',
      description: 'An uploader sees the datasets of her department.',
    })
    @ApiOkResponse({ content: { 'application/x-ndjson': TEXT, 'text/csv': TEXT } })
    async crosswalk(
      @CurrentAsking() asking: Asking,
      @Query() query: CrosswalkQuery,
      @Headers('accept') accept: string | undefined,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<StreamableFile> {
      const format = preferredFormat(accept, ['ndjson', 'csv']);
      void reply.header('Vary', 'Accept');
      const rows = await this.readings.crosswalk(this.base, asking, query, format === 'csv');
      return new StreamableFile(rows, { type: ROW_TYPES[format] });
    }

    @Get('changes')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'The ordered feed of every transition' })
    @ApiOkResponse({ type: ChangePage })
    changes(@CurrentAsking() asking: Asking, @Query() { after, limit = 100 }: ChangesQuery) {
      return this.readings.read(this.base, asking, 'changes', (reader) => reader.changes(after, limit));
    }

    @Get('changes/events')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'The feed as server-sent events; resume with Last-Event-ID or after' })
    @ApiHeader({ name: 'Last-Event-ID', required: false })
    @ApiOkResponse({ content: { 'text/event-stream': TEXT } })
    async changeEvents(
      @CurrentAsking() asking: Asking,
      @Query() { after }: EventsQuery,
      @Headers('last-event-id') lastEventId: string | undefined,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<StreamableFile> {
      // A client that reconnects sends both: its first `after`, and the last event it has.
      return eventStream(reply, await this.readings.follow(this.base, asking, lastEventId ?? after));
    }

    @Get('export')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({
      summary: 'All records; Siku-Feed-Position tells where to go on in the change feed',
      description: 'NDJSON, CSV or Parquet, by format or by Accept.',
    })
    @ApiOkResponse({
      content: { 'application/x-ndjson': TEXT, 'text/csv': TEXT, 'application/vnd.apache.parquet': BINARY },
      headers: { 'Siku-Feed-Position': { schema: { type: 'string' } } },
    })
    async export(
      @CurrentAsking() asking: Asking,
      @Query() query: ExportQuery,
      @Headers('accept') accept: string | undefined,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<StreamableFile> {
      const wanted = { ...query, format: query.format ?? preferredFormat(accept, EXPORTED) };
      const { stream, position, type, format } = await this.readings.export(this.base, asking, wanted);
      void reply.header('Siku-Feed-Position', position).header('Vary', 'Accept');
      return new StreamableFile(stream, { type, disposition: `attachment; filename="${path}.${format}"` });
    }

    @Post('match')
    @Allow('application', 'steward', 'operator')
    @HttpCode(200)
    @ApiOperation({
      summary: 'Records that the given attributes may belong to, with weight and evidence; writes nothing',
      description: 'Accept: image/svg+xml answers the evidence of the first candidate as a chart, without any values.',
    })
    @ApiExtraModels(MatchView)
    @ApiOkResponse({
      content: { 'application/json': { schema: { $ref: getSchemaPath(MatchView) } }, 'image/svg+xml': TEXT },
    })
    @ApiResponse({ status: 404, description: 'There is no candidate whose evidence could be drawn' })
    async match(
      @CurrentAsking() asking: Asking,
      @Body() { attributes, candidate }: MatchBody,
      @Headers('accept') accept: string | undefined,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<MatchView | string> {
      const type = preferredType(accept, ['application/json', 'image/svg+xml']);
      const { items, model } = await this.readings.read(this.base, asking, 'match', (reader) =>
        reader.match(attributes, candidate),
      );
      void reply.header('Vary', 'Accept');
      if (type === 'application/json') return matchView({ items, model });
      if (!items[0]) throw notFound({ zh: '候选', en: 'candidate' });
      void reply.header('Content-Type', 'image/svg+xml; charset=utf-8');
      return waterfall({ evidence: items[0].evidence, model });
    }

    @Post('lookup')
    @Allow('application', 'steward', 'operator')
    @HttpCode(200)
    @ApiOperation({ summary: 'Up to 1,000 records by id' })
    @ApiOkResponse({ type: LookupView })
    lookup(@CurrentAsking() asking: Asking, @Body() { ids }: LookupBody, @Query() query: AskedQuery) {
      return this.readings.read(this.base, asking, 'lookup', (reader) => reader.many(ids, query));
    }

    @Get(':id')
    @Allow('application', 'steward', 'operator')
    @Header('Content-Type', 'application/json; charset=utf-8')
    @ApiOperation({ summary: 'One record, as of validAt and knownAt; 410 with its successor when it was merged' })
    @ApiOkResponse({ type: RecordView, headers: { ETag: { schema: { type: 'string' } } } })
    @ApiResponse({ status: 304, description: 'The state of If-None-Match' })
    async get(
      @CurrentAsking() asking: Asking,
      @Param('id', UuidPipe) id: string,
      @Query() query: AskedQuery,
      @Headers('if-none-match') known: string | undefined,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<string | undefined> {
      const { text, etag } = await this.readings.read(this.base, asking, 'read', (reader) => reader.get(id, query));
      void reply.header('ETag', etag);
      if (hasTag(known, etag)) {
        void reply.status(304);
        return undefined;
      }
      return text;
    }

    @Get(':id/versions')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'Every recorded change, with its cause' })
    @ApiOkResponse({ type: VersionPage })
    versions(@CurrentAsking() asking: Asking, @Param('id', UuidPipe) id: string) {
      return this.readings.read(this.base, asking, 'versions', (reader) => reader.versions(id));
    }

    @Get(':id/versions/:version')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'The record as one version left it' })
    @ApiOkResponse({ type: VersionView })
    version(
      @CurrentAsking() asking: Asking,
      @Param('id', UuidPipe) id: string,
      @Param('version', IntegerPipe) version: number,
      @Query() { fields }: VersionQuery,
    ) {
      return this.readings.read(this.base, asking, 'version', (reader) => reader.version(id, version, fields));
    }

    @Get(':id/history')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'What was true, and when: names, addresses and the like over the whole of valid time' })
    @ApiOkResponse({ type: HistoryView })
    history(@CurrentAsking() asking: Asking, @Param('id', UuidPipe) id: string, @Query() query: AskedHistory) {
      return this.readings.read(this.base, asking, 'history', (reader) => reader.history(id, query));
    }

    @Get(':id/diff')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'What differs between two versions, instants or dates' })
    @ApiOkResponse({ type: DiffView })
    diff(@CurrentAsking() asking: Asking, @Param('id', UuidPipe) id: string, @Query() { from, to }: DiffQuery) {
      return this.readings.read(this.base, asking, 'diff', (reader) => reader.diff(id, from, to));
    }

    @Get(':id/sources')
    @Allow('steward', 'operator')
    @ApiOperation({ summary: 'Provenance of every value, down to the row of the file' })
    @ApiOkResponse({ type: SourcesView })
    sources(@CurrentAsking() asking: Asking, @Param('id', UuidPipe) id: string, @Query() query: TimeQuery) {
      return this.readings.read(this.base, asking, 'sources', (reader) => reader.sources(id, query));
    }

    private get base(): Base {
      return this.masters.base(code);
    }
  }
  return namedAfter(path, MasterController);
}
