import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow, AuditLog, CurrentPrincipal, requireScope, type Principal } from '@siku/access';
import { BaseRegistry } from '@siku/master-data';
import { Database } from '@siku/platform';
import { IsBoolean, IsInt, Max, Min } from 'class-validator';
import type { ReviewPolicy } from './policy.js';
import { PolicyRepository } from './policy.repository.js';

class PolicyBody {
  @ApiProperty({ description: 'Decisions wait for the approval of somebody else' })
  @IsBoolean()
  fourEyes!: boolean;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 1440 })
  @IsInt()
  @Min(1)
  @Max(1440)
  claimMinutes!: number;

  @ApiProperty({ type: 'integer', minimum: 1, maximum: 365 })
  @IsInt()
  @Min(1)
  @Max(365)
  dueDays!: number;
}

class PolicyView extends PolicyBody implements ReviewPolicy {
  @ApiProperty()
  base!: string;
}

/** How a base is worked on: four eyes, how long a claim holds, when a task is overdue. */
@ApiTags('stewardship')
@Controller('v1/review-policies')
export class PolicyController {
  constructor(
    private readonly bases: BaseRegistry,
    private readonly policies: PolicyRepository,
    private readonly database: Database,
    private readonly audit: AuditLog,
  ) {}

  @Get(':code')
  @Allow('steward', 'operator')
  @ApiOperation({ summary: 'How a base is worked on' })
  @ApiOkResponse({ type: PolicyView })
  get(@CurrentPrincipal() principal: Principal, @Param('code') code: string): Promise<PolicyView> {
    const base = this.bases.get(code);
    requireScope(principal, base.code, 'read');
    return this.policies.of(base.code);
  }

  @Put(':code')
  @Allow('operator')
  @ApiOperation({ summary: 'Say how a base is worked on' })
  @ApiOkResponse({ type: PolicyView })
  async put(
    @CurrentPrincipal() principal: Principal,
    @Param('code') code: string,
    @Body() body: PolicyBody,
  ): Promise<PolicyView> {
    const base = this.bases.get(code);
    requireScope(principal, base.code, 'write');
    const policy = { ...body, base: base.code };
    await this.database.transaction(async (tx) => {
      await this.policies.put(tx, policy, principal.id);
      const detail = { ...body };
      await this.audit.record({ principal, action: 'review-policy.put', base: base.code, detail, outcome: 'done' }, tx);
    });
    return policy;
  }
}
