import { Body, Controller, Get, HttpCode, Param, ParseUUIDPipe, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, requireScope, type Principal, readableBases } from '@siku/access';
import { DecisionService, type Decision } from '@siku/master-data';
import { Answering } from './answering.decorator.js';
import { DecisionQuery, ReasonBody } from './decision.dto.js';
import { DecisionPage, decisionView, DecisionView } from './decision.view.js';

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
  @ApiOkResponse({ type: DecisionView })
  async get(@CurrentPrincipal() principal: Principal, @Param('id', ParseUUIDPipe) id: string): Promise<DecisionView> {
    return decisionView(await this.found(principal, id, 'read'));
  }

  @Post(':id/undo')
  @Allow('steward', 'operator')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a decision back: what follows is as if it had never been made' })
  @Answering()
  async undo(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
    @Body() { reason }: ReasonBody,
  ): Promise<DecisionView> {
    await this.found(principal, id, 'write');
    return decisionView(await this.decisions.undo(principal, id, reason));
  }

  @Post(':id/approve')
  @Allow('steward', 'operator')
  @HttpCode(200)
  @ApiOperation({ summary: 'Approve a decision that somebody else made' })
  @Answering()
  async approve(
    @CurrentPrincipal() principal: Principal,
    @Param('id', ParseUUIDPipe) id: string,
  ): Promise<DecisionView> {
    await this.found(principal, id, 'write');
    return decisionView(await this.decisions.approve(principal, id));
  }

  private async found(principal: Principal, id: string, action: 'read' | 'write'): Promise<Decision> {
    const decision = await this.decisions.find(id);
    requireScope(principal, decision.base, action);
    return decision;
  }
}
