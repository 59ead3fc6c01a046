import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, requireScope, type Principal } from '@siku/access';
import { UuidPipe } from '@siku/platform';
import { noSuchDispute } from '../stewardship.errors.js';
import { ReviewTaskService } from '../task/review-task.service.js';
import { DisputeRepository } from './dispute.repository.js';
import { DisputePage, DisputeQuery, DisputeView } from './dispute.view.js';

/** What became of doubts: an application follows its own. */
@ApiTags('stewardship')
@Controller('v1/disputes')
export class DisputeController {
  constructor(
    private readonly disputes: DisputeRepository,
    private readonly tasks: ReviewTaskService,
  ) {}

  @Get()
  @Allow('application', 'steward', 'operator')
  @ApiOperation({ summary: 'Disputes; an application sees its own' })
  @ApiOkResponse({ type: DisputePage })
  async list(
    @CurrentPrincipal() principal: Principal,
    @Query() { base, after, limit = 50 }: DisputeQuery,
  ): Promise<DisputePage> {
    const bases = this.tasks.visible(principal, base);
    const found = await this.disputes.list(bases, ownOnly(principal), after ?? null, limit + 1);
    const items = found.slice(0, limit);
    return { items, next: found.length > limit ? items.at(-1)!.id : null };
  }

  @Get(':id')
  @Allow('application', 'steward', 'operator')
  @ApiOperation({ summary: 'A dispute and what became of it' })
  @ApiOkResponse({ type: DisputeView })
  async get(@CurrentPrincipal() principal: Principal, @Param('id', UuidPipe) id: string): Promise<DisputeView> {
    const dispute = await this.disputes.find(id);
    const own = ownOnly(principal);
    if (!dispute || (own !== null && dispute.reporter !== own)) throw noSuchDispute();
    requireScope(principal, dispute.base, 'read');
    return dispute;
  }
}

const ownOnly = ({ id, roles }: Principal): string | null =>
  roles.includes('steward') || roles.includes('operator') ? null : id;
