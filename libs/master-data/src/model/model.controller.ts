import { Controller, Get, HttpCode, Param, Post, Res, type Type } from '@nestjs/common';
import { ApiAcceptedResponse, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '@siku/access';
import { IntegerPipe } from '@siku/platform';
import type { FastifyReply } from 'fastify';
import type { BaseDefinition } from '../base/base-definition.js';
import { namedAfter, ReadsBase } from '../serve/reads-base.js';
import { ModelService } from './model.service.js';
import { modelDetail, ModelDetailView, ModelPage, ModelPreviewView, modelView, ModelView } from './model.view.js';

const ACCEPTED = { type: ModelView, headers: { Location: { schema: { type: 'string' } } } };

/** The match models of a base, at `/v1/{path}/models`. */
export function modelController({ code, path }: BaseDefinition): Type<object> {
  @ApiTags(path)
  @Controller(`v1/${path}/models`)
  @ReadsBase(code)
  class ModelController {
    constructor(private readonly models: ModelService) {}

    @Get()
    @Allow('steward', 'operator')
    @ApiOperation({ summary: 'Match models, the latest first; one is active' })
    @ApiOkResponse({ type: ModelPage })
    async list(): Promise<ModelPage> {
      return { items: (await this.models.list(code)).map(modelView), next: null };
    }

    @Post()
    @Allow('steward', 'operator')
    @HttpCode(202)
    @ApiOperation({
      summary: 'Train a model on the present records, without labels',
      description: 'Nothing changes for readers until it is activated; see its preview first.',
    })
    @ApiAcceptedResponse(ACCEPTED)
    async train(
      @CurrentPrincipal() principal: Principal,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<ModelView> {
      const model = await this.models.train(principal, code);
      void reply.header('Location', `/v1/${path}/models/${model.version}`);
      return modelView(model);
    }

    @Get(':version')
    @Allow('steward', 'operator')
    @ApiOperation({ summary: 'One model: its comparisons with their weights, and its quality report' })
    @ApiOkResponse({ type: ModelDetailView })
    async get(@Param('version', IntegerPipe) version: number): Promise<ModelDetailView> {
      return modelDetail(await this.models.get(code, version));
    }

    @Get(':version/preview')
    @Allow('steward', 'operator')
    @ApiOperation({
      summary: 'What would merge and split if the model were activated, as of the publication it names; ids only',
    })
    @ApiOkResponse({ type: ModelPreviewView })
    preview(@Param('version', IntegerPipe) version: number): Promise<ModelPreviewView> {
      return this.models.preview(code, version);
    }

    @Post(':version/activate')
    @Allow('steward', 'operator')
    @HttpCode(202)
    @ApiOperation({
      summary: 'Decide about every record anew by this model, as a publication of its own',
      description: 'The model before it can be activated again.',
    })
    @ApiAcceptedResponse(ACCEPTED)
    async activate(
      @CurrentPrincipal() principal: Principal,
      @Param('version', IntegerPipe) version: number,
      @Res({ passthrough: true }) reply: FastifyReply,
    ): Promise<ModelView> {
      const model = await this.models.activate(principal, code, version);
      void reply.header('Location', `/v1/${path}/models/${version}`);
      return modelView(model);
    }
  }
  return namedAfter(`models-${path}`, ModelController);
}
