import { Body, Controller, Get, Headers, HttpCode, Param, Post, Query, Res, type Type } from '@nestjs/common';
import {
  ApiCreatedResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Allow, CurrentAsking, CurrentPrincipal, type Asking, type Principal } from '@siku/access';
import { BaseRegistry, ForPurpose, namedAfter, ReadsBase, type Base, type BaseDefinition } from '@siku/master-data';
import { UuidPipe } from '@siku/platform';
import type { FastifyReply } from 'fastify';
import { Answering } from '../decision/answering.decorator.js';
import { MergeBody, OverrideBody, PreviewQuery, SplitBody } from '../decision/decision.dto.js';
import { DecisionPage, decisionView, DecisionView } from '../decision/decision.view.js';
import { DisputeBody, DisputeView } from '../dispute/dispute.view.js';
import { PreviewView } from './preview.view.js';
import { RecordStewardService, type StewardWrite } from './record-steward.service.js';

/** What stewards do to the records of a base without being asked, and the doubts of those who read them; at `/v1/{path}/{id}`. */
export function stewardController({ code, path, reading, identity }: BaseDefinition): Type<object> {
  const Grouping = (): MethodDecorator =>
    identity
      ? ApiUnprocessableEntityResponse({ description: 'Always: identity is exact here, nothing is merged or split' })
      : Answering(PreviewView);

  @ApiTags(path)
  @Controller(`v1/${path}`)
  @ReadsBase(code)
  @ForPurpose(reading)
  class StewardController {
    constructor(
      private readonly bases: BaseRegistry,
      private readonly stewards: RecordStewardService,
    ) {}

    @Post(':id/merge')
    @Allow('steward', 'operator')
    @HttpCode(200)
    @ApiOperation({ summary: 'These records are the same; preview=true shows what that would do' })
    @Grouping()
    merge(
      @CurrentAsking() asking: Asking,
      @Param('id', UuidPipe) id: string,
      @Query() { preview }: PreviewQuery,
      @Body() body: MergeBody,
      @Headers('if-match') ifMatch: string | undefined,
      @Headers('idempotency-key') idempotencyKey: string | undefined,
    ): Promise<DecisionView | PreviewView> {
      return this.write(preview, () => this.stewards.merge(asking, this.base, id, body), {
        kind: 'merge',
        id,
        ifMatch,
        idempotencyKey,
        asking,
      });
    }

    @Post(':id/split')
    @Allow('steward', 'operator')
    @HttpCode(200)
    @ApiOperation({ summary: 'These source records are different things; preview=true shows what that would do' })
    @Grouping()
    split(
      @CurrentAsking() asking: Asking,
      @Param('id', UuidPipe) id: string,
      @Query() { preview }: PreviewQuery,
      @Body() body: SplitBody,
      @Headers('if-match') ifMatch: string | undefined,
      @Headers('idempotency-key') idempotencyKey: string | undefined,
    ): Promise<DecisionView | PreviewView> {
      return this.write(preview, () => this.stewards.split(asking, this.base, id, body), {
        kind: 'split',
        id,
        ifMatch,
        idempotencyKey,
        asking,
      });
    }

    @Post(':id/overrides')
    @Allow('steward', 'operator')
    @HttpCode(200)
    @ApiOperation({
      summary: 'This value counts, whatever is delivered; without a value the present one is pinned',
      description: 'Until validTo, or until the decision is undone. preview=true shows what that would do.',
    })
    @Answering(PreviewView)
    override(
      @CurrentAsking() asking: Asking,
      @Param('id', UuidPipe) id: string,
      @Query() { preview }: PreviewQuery,
      @Body() body: OverrideBody,
      @Headers('if-match') ifMatch: string | undefined,
      @Headers('idempotency-key') idempotencyKey: string | undefined,
    ): Promise<DecisionView | PreviewView> {
      return this.write(preview, () => this.stewards.override(asking, this.base, id, body), {
        kind: 'override',
        id,
        ifMatch,
        idempotencyKey,
        asking,
      });
    }

    @Post(':id/disputes')
    @Allow('application', 'steward', 'operator')
    @ApiOperation({ summary: 'Report a doubtful value; it becomes a review task, which GET /v1/disputes/{id} follows' })
    @ApiCreatedResponse({ type: DisputeView, headers: { Location: { schema: { type: 'string' } } } })
    async dispute(
      @CurrentAsking() asking: Asking,
      @Param('id', UuidPipe) id: string,
      @Body() body: DisputeBody,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<DisputeView> {
      const dispute = await this.stewards.dispute(asking, this.base, id, body);
      void reply.header('Location', `/v1/disputes/${dispute.id}`);
      return dispute;
    }

    @Get(':id/decisions')
    @Allow('steward', 'operator')
    @ApiOperation({ summary: 'Decisions about the source records of a record, undone ones too, the latest first' })
    @ApiOkResponse({ type: DecisionPage })
    async decisions(@CurrentPrincipal() _: Principal, @Param('id', UuidPipe) id: string): Promise<DecisionPage> {
      return { items: (await this.stewards.decisionsAbout(this.base, id)).map(decisionView), next: null };
    }

    private async write(
      preview: 'true' | 'false' | undefined,
      draft: () => Promise<StewardWrite>,
      request: {
        kind: StewardWrite['draft']['kind'];
        id: string;
        ifMatch: string | undefined;
        idempotencyKey: string | undefined;
        asking: Asking;
      },
    ): Promise<DecisionView | PreviewView> {
      const { asking, kind, id, ifMatch, idempotencyKey } = request;
      if (idempotencyKey !== undefined && preview !== 'true') {
        const earlier = await this.stewards.earlier(asking.principal, kind, idempotencyKey);
        if (earlier) return decisionView(earlier);
      }
      const write = await draft();
      if (preview === 'true') return this.stewards.preview(asking, this.base, write);
      await this.stewards.requireMatch(this.base, id, ifMatch);
      return decisionView(await this.stewards.decide(asking.principal, this.base, write, idempotencyKey ?? null));
    }

    private get base(): Base {
      return this.bases.get(code);
    }
  }
  return namedAfter(`steward-${path}`, StewardController);
}
