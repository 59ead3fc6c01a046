import { Controller, Get, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '../permission/allow.decorator.js';
import { AuditPage, AuditQuery } from './audit.dto.js';
import { AuditRepository } from './audit.repository.js';

const DEFAULT_LIMIT = 100;

@ApiTags('access')
@Controller('v1/audit')
export class AuditController {
  constructor(private readonly repository: AuditRepository) {}

  @Get()
  @Allow('operator')
  @ApiOperation({ summary: 'The audit log, newest first' })
  @ApiOkResponse({ type: AuditPage })
  async list(@Query() query: AuditQuery): Promise<AuditPage> {
    const { after, limit = DEFAULT_LIMIT, ...filter } = query;
    const items = await this.repository.list(filter, after === undefined ? null : Number(after), limit + 1);
    const more = items.length > limit;
    if (more) items.pop();
    return { items, next: more ? String(items.at(-1)?.number) : null };
  }
}
