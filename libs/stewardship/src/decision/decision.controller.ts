import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, requireScope, type Principal, readableBases } from '@siku/access';
import { DecisionService, type Decision } from '@siku/master-data';
import { UuidPipe } from '@siku/platform';
import type { FastifyReply } from 'fastify';
import { Answering } from './answering.decorator.js';
import { DecisionQuery, ReasonBody } from './decision.dto.js';
import { DecisionPage, decisionView, DecisionView } from './decision.view.js';
import { requireMatch } from './precondition.js';

/** What stewards decided; nothing of it is ever edited, only undone. */
@ApiTags('stewardship')
@Controller('v1/decisions')
export class DecisionController {
  constructor(private readonly decisions: DecisionService) {}

  @Get()
  @Allow('steward', 'operator')
  @ApiOperation({ summary: 'Decisions, the latest first' })
  @ApiOkResponse({ type: DecisionPage })
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() { base, actor, kind, waiting, after, limit = 50 }: DecisionQuery,
  ): Promise<DecisionPage> {
    if (base !== undefined) requireScope(principal, base, 'read');
    const filter = {
      bases: base === undefined ? readableBases(principal) : [base],
      waiting: waiting === 'true',
      ...(actor !== undefined && { actor }),
      ...(kind !== undefined && { kind }),
    };
    const found = await this.decisions.list(filter, after === undefined ? null : Number(after), limit + 1);
    const items = found.slice(0, limit);
    return { items: items.map(decisionView), next: found.length > limit ? String(items.at(-1)!.number) : null };
  }

  @Get(':id')
  @Allow('steward', 'operator')
  @ApiOperation({ summary: 'One decision' })
  @ApiOkResponse({ type: DecisionView, headers: { ETag: { schema: { type: 'string' } } } })
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('id', UuidPipe) id: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<DecisionView> {
    const decision = await this.found(principal, id, 'read');
    void reply.header('ETag', etagOf(decision));
    return decisionView(decision);
  }

  @Post(':id/undo')
  @Allow('steward', 'operator')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a decision back: what follows is as if it had never been made' })
  @Answering()
  async undo(
    @CurrentPrincipal() principal: Principal,
    @Param('id', UuidPipe) id: string,
    @Body() { reason }: ReasonBody,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<DecisionView> {
    requireMatch(ifMatch, etagOf(await this.found(principal, id, 'write')));
    return decisionView(await this.decisions.undo(principal, id, reason));
  }

  @Post(':id/approve')
  @Allow('steward', 'operator')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve a decision that somebody else made' })
  @Answering()
  async approve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', UuidPipe) id: string,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<DecisionView> {
    requireMatch(ifMatch, etagOf(await this.found(principal, id, 'write')));
    return decisionView(await this.decisions.approve(principal, id));
  }

  private async found(principal: Principal, id: string, action: 'read' | 'write'): Promise<Decision> {
    const decision = await this.decisions.find(id);
    requireScope(principal, decision.base, action);
    return decision;
  }
}

/** Changes with every step of the decision. */
const etagOf = ({ number, requested, approvedBy, publishedIn, undoneBy, undoneIn }: Decision): string =>
  `"${number}.${[requested, approvedBy, publishedIn, undoneBy, undoneIn].filter((step) => step !== null).length}.${requested ?? ''}"`;
