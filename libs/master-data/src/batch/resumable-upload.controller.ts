import { Controller, Delete, Head, Options, Patch, Post, Req, Res } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, Open, type Principal } from '@siku/access';
import { StreamedBody } from '@siku/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ResumableUploadService } from './resumable-upload.service.js';

/** tus 1.0: create, ask how far it got, go on, give up. */
@ApiTags('batches')
@Controller('v1/uploads')
export class ResumableUploadController {
  constructor(private readonly uploads: ResumableUploadService) {}

  @Post()
  @Allow('uploader', 'operator')
  @StreamedBody()
  @ApiOperation({ summary: 'Begin a resumable upload (tus 1.0); Upload-Metadata: dataset, mode, effectiveDate, dryRun' })
  create(@CurrentPrincipal() principal: Principal, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.handOver(principal, request, reply);
  }

  @Head(':id')
  @Allow('uploader', 'operator')
  @ApiOperation({ summary: 'How many bytes have arrived' })
  offset(@CurrentPrincipal() principal: Principal, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.handOver(principal, request, reply);
  }

  @Patch(':id')
  @Allow('uploader', 'operator')
  @StreamedBody()
  @ApiOperation({ summary: 'Go on with an upload; the answer to the last part names the batch in Siku-Batch' })
  append(@CurrentPrincipal() principal: Principal, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.handOver(principal, request, reply);
  }

  @Delete(':id')
  @Allow('uploader', 'operator')
  @ApiOperation({ summary: 'Give an upload up' })
  abandon(@CurrentPrincipal() principal: Principal, @Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    return this.handOver(principal, request, reply);
  }

  @Options()
  @Open()
  @ApiOperation({ summary: 'What the server can do of the protocol' })
  capabilities(@Res() reply: FastifyReply): void {
    void reply
      .status(204)
      .headers({ 'Tus-Resumable': '1.0.0', 'Tus-Version': '1.0.0', 'Tus-Extension': 'creation,creation-with-upload,termination,expiration' })
      .send();
  }

  private async handOver(principal: Principal, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack();
    await this.uploads.handle(principal, request.raw, reply.raw);
  }
}
