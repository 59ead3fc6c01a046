import { Controller, Get, Headers, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import {
  ApiAcceptedResponse,
  ApiBody,
  ApiConsumes,
  ApiExtraModels,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  getSchemaPath,
} from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal, readableBases } from '@siku/access';
import { StreamedBody, uploadOf, UuidPipe } from '@siku/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { writeIssueReport } from '../report/issue-report.js';
import { eventStream } from '../serve/event-stream.js';
import { isFinished, type Batch } from './batch.js';
import { BatchListQuery, DeliveryQuery, IssueListQuery } from './batch.dto.js';
import { watchBatch } from './batch.events.js';
import { BatchRepository } from './batch.repository.js';
import { BatchService } from './batch.service.js';
import { BatchPage, batchView, BatchView } from './batch.view.js';
import { IssuePage } from './issue.view.js';

const ACCEPTED = { type: BatchView, headers: { Location: { schema: { type: 'string' } } } };

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

const CONTENT_TYPES = { csv: 'text/csv; charset=utf-8', xlsx: XLSX };

@ApiTags('batches')
@Controller('v1')
export class BatchController {
  constructor(
    private readonly batches: BatchService,
    private readonly repository: BatchRepository,
  ) {}

  @Post('datasets/:code/batches')
  @Allow('uploader', 'operator')
  @HttpCode(202)
  @StreamedBody()
  @ApiOperation({ summary: 'Deliver a file: the body itself, or the multipart field `file`' })
  @ApiHeader({ name: 'Idempotency-Key', required: false })
  @ApiAcceptedResponse(ACCEPTED)
  @ApiConsumes('application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  async deliver(
    @CurrentPrincipal() principal: Principal,
    @Param('code') code: string,
    @Query() query: DeliveryQuery,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<BatchView> {
    const { stream } = await uploadOf(request);
    const batch = await this.batches.receive(principal, code, query, stream, idempotencyKey ?? null);
    void reply.header('Location', `/v1/batches/${batch.id}`);
    return batchView(batch);
  }

  @Get('batches')
  @Allow('uploader', 'steward', 'operator')
  @ApiOperation({ summary: 'Deliveries, the latest first; an uploader sees those of her department' })
  @ApiOkResponse({ type: BatchPage })
  async list(@CurrentPrincipal() principal: Principal, @Query() query: BatchListQuery): Promise<BatchPage> {
    const { dataset, status, after, limit = 50 } = query;
    const all = principal.roles.some((role) => role !== 'uploader');
    const departments = all ? null : [principal.department ?? ''];
    const filter = {
      dataset,
      status,
      departments,
      bases: readableBases(principal),
      before: after ? Number(after) : null,
    };
    const found = await this.repository.list(filter, limit + 1);
    const items = found.slice(0, limit);
    return { items: items.map(batchView), next: found.length > limit ? String(items.at(-1)!.number) : null };
  }

  @Get('batches/:id')
  @Allow('uploader', 'steward', 'operator')
  @ApiOperation({ summary: 'State of a delivery' })
  @ApiOkResponse({ type: BatchView })
  async get(@CurrentPrincipal() principal: Principal, @Param('id', UuidPipe) id: string): Promise<BatchView> {
    return batchView(await this.batches.get(principal, id));
  }

  @Get('batches/:id/issues')
  @Allow('uploader', 'steward', 'operator')
  @ApiOperation({ summary: 'What was wrong with which row; format=csv or xlsx with the original row beside it' })
  @ApiExtraModels(IssuePage)
  @ApiOkResponse({
    content: {
      'application/json': { schema: { $ref: getSchemaPath(IssuePage) } },
      'text/csv': { schema: { type: 'string' } },
      [XLSX]: { schema: { type: 'string', format: 'binary' } },
    },
  })
  async issues(
    @CurrentPrincipal() principal: Principal,
    @Param('id', UuidPipe) id: string,
    @Query() { format = 'json', severity, after, limit = 100 }: IssueListQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<IssuePage | StreamableFile> {
    const batch = await this.batches.get(principal, id);
    await this.batches.recordIssuesDelivered(principal, batch);
    if (format !== 'json') {
      const report = writeIssueReport(format, batch.columns ?? [], this.repository.issuesWithRows(batch.number));
      void reply.header('Content-Disposition', `attachment; filename="issues-${id}.${format}"`);
      return new StreamableFile(report, { type: CONTENT_TYPES[format] });
    }
    const [row = 0, ordinal = 0] = (after ?? '0-0').split('-').map(Number);
    const found = await this.repository.issues(
      batch.number,
      { row, ordinal: after ? ordinal : -1 },
      limit + 1,
      severity ?? null,
    );
    const items = found.slice(0, limit);
    const last = items.at(-1);
    return {
      items: items.map(({ ordinal: _, ...issue }) => issue),
      next: found.length > limit && last ? `${last.row}-${last.ordinal}` : null,
      summary: await this.repository.issueSummary(batch.number),
    };
  }

  @Get('batches/:id/events')
  @Allow('uploader', 'steward', 'operator')
  @ApiOperation({ summary: 'Progress as server-sent events, until the batch is finished or held' })
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  async events(
    @CurrentPrincipal() principal: Principal,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    await this.batches.get(principal, id);
    const isOver = ({ status }: Batch): boolean => isFinished(status) || status === 'held';
    return eventStream(reply, (signal) => watchBatch(this.repository, id, isOver, signal));
  }

  @Post('batches/:id/cancel')
  @Allow('uploader', 'operator')
  @HttpCode(202)
  @ApiOperation({ summary: 'Stop a delivery that is not published yet; nothing of it stays' })
  @ApiAcceptedResponse({ type: BatchView })
  async cancel(@CurrentPrincipal() principal: Principal, @Param('id', UuidPipe) id: string): Promise<BatchView> {
    return batchView(await this.batches.cancel(principal, id));
  }

  @Post('batches/:id/confirm')
  @Allow('uploader', 'steward', 'operator')
  @HttpCode(202)
  @ApiOperation({ summary: 'Let a held snapshot end what it would end' })
  @ApiAcceptedResponse({ type: BatchView })
  async confirm(@CurrentPrincipal() principal: Principal, @Param('id', UuidPipe) id: string): Promise<BatchView> {
    return batchView(await this.batches.confirm(principal, id));
  }

  @Post('batches/:id/rollback')
  @Allow('uploader', 'operator')
  @HttpCode(202)
  @ApiOperation({ summary: 'Take a published delivery back; later ones stay applied' })
  @ApiAcceptedResponse({ type: BatchView })
  async rollBack(@CurrentPrincipal() principal: Principal, @Param('id', UuidPipe) id: string): Promise<BatchView> {
    return batchView(await this.batches.rollBack(principal, id));
  }
}
