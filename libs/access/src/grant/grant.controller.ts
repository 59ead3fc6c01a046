import { applyDecorators, Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { answerVersion, etagOf, type Preconditions, type Reply } from '@siku/platform';
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
import { stepOf, type Grant } from './grant.js';

const DEFAULT_LIMIT = 100;

const ETAG = { ETag: { schema: { type: 'string' as const } } };

/** A step of a grant may be bound to the state it was decided upon. */
const Guarded = (): MethodDecorator =>
  applyDecorators(
    HttpCode(200),
    ApiHeader({ name: 'If-Match', required: false }),
    ApiOkResponse({ type: GrantView, headers: ETAG }),
    ApiResponse({ status: 409, description: 'The grant is in a state from which this is no step' }),
    ApiResponse({ status: 412, description: 'If-Match names another state' }),
  );

/** Rights to read a base for a purpose: asked for, decided about by somebody else, revoked. */
@ApiTags('access')
@Controller('v1/grants')
export class GrantController {
  constructor(private readonly grants: GrantService) {}

  @Post()
  @Allow('application', 'steward', 'operator')
  @ApiOperation({ summary: 'Ask for the right to read a base for a purpose' })
  @ApiCreatedResponse({ type: GrantView, headers: { Location: ETAG.ETag, ...ETAG } })
  async request(
    @Body() request: GrantRequest,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<GrantView> {
    const grant = await this.grants.request(request, principal);
    reply.header('Location', `/v1/grants/${grant.id}`);
    return answer(reply, grant);
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
  @ApiOkResponse({ type: GrantView, headers: ETAG })
  @ApiResponse({ status: 304, description: 'The state of If-None-Match' })
  async get(
    @Param() { id }: GrantParameters,
    @Headers() headers: Record<string, string>,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<GrantView | undefined> {
    const grant = await this.grants.get(id, principal);
    return answerVersion(reply, headers as Preconditions, stepOf(grant), viewOf(grant));
  }

  @Post(':id/approve')
  @Allow('steward', 'operator')
  @ApiOperation({ summary: 'Approve what somebody else asked for' })
  @ApiBody({ type: GrantApproval, required: false })
  @Guarded()
  async approve(
    @Param() { id }: GrantParameters,
    @Body() approval: GrantApproval,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<GrantView> {
    return answer(reply, await this.grants.approve(id, approval?.reason ?? null, principal, seen(ifMatch)));
  }

  @Post(':id/refuse')
  @Allow('steward', 'operator')
  @ApiOperation({ summary: 'Refuse what somebody else asked for, with a reason' })
  @Guarded()
  async refuse(
    @Param() { id }: GrantParameters,
    @Body() { reason }: GrantReason,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<GrantView> {
    return answer(reply, await this.grants.refuse(id, reason, principal, seen(ifMatch)));
  }

  @Post(':id/revoke')
  @Allow('application', 'steward', 'operator')
  @ApiOperation({ summary: 'Revoke a grant, with a reason; an application gives back its own' })
  @Guarded()
  async revoke(
    @Param() { id }: GrantParameters,
    @Body() { reason }: GrantReason,
    @Headers('if-match') ifMatch: string | undefined,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<GrantView> {
    return answer(reply, await this.grants.revoke(id, reason, principal, seen(ifMatch)));
  }
}

const seen = (ifMatch: string | undefined): Preconditions => (ifMatch === undefined ? {} : { 'if-match': ifMatch });

function answer(reply: Reply, grant: Grant): GrantView {
  reply.header('ETag', etagOf(stepOf(grant)));
  return viewOf(grant);
}

const viewOf = (grant: Grant): GrantView => ({
  ...grant,
  searchBy: [...grant.searchBy],
  divisions: [...grant.divisions],
  approvedBy: grant.status === 'approved' || grant.status === 'revoked' ? grant.decidedBy : null,
});
