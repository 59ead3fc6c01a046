import { Controller, Get, HttpCode, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtraModels, ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '@siku/access';
import { StreamedBody, uploadOf } from '@siku/platform';
import type { FastifyRequest } from 'fastify';
import { Readable } from 'node:stream';
import { ReviewTaskService } from '../task/review-task.service.js';
import { ArchivedDecisionBody, ArchiveQuery, ImportReport } from './archived-decision.dto.js';
import { ArchiveService } from './archive.service.js';

const NDJSON = 'application/x-ndjson';

/** Decisions leave an installation and come into another. */
@ApiTags('stewardship')
@Controller('v1/decisions')
export class ArchiveController {
  constructor(
    private readonly tasks: ReviewTaskService,
    private readonly archive: ArchiveService,
  ) {}

  @Get('export')
  @Allow('operator')
  @ApiOperation({
    summary: 'All decisions with what they rule, a line of JSON each',
    description: 'What is sealed at rest stays sealed: it can be imported where SIKU_KEY is the same.',
  })
  @ApiExtraModels(ArchivedDecisionBody)
  @ApiOkResponse({ content: { [NDJSON]: { schema: { type: 'string' } } } })
  export(@CurrentPrincipal() principal: Principal, @Query() { base }: ArchiveQuery): StreamableFile {
    const lines = this.archive.lines(principal, this.tasks.visible(principal, base));
    return new StreamableFile(Readable.from(lines), {
      type: NDJSON,
      disposition: 'attachment; filename="decisions.ndjson"',
    });
  }

  @Post('import')
  @Allow('operator')
  @HttpCode(200)
  @StreamedBody()
  @ApiOperation({
    summary: 'Take up exported decisions; what is here already is passed over, a bad line is listed',
    description: 'They count as if made after those that are here, for records delivered before and after.',
  })
  @ApiConsumes(NDJSON, 'application/octet-stream')
  @ApiBody({ schema: { type: 'string', format: 'binary' } })
  @ApiOkResponse({ type: ImportReport })
  async import(@CurrentPrincipal() principal: Principal, @Req() request: FastifyRequest): Promise<ImportReport> {
    const { stream } = await uploadOf(request);
    return this.archive.restore(principal, stream);
  }
}
