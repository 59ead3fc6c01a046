import { Body, Controller, Get, HttpCode, Param, Post, Query, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentAsking, CurrentPrincipal, type Asking, type Principal } from '@siku/access';
import { UuidPipe } from '@siku/platform';
import type { BaseDefinition } from '../../base/base-definition.js';
import { BaseRegistry } from '../../base/base-registry.js';
import { ForPurpose } from '../for-purpose.decorator.js';
import { namedAfter, ReadsBase } from '../reads-base.js';
import { AccessLogPage, AccessLogQuery, VerifyBody, VerifyView } from './bound.dto.js';
import { BoundService } from './bound.service.js';

const DEFAULT_LIMIT = 100;

/** What a base that is read for a purpose has beside the common read API. */
export function boundController({ code, path, reading }: BaseDefinition): Type<object> {
  @ApiTags(path)
  @Controller(`v1/${path}`)
  @ReadsBase(code)
  class BoundController {
    constructor(
      private readonly bases: BaseRegistry,
      private readonly service: BoundService,
    ) {}

    @Post('verify')
    @Allow('application', 'steward', 'operator')
    @HttpCode(200)
    @ForPurpose(reading)
    @ApiOperation({
      summary: 'Whether values the caller has are right: yes, no or unknown, and no value',
      description: 'For attributes granted at any level.',
    })
    @ApiOkResponse({ type: VerifyView })
    verify(@CurrentAsking() asking: Asking, @Body() body: VerifyBody): Promise<VerifyView> {
      return this.service.verify(this.bases.get(code), asking, body);
    }

    @Get(':id/access-log')
    @Allow('steward', 'person')
    @ApiOperation({
      summary: 'Who was given what of this record, for which purpose and case, refusals included',
      description: 'For stewards, and for the person herself by the claim siku_person. This reading is in the log too.',
    })
    @ApiOkResponse({ type: AccessLogPage })
    accessLog(
      @CurrentPrincipal() principal: Principal,
      @Param('id', UuidPipe) id: string,
      @Query() { after, limit = DEFAULT_LIMIT }: AccessLogQuery,
    ): Promise<AccessLogPage> {
      const before = after === undefined ? null : Number(after);
      return this.service.accessLog(this.bases.get(code), principal, id, before, limit);
    }
  }
  return namedAfter(`bound-${path}`, BoundController);
}
