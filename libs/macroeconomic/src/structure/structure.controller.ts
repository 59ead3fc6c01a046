import {
  applyDecorators,
  Controller,
  Delete,
  Get,
  Headers,
  HttpCode,
  Param,
  Post,
  Query,
  Req,
  type StreamableFile,
  UseInterceptors,
} from '@nestjs/common';
import {
  ApiBody,
  ApiConsumes,
  ApiNoContentResponse,
  ApiNotFoundResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import { StreamedBody, textOf, uploadOf } from '@siku/platform';
import type { FastifyRequest } from 'fastify';
import { macroeconomicBase } from '../definition.js';
import { ImportedView, StructureItems, StructureName } from './structure.dto.js';
import { StructureService } from './structure.service.js';
import { Compressed } from '../sdmx/compressed.interceptor.js';
import type { SdmxApi } from '../sdmx/data-format.js';
import { negotiateStructure, STRUCTURE_ANSWER, structureAnswer } from './structure-format.js';
import { chooseArtefacts, StructureQuery, type StructureRequest } from './structure-query.js';

const Structures = (path: string, summary: string): MethodDecorator =>
  applyDecorators(
    Get(path),
    ApiOperation({ summary }),
    ApiOkResponse(STRUCTURE_ANSWER),
    ApiNotFoundResponse({ description: 'None is as asked' }),
  );

/** Bytes of a message of structures. National accounts with all their code lists take 8 MB. */
const LARGEST = 32 * 2 ** 20;

/** SDMX REST, structures: what observations mean, as clients of the world's statistics ask for it. */
@ApiTags('sdmx')
@Controller('sdmx')
@ReadsBase(macroeconomicBase.code)
@Allow('application', 'steward', 'operator')
@UseInterceptors(Compressed)
export class StructureController {
  constructor(private readonly structures: StructureService) {}

  @Structures(
    '2.1/:resource/:agency/:id/:version',
    'Structures: dataflow, datastructure, codelist, conceptscheme, categoryscheme, categorisation, agencyscheme, structure',
  )
  versioned21(
    @Param('resource') resource: string,
    @Param('agency') agency: string,
    @Param('id') id: string,
    @Param('version') version: string,
    @Query() query: StructureQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    return this.answer({ resource, agency, id, version, ...query }, accept, '2.1');
  }

  @Structures('2.1/:resource/:agency/:id/:version/:item', 'Some items of a code list or scheme')
  items21(
    @Param() asked: StructureItems,
    @Query() query: StructureQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    return this.answer({ ...asked, ...query }, accept, '2.1');
  }

  @Structures('2.1/:resource/:agency/:id', 'The latest version of a structure')
  latest21(
    @Param('resource') resource: string,
    @Param('agency') agency: string,
    @Param('id') id: string,
    @Query() query: StructureQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    return this.answer({ resource, agency, id, version: 'latest', ...query }, accept, '2.1');
  }

  @Structures('2.1/:resource/:agency', 'All structures of a kind that an agency maintains')
  ofAgency21(
    @Param('resource') resource: string,
    @Param('agency') agency: string,
    @Query() query: StructureQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    return this.answer({ resource, agency, id: 'all', version: 'latest', ...query }, accept, '2.1');
  }

  @Structures('2.1/:resource', 'All structures of a kind')
  all21(
    @Param('resource') resource: string,
    @Query() query: StructureQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    return this.answer({ resource, agency: 'all', id: 'all', version: 'latest', ...query }, accept, '2.1');
  }

  @Structures(
    '3.0/structure/:resource/:agency/:id/:version',
    'Structures; * stands for all, + and ~ for the latest version',
  )
  versioned30(
    @Param('resource') resource: string,
    @Param('agency') agency: string,
    @Param('id') id: string,
    @Param('version') version: string,
    @Query() query: StructureQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    return this.answer({ resource, agency, id, version, ...query }, accept, '3.0');
  }

  @Structures('3.0/structure/:resource/:agency/:id/:version/:item', 'Some items of a code list or scheme')
  items30(
    @Param() asked: StructureItems,
    @Query() query: StructureQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    return this.answer({ ...asked, ...query }, accept, '3.0');
  }

  @Structures('3.0/structure/:resource/:agency', 'All structures of a kind that an agency maintains')
  ofAgency30(
    @Param('resource') resource: string,
    @Param('agency') agency: string,
    @Query() query: StructureQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    return this.answer({ resource, agency, id: '*', version: '~', ...query }, accept, '3.0');
  }

  @Structures('3.0/structure/:resource/:agency/:id', 'The latest version of a structure')
  latest30(
    @Param('resource') resource: string,
    @Param('agency') agency: string,
    @Param('id') id: string,
    @Query() query: StructureQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    return this.answer({ resource, agency, id, version: '~', ...query }, accept, '3.0');
  }

  @Structures('3.0/structure', 'All structures')
  every30(@Query() query: StructureQuery, @Headers('accept') accept: string | undefined): Promise<StreamableFile> {
    return this.answer({ resource: '*', agency: '*', id: '*', version: '~', ...query }, accept, '3.0');
  }

  @Structures('3.0/structure/:resource', 'All structures of a kind')
  all30(
    @Param('resource') resource: string,
    @Query() query: StructureQuery,
    @Headers('accept') accept: string | undefined,
  ): Promise<StreamableFile> {
    return this.answer({ resource, agency: '*', id: '*', version: '~', ...query }, accept, '3.0');
  }

  @Post('3.0/structure')
  @Allow('operator')
  @HttpCode(200)
  @StreamedBody()
  @ApiOperation({
    summary: 'Take in structures that others have defined',
    description:
      'SDMX-ML 2.1 or 3.0, SDMX-JSON 1.0 or 2.0, by content; all or nothing. What is not held is listed. A version never changes.',
  })
  @ApiConsumes('application/vnd.sdmx.structure+xml', 'application/vnd.sdmx.structure+json', 'multipart/form-data')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ type: ImportedView })
  async import(@Req() request: FastifyRequest, @CurrentPrincipal() principal: Principal): Promise<ImportedView> {
    const { stream } = await uploadOf(request);
    return this.structures.import(await textOf(stream, LARGEST), principal);
  }

  @Delete('3.0/structure/:resource/:agency/:id/:version')
  @Allow('operator')
  @HttpCode(204)
  @ApiOperation({ summary: 'Delete an imported structure that nothing refers to any more' })
  @ApiNoContentResponse()
  remove(
    @Param() { resource: kind, ...asked }: StructureName,
    @CurrentPrincipal() principal: Principal,
  ): Promise<void> {
    return this.structures.remove({ kind, ...asked }, principal);
  }

  private async answer(request: StructureRequest, accept: string | undefined, api: SdmxApi): Promise<StreamableFile> {
    const chosen = chooseArtefacts(await this.structures.all(), request);
    return structureAnswer(negotiateStructure(accept, api), chosen);
  }
}
