import { Body, Controller, Get, Headers, Param, Put, Query, Res } from '@nestjs/common';
import {
  ApiBadRequestResponse,
  ApiBody,
  ApiCreatedResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiResponse,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '@siku/access';
import { answerPut, answerVersion, type Preconditions, type Reply } from '@siku/platform';
import { datasetDefinitionSchema } from '../definition/dataset-definition.schema.js';
import { DEFAULT_LIMIT, type Page } from '../http/page.dto.js';
import {
  DatasetParameters,
  DatasetQuery,
  datasetVersionView,
  DatasetVersionParameters,
  DatasetVersionQuery,
  datasetVersionViewSchema,
  datasetView,
  datasetViewSchema,
  pageSchema,
  type DatasetVersionView,
  type DatasetView,
} from './dataset.dto.js';
import { DatasetService } from './dataset.service.js';

@ApiTags('catalogue')
@Controller('v1/datasets')
@Allow('uploader', 'application', 'steward', 'operator')
export class DatasetController {
  constructor(private readonly datasets: DatasetService) {}

  @Get()
  @ApiOperation({ summary: 'Datasets with their present definitions' })
  @ApiOkResponse({ schema: pageSchema(datasetViewSchema) })
  async list(@Query() { base, department, after, limit }: DatasetQuery): Promise<Page<DatasetView>> {
    const { items, next } = await this.datasets.list({ base, department }, after, limit ?? DEFAULT_LIMIT);
    return { items: items.map(datasetView), next };
  }

  @Get(':code')
  @ApiOperation({ summary: 'Present definition of a dataset' })
  @ApiOkResponse({ schema: datasetViewSchema })
  @ApiResponse({ status: 304, description: 'The version of If-None-Match' })
  @ApiNotFoundResponse({ description: 'There is no such dataset' })
  async get(
    @Param() { code }: DatasetParameters,
    @Headers() headers: Record<string, string>,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<DatasetView | undefined> {
    const dataset = await this.datasets.get(code);
    return answerVersion(reply, headers as Preconditions, dataset.version, datasetView(dataset));
  }

  @Put(':code')
  @Allow('uploader', 'operator')
  @ApiOperation({
    summary: 'Create a dataset, or give it a new definition',
    description: 'The same content again changes nothing. An uploader may do this for her own department.',
  })
  @ApiBody({ schema: datasetDefinitionSchema as object })
  @ApiOkResponse({ schema: datasetViewSchema })
  @ApiCreatedResponse({ schema: datasetViewSchema })
  @ApiBadRequestResponse({ description: 'Each error has a JSON pointer into the definition' })
  @ApiResponse({ status: 409, description: 'Base and key cannot change once there are batches' })
  @ApiResponse({ status: 412, description: 'If-Match names another version, or If-None-Match: * and it exists' })
  async put(
    @Param() { code }: DatasetParameters,
    @Body() definition: unknown,
    @Headers() headers: Record<string, string>,
    @CurrentPrincipal() principal: Principal,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<DatasetView> {
    const { dataset, created } = await this.datasets.put(code, definition, principal, headers);
    return answerPut(reply, created, `/v1/datasets/${code}`, datasetView(dataset));
  }

  @Get(':code/versions')
  @ApiOperation({ summary: 'Versions of the definition, newest first' })
  @ApiOkResponse({ schema: pageSchema(datasetVersionViewSchema) })
  @ApiNotFoundResponse({ description: 'There is no such dataset' })
  async versions(
    @Param() { code }: DatasetParameters,
    @Query() { after, limit }: DatasetVersionQuery,
  ): Promise<Page<DatasetVersionView>> {
    const { items, next } = await this.datasets.versions(code, after, limit ?? DEFAULT_LIMIT);
    return { items: items.map(datasetVersionView), next };
  }

  @Get(':code/versions/:version')
  @ApiOperation({ summary: 'Definition as it was in one version' })
  @ApiOkResponse({ schema: datasetViewSchema })
  @ApiResponse({ status: 304, description: 'The version of If-None-Match' })
  @ApiNotFoundResponse({ description: 'There is no such dataset or version' })
  async version(
    @Param() { code, version }: DatasetVersionParameters,
    @Headers() headers: Record<string, string>,
    @Res({ passthrough: true }) reply: Reply,
  ): Promise<DatasetView | undefined> {
    const dataset = await this.datasets.get(code, version);
    return answerVersion(reply, headers as Preconditions, version, datasetView(dataset));
  }
}
