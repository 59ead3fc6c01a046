import {
  Body,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Res,
  StreamableFile,
} from '@nestjs/common';
import { ApiAcceptedResponse, ApiExtraModels, ApiHeader, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import {
  Allow,
  CASE_HEADER,
  CurrentAsking,
  CurrentPrincipal,
  PURPOSE_HEADER,
  type Asking,
  type Principal,
} from '@siku/access';
import { eventStream } from '@siku/master-data';
import { badRequest, UuidPipe } from '@siku/platform';
import type { FastifyReply } from 'fastify';
import { Answering } from '../decision/answering.decorator.js';
import { BulkDecisionBody, PreviewQuery, TaskDecisionBody } from '../decision/decision.dto.js';
import { DecisionPage, decisionView, DecisionView } from '../decision/decision.view.js';
import { requireMatch } from '../decision/precondition.js';
import { ClaimBody, QueueQuery, TaskListQuery } from './review-task.dto.js';
import type { TaskCursor } from './review-task.repository.js';
import { ReviewTaskService } from './review-task.service.js';
import {
  BulkPreviewView,
  QueueCountsView,
  ReviewTaskPage,
  ReviewTaskView,
  TaskScreenView,
} from './review-task.view.js';
import type { ReviewTask, TaskFilter } from './review-task.js';
import { TaskDecisionService } from './task-decision.service.js';
import { TaskScreenService } from './task-screen.service.js';

const ETAG = { ETag: { schema: { type: 'string' } } };

/** The queue of what the machine does not decide alone. */
@ApiTags('stewardship')
@Controller('v1')
export class ReviewTaskController {
  constructor(
    private readonly tasks: ReviewTaskService,
    private readonly screens: TaskScreenService,
    private readonly deciding: TaskDecisionService,
  ) {}

  @Get('review-tasks')
  @Allow('steward', 'operator')
  @ApiOperation({
    summary: 'Questions for a steward, with counts per filter value; names records, shows nothing of them',
  })
  @ApiOkResponse({ type: ReviewTaskPage })
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() { after, limit = 50, ...query }: TaskListQuery,
  ): Promise<ReviewTaskPage> {
    return this.tasks.list(await this.filter(principal, query), cursorOf(after), limit);
  }

  @Get('review-tasks/events')
  @Allow('steward', 'operator')
  @ApiOperation({ summary: 'The counts of the queue as server-sent events, whenever they change' })
  @ApiExtraModels(QueueCountsView)
  @ApiOkResponse({ content: { 'text/event-stream': { schema: { type: 'string' } } } })
  async events(
    @CurrentPrincipal() principal: Principal,
    @Query() query: QueueQuery,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    return eventStream(reply, this.tasks.follow(await this.filter(principal, query)));
  }

  @Post('review-tasks::decide')
  @Allow('steward', 'operator')
  @HttpCode(202)
  @ApiOperation({
    summary: 'The same answer to many tasks: all or none; what it does follows in publications',
    description: 'preview=true: what each would do; writes nothing.',
  })
  @ApiOkResponse({ type: BulkPreviewView, description: 'With preview=true' })
  @ApiAcceptedResponse({ type: DecisionPage })
  async decideAll(
    @CurrentAsking() asking: Asking,
    @Query() { preview }: PreviewQuery,
    @Body() body: BulkDecisionBody,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DecisionPage | BulkPreviewView> {
    const { principal } = asking;
    const tasks: ReviewTask[] = [];
    for (const id of body.ids) tasks.push(await this.tasks.get(principal, id));
    if (preview === 'true') {
      void reply.status(200);
      const items: BulkPreviewView['items'] = [];
      for (const task of tasks) {
        items.push({ task: task.id, ...(await this.screens.preview(asking, task, body.decision)) });
      }
      return { items };
    }
    const made = await this.deciding.decideAll(principal, tasks, body);
    return { items: made.map(decisionView), next: null };
  }

  @Get('review-tasks/:id')
  @Allow('steward', 'operator')
  @ApiOperation({
    summary: 'Everything to decide by: records side by side, evidence, conflicts, previews, earlier decisions',
    description: 'Of a base that is read for a purpose only, within a grant.',
  })
  @ApiHeader({ name: PURPOSE_HEADER, required: false })
  @ApiHeader({ name: CASE_HEADER, required: false })
  @ApiOkResponse({ type: TaskScreenView, headers: ETAG })
  async get(
    @CurrentAsking() asking: Asking,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<TaskScreenView> {
    const task = await this.tasks.get(asking.principal, id);
    void reply.header('ETag', task.etag);
    const screen = await this.screens.screen(asking, task);
    return { ...screen, decisions: screen.decisions.map(decisionView) };
  }

  @Post('review-tasks/:id/claim')
  @Allow('steward', 'operator')
  @HttpCode(200)
  @ApiOperation({ summary: 'Work on a task, or as an operator give it to somebody: others cannot decide it meanwhile' })
  @ApiOkResponse({ type: ReviewTaskView })
  async claim(
    @CurrentPrincipal() principal: Principal,
    @Param('id', UuidPipe) id: string,
    @Body() { assignee = principal.id }: ClaimBody,
  ): Promise<ReviewTaskView> {
    return this.tasks.claim(principal, await this.tasks.get(principal, id), assignee);
  }

  @Delete('review-tasks/:id/claim')
  @Allow('steward', 'operator')
  @ApiOperation({ summary: 'Leave a task to others' })
  @ApiOkResponse({ type: ReviewTaskView })
  async release(@CurrentPrincipal() principal: Principal, @Param('id', UuidPipe) id: string): Promise<ReviewTaskView> {
    return this.tasks.release(principal, await this.tasks.get(principal, id));
  }

  @Post('review-tasks/:id/decision')
  @Allow('steward', 'operator')
  @HttpCode(200)
  @ApiOperation({ summary: 'Decide; 409 with the first decision where another steward was faster' })
  @Answering()
  async decide(
    @CurrentPrincipal() principal: Principal,
    @Param('id', UuidPipe) id: string,
    @Body() body: TaskDecisionBody,
    @Headers('if-match') ifMatch: string | undefined,
    @Headers('idempotency-key') idempotencyKey: string | undefined,
  ): Promise<DecisionView> {
    const task = await this.tasks.get(principal, id);
    // What is decided already is told with its decision, which is more than 412 says.
    if (!task.decision) requireMatch(ifMatch, task.etag);
    return decisionView(await this.deciding.decide(principal, task, body, idempotencyKey ?? null));
  }

  private async filter(principal: Principal, { base, assignee, desk, ...query }: QueueQuery): Promise<TaskFilter> {
    const bases = this.tasks.visible(principal, base);
    const named = (name: string): string => (name === 'me' ? principal.id : name);
    return {
      ...query,
      bases,
      ...(assignee !== undefined && { assignee: named(assignee) }),
      ...(desk !== undefined && { desks: await this.tasks.desksOf(named(desk), bases) }),
    };
  }
}

function cursorOf(after: string | undefined): TaskCursor | null {
  if (after === undefined) return null;
  try {
    const key = JSON.parse(Buffer.from(after, 'base64url').toString()) as unknown;
    if (Array.isArray(key) && key.length === 3 && Number.isInteger(key[0]) && /^[0-9a-f-]{36}$/.test(String(key[2]))) {
      if (!Number.isNaN(Date.parse(String(key[1])))) return key as unknown as TaskCursor;
    }
  } catch {
    // told below
  }
  const message = { zh: 'after 不是有效的游标', en: '`after` is no cursor: use `next` of the previous page' };
  throw badRequest('invalid-cursor', message, [{ parameter: 'after', code: 'invalid-cursor', message }]);
}
