import { Body, Controller, Delete, Get, Header, HttpCode, Param, Post, Query, Res } from '@nestjs/common';
import {
  ApiBody,
  ApiCreatedResponse,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Allow } from '../permission/allow.decorator.js';
import { requireUnscoped } from '../permission/permission.js';
import { CurrentPrincipal } from '../principal/current-principal.decorator.js';
import type { Principal } from '../principal/principal.js';
import { KeyCreation, KeyPage, KeyParameters, KeyQuery, KeyRotation, KeyView, KeyWithSecret } from './key.dto.js';
import { KeyService } from './key.service.js';

const DEFAULT_LIMIT = 100;

@ApiTags('access')
@Controller('v1/keys')
@Allow('operator')
export class KeyController {
  constructor(private readonly keys: KeyService) {}

  @Post()
  @Header('Cache-Control', 'no-store')
  @ApiOperation({
    summary: 'Create an API key',
    description: 'The answer is the only place where the key itself is shown.',
  })
  @ApiCreatedResponse({ type: KeyWithSecret, headers: { Location: { schema: { type: 'string' } } } })
  async create(
    @Body() creation: KeyCreation,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: { header(name: string, value: string): unknown },
  ): Promise<KeyWithSecret> {
    requireUnscoped(principal);
    const key = await this.keys.create(creation, principal);
    reply.header('Location', `/v1/keys/${key.id}`);
    return key;
  }

  @Get()
  @ApiOperation({ summary: 'API keys, revoked ones included' })
  @ApiOkResponse({ type: KeyPage })
  list(@Query() query: KeyQuery, @CurrentPrincipal() principal: Principal): Promise<KeyPage> {
    requireUnscoped(principal);
    return this.keys.list(query.after, query.limit ?? DEFAULT_LIMIT);
  }

  @Get(':id')
  @ApiOperation({ summary: 'One API key, without its secret' })
  @ApiOkResponse({ type: KeyView })
  get(@Param() { id }: KeyParameters, @CurrentPrincipal() principal: Principal): Promise<KeyView> {
    requireUnscoped(principal);
    return this.keys.get(id);
  }

  @Delete(':id')
  @HttpCode(204)
  @ApiOperation({
    summary: 'Revoke an API key',
    description: 'Other processes may accept it for up to ten seconds more.',
  })
  @ApiNoContentResponse({ description: 'Revoked, now or before' })
  revoke(@Param() { id }: KeyParameters, @CurrentPrincipal() principal: Principal): Promise<void> {
    requireUnscoped(principal);
    return this.keys.revoke(id, principal);
  }

  @Post(':id/rotate')
  @HttpCode(200)
  @Header('Cache-Control', 'no-store')
  @ApiOperation({ summary: 'Give an API key a new secret', description: 'Prefix, roles and expiry stay as they are.' })
  @ApiBody({ type: KeyRotation, required: false })
  @ApiOkResponse({ type: KeyWithSecret })
  rotate(
    @Param() { id }: KeyParameters,
    @Body() rotation: KeyRotation,
    @CurrentPrincipal() principal: Principal,
  ): Promise<KeyWithSecret> {
    requireUnscoped(principal);
    return this.keys.rotate(id, rotation?.overlapMinutes ?? 0, principal);
  }
}
