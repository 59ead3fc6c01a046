import { Body, Controller, Get, Headers, Param, Put, Res } from '@nestjs/common';
import {
  ApiHeader,
  ApiOkResponse,
  ApiOperation,
  ApiProperty,
  ApiPropertyOptional,
  ApiTags,
  OmitType,
} from '@nestjs/swagger';
import { Allow, AuditLog, CurrentPrincipal, IsPlainText, requireScope, type Principal } from '@siku/access';
import { BaseRegistry } from '@siku/master-data';
import { Database } from '@siku/platform';
import { Type } from 'class-transformer';
import type { FastifyReply } from 'fastify';
import { createHash } from 'node:crypto';
import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsBoolean,
  IsIn,
  IsInt,
  IsOptional,
  IsString,
  Matches,
  Max,
  MaxLength,
  Min,
  ValidateNested,
} from 'class-validator';
import { TASK_KINDS, type TaskKind } from '../task/task-kind.js';
import type { Desk, ReviewPolicy } from './policy.js';
import { requireMatch } from '../decision/precondition.js';
import { PolicyRepository } from './policy.repository.js';

class DeskBody implements Omit<Desk, 'base'> {
  @ApiProperty({
    type: [String],
    minItems: 1,
    maxItems: 100,
    description: 'Principals: `key:…` or the subject of a token',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @IsString({ each: true })
  @MaxLength(300, { each: true })
  stewards!: string[];

  @ApiPropertyOptional({ enum: TASK_KINDS, isArray: true, description: 'Default: all' })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayUnique()
  @IsIn(TASK_KINDS, { each: true })
  kinds?: TaskKind[];

  @ApiPropertyOptional({ description: 'GB/T 2260 code; with all that lies in it', example: '330203' })
  @IsOptional()
  @Matches(/^\d{2}(\d{2}){0,2}$/)
  division?: string;

  @ApiPropertyOptional({ description: 'Department that delivered any of the records' })
  @IsOptional()
  @IsPlainText(100)
  department?: string;
}

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

  @ApiPropertyOptional({
    type: [DeskBody],
    maxItems: 200,
    description: 'Who looks after which tasks; default: everybody',
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => DeskBody)
  desks?: DeskBody[];
}

class PolicyView extends OmitType(PolicyBody, ['desks']) implements ReviewPolicy {
  @ApiProperty()
  base!: string;

  @ApiProperty({ type: [DeskBody] })
  desks!: readonly DeskBody[];
}

/** How a base is worked on: four eyes, how long a claim holds, when a task is overdue, who looks after what. */
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
  @ApiOkResponse({ type: PolicyView, headers: { ETag: { schema: { type: 'string' } } } })
  async get(
    @CurrentPrincipal() principal: Principal,
    @Param('code') code: string,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<PolicyView> {
    const base = this.bases.get(code);
    requireScope(principal, base.code, 'read');
    const policy = (await this.policies.of(base.code)) as PolicyView;
    void reply.header('ETag', etagOf(policy));
    return policy;
  }

  @Put(':code')
  @Allow('operator')
  @ApiOperation({ summary: 'Say how a base is worked on' })
  @ApiHeader({ name: 'If-Match', required: false, description: '412 when it has changed since it was read' })
  @ApiOkResponse({ type: PolicyView })
  async put(
    @CurrentPrincipal() principal: Principal,
    @Param('code') code: string,
    @Body() body: PolicyBody,
    @Headers('if-match') ifMatch: string | undefined,
  ): Promise<PolicyView> {
    const base = this.bases.get(code);
    requireScope(principal, base.code, 'write');
    requireMatch(ifMatch, etagOf(await this.policies.of(base.code)));
    const policy = { ...body, desks: body.desks ?? [], base: base.code };
    await this.database.transaction(async (tx) => {
      await this.policies.put(tx, policy, principal.id);
      const detail = { ...body };
      await this.audit.record({ principal, action: 'review-policy.put', base: base.code, detail, outcome: 'done' }, tx);
    });
    return policy;
  }
}

const etagOf = ({ fourEyes, claimMinutes, dueDays, desks }: ReviewPolicy): string =>
  `"p${createHash('sha256')
    .update(JSON.stringify([fourEyes, claimMinutes, dueDays, desks]))
    .digest('base64url')
    .slice(0, 16)}"`;
