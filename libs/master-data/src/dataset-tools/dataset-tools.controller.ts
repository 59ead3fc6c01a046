import { Controller, Get, HttpCode, Param, Post, Query, Req, Res, StreamableFile } from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
  ApiUnprocessableEntityResponse,
} from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '@siku/access';
import { BaseCatalogue, DatasetService, type CataloguedBase } from '@siku/catalogue';
import { badRequest, Database, FileStore, Problem, StreamedBody, uploadOf } from '@siku/platform';
import type { FastifyRequest } from 'fastify';
import { inferDefinition, type InferredDefinition } from '../map/infer.js';
import { ReadRefusal } from '../read/read-refusal.js';
import { writeTemplate } from '../report/template.js';
import { InferQuery, InferredView, TemplateParameters, TemplateQuery } from './dataset-tools.dto.js';
import { readSample, type Sample } from './sample.js';
import { templateColumns } from './template-columns.js';

const MEDIA_TYPES = {
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  csv: 'text/csv; charset=utf-8',
};

/** What saves a data officer from reading a manual: a definition from a sample, and an empty file from a definition. */
@ApiTags('catalogue')
@Controller('v1')
export class DatasetToolsController {
  constructor(
    private readonly datasets: DatasetService,
    private readonly bases: BaseCatalogue,
    private readonly files: FileStore,
    private readonly database: Database,
  ) {}

  // `::` is the router's way to write a colon that is none of its own.
  @Post('datasets::infer')
  @Allow('uploader', 'operator')
  @HttpCode(200)
  @StreamedBody()
  @ApiOperation({
    summary: 'Propose a dataset definition for a sample file',
    description: 'The body itself, or the multipart field `file`. Nothing is kept.',
  })
  @ApiConsumes('application/octet-stream', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ type: InferredView })
  @ApiUnprocessableEntityResponse({ description: 'The file cannot be read' })
  async infer(
    @Query() { base, department, ...hints }: InferQuery,
    @Req() request: FastifyRequest,
    @CurrentPrincipal() principal: Principal,
  ): Promise<InferredDefinition> {
    const { attributes: dictionary, words } = this.baseOf(base);
    const { stream } = await uploadOf(request);
    const sampled = { code: base, dictionary, words: await words?.(this.database) };
    const { layout, ...table } = await this.read(() => readSample(stream, this.files, hints, sampled));
    const inferred = inferDefinition(table, sampled, department ?? principal.department ?? '');
    return { ...inferred, definition: { ...inferred.definition, ...layout } };
  }

  @Get('datasets/:code/template')
  @Allow('uploader', 'application', 'steward', 'operator')
  @ApiOperation({ summary: 'An empty file to fill in: column names, a row of descriptions, code lists' })
  @ApiOkResponse({
    content: {
      [MEDIA_TYPES.xlsx]: { schema: { type: 'string', format: 'binary' } },
      'text/csv': { schema: { type: 'string' } },
    },
  })
  @ApiNotFoundResponse({ description: 'There is no such dataset' })
  async template(
    @Param() { code }: TemplateParameters,
    @Query() { format = 'xlsx' }: TemplateQuery,
    @Res({ passthrough: true }) reply: { header(name: string, value: string): unknown },
  ): Promise<StreamableFile> {
    const { definition } = await this.datasets.get(code);
    const columns = templateColumns(definition, this.baseOf(definition.base).attributes);
    reply.header('Content-Disposition', `attachment; filename="${code}.${format}"`);
    return new StreamableFile(writeTemplate(format, columns), { type: MEDIA_TYPES[format] });
  }

  private baseOf(code: string): CataloguedBase {
    const base = this.bases.find(code);
    if (base) return base;
    const message = { zh: `没有基础库“${code}”`, en: `There is no base "${code}"` };
    throw badRequest('unknown-base', message, [{ parameter: 'base', code: 'unknown-base', message }]);
  }

  private async read(work: () => Promise<Sample>): Promise<Sample> {
    try {
      return await work();
    } catch (error) {
      if (error instanceof ReadRefusal) throw new Problem(422, error.code, error.explanation);
      throw error;
    }
  }
}
