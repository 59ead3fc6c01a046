import { Body, Controller, Get, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import { ApiBody, ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../permission/allow.decorator.js';
import { CurrentPrincipal } from '../principal/current-principal.decorator.js';
import type { Principal } from '../principal/principal.js';
import {
  GrantApproval,
  GrantPage,
  GrantParameters,
  GrantQuery,
  GrantReason,
  GrantRequest,
  GrantView,
} from './grant.dto.js';
import { GrantService } from './grant.service.js';
import type { Grant } from './grant.js';

const DEFAULT_LIMIT = 100;

/** Rights to read a base for a purpose: asked for, decided about by somebody else, revoked. */
@ApiTags('access')
@Controller('v1/grants')
export class GrantController {
  constructor(private readonly grants: GrantService) {}

  @Post()
  @Allow('application', 'steward', 'operator')
  @ApiOperation({ summary: 'Ask for the right to read a base for a purpose' })
  @ApiCreatedResponse({ type: GrantView, headers: { Location: { schema: { type: 'string' } } } })
  async request(
    @Body() request: GrantRequest,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: { header(name: string, value: string): unknown },
  ): Promise<GrantView> {
    const grant = await this.grants.request(request, principal);
    reply.header('Location', `/v1/grants/${grant.id}`);
    return viewOf(grant);
  }

  @Get()
  @Allow('application', 'steward', 'operator')
  @ApiOperation({ summary: 'Grants: an application sees its own' })
  @ApiOkResponse({ type: GrantPage })
  async list(
    @Query() { limit = DEFAULT_LIMIT, ...query }: GrantQuery,
    @CurrentPrincipal() principal: Principal,
  ): Promise<GrantPage> {
    const { items, next } = await this.grants.list({ ...query, limit }, principal);
    return { items: items.map(viewOf), next };
  }

  @Get(':id')
  @Allow('application', 'steward', 'operator')
  @ApiOperation({ summary: 'One grant' })
  @ApiOkResponse({ type: GrantView })
  async get(@Param() { id }: GrantParameters, @CurrentPrincipal() principal: Principal): Promise<GrantView> {
    return viewOf(await this.grants.get(id, principal));
  }

  @Post(':id/approve')
  @HttpCode(200)
  @Allow('steward', 'operator')
  @ApiOperation({ summary: 'Approve what somebody else asked for' })
  @ApiBody({ type: GrantApproval, required: false })
  @ApiOkResponse({ type: GrantView })
  async approve(
    @Param() { id }: GrantParameters,
    @Body() approval: GrantApproval,
    @CurrentPrincipal() principal: Principal,
  ): Promise<GrantView> {
    return viewOf(await this.grants.approve(id, approval?.reason ?? null, principal));
  }

  @Post(':id/refuse')
  @HttpCode(200)
  @Allow('steward', 'operator')
  @ApiOperation({ summary: 'Refuse what somebody else asked for, with a reason' })
  @ApiOkResponse({ type: GrantView })
  async refuse(
    @Param() { id }: GrantParameters,
    @Body() { reason }: GrantReason,
    @CurrentPrincipal() principal: Principal,
  ): Promise<GrantView> {
    return viewOf(await this.grants.refuse(id, reason, principal));
  }

  @Post(':id/revoke')
  @HttpCode(200)
  @Allow('application', 'steward', 'operator')
  @ApiOperation({ summary: 'Revoke a grant, with a reason; an application gives back its own' })
  @ApiOkResponse({ type: GrantView })
  async revoke(
    @Param() { id }: GrantParameters,
    @Body() { reason }: GrantReason,
    @CurrentPrincipal() principal: Principal,
  ): Promise<GrantView> {
    return viewOf(await this.grants.revoke(id, reason, principal));
  }
}

const viewOf = (grant: Grant): GrantView => ({
  ...grant,
  searchBy: [...grant.searchBy],
  divisions: [...grant.divisions],
  approvedBy: grant.status === 'approved' || grant.status === 'revoked' ? grant.decidedBy : null,
});
