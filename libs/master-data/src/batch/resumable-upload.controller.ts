import { Controller, Delete, Head, Headers, Options, Param, Patch, Post, Req, Res } from '@nestjs/common';
import {
  ApiConsumes,
  ApiCreatedResponse,
  ApiHeader,
  ApiNoContentResponse,
  ApiOkResponse,
  ApiOperation,
  ApiTags,
} from '@nestjs/swagger';
import { Allow, CurrentPrincipal, Open, type Principal } from '@siku/access';
import { StreamedBody } from '@siku/platform';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { ResumableUploadService } from './resumable-upload.service.js';

const PROTOCOL = { 'Tus-Resumable': '1.0.0' };

const HEADER = { schema: { type: 'string' } };

const PART = 'application/offset+octet-stream';

/** tus 1.0: create, ask how far it got, go on, give up. */
@ApiTags('batches')
@Controller('v1/uploads')
export class ResumableUploadController {
  constructor(private readonly uploads: ResumableUploadService) {}

  @Post()
  @Allow('uploader', 'operator')
  @StreamedBody()
  @ApiOperation({
    summary: 'Begin a resumable upload (tus 1.0); Upload-Metadata: dataset, mode, effectiveDate, dryRun',
  })
  @ApiHeader({ name: 'Upload-Metadata', required: true, description: 'name and base64 value, comma-separated' })
  @ApiHeader({ name: 'Upload-Length', required: false, description: 'Bytes' })
  @ApiConsumes(PART)
  @ApiCreatedResponse({
    description: 'Location is where to go on',
    headers: { Location: HEADER, 'Siku-Batch': HEADER },
  })
  async create(
    @CurrentPrincipal() principal: Principal,
    @Headers('upload-metadata') metadata: string | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.uploads.admit(principal, metadata);
    await this.handOver(principal, request, reply);
  }

  @Head(':id')
  @Allow('uploader', 'operator')
  @ApiOperation({ summary: 'How many bytes have arrived, and the batch once it is all of them' })
  @ApiOkResponse({ headers: { 'Upload-Offset': HEADER, 'Upload-Length': HEADER, 'Siku-Batch': HEADER } })
  async offset(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const completed = await this.uploads.completed(principal, id);
    if (!completed) return this.handOver(principal, request, reply);
    const length = String(completed.size);
    void reply
      .headers({ ...PROTOCOL, 'Upload-Offset': length, 'Upload-Length': length, 'Siku-Batch': completed.batch })
      .header('Cache-Control', 'no-store')
      .send();
  }

  @Patch(':id')
  @Allow('uploader', 'operator')
  @StreamedBody()
  @ApiOperation({ summary: 'Go on with an upload; the answer to the last part names the batch in Siku-Batch' })
  @ApiHeader({ name: 'Upload-Offset', required: true })
  @ApiConsumes(PART)
  @ApiNoContentResponse({ headers: { 'Upload-Offset': HEADER, 'Siku-Batch': HEADER } })
  async append(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.uploads.requireOwn(principal, id);
    await this.handOver(principal, request, reply);
  }

  @Delete(':id')
  @Allow('uploader', 'operator')
  @ApiOperation({ summary: 'Give an upload up' })
  @ApiNoContentResponse()
  async abandon(
    @CurrentPrincipal() principal: Principal,
    @Param('id') id: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    await this.uploads.requireOwn(principal, id);
    await this.handOver(principal, request, reply);
  }

  @Options()
  @Open()
  @ApiOperation({ summary: 'What the server can do of the protocol' })
  @ApiNoContentResponse({ headers: { 'Tus-Version': HEADER, 'Tus-Extension': HEADER } })
  capabilities(@Res() reply: FastifyReply): void {
    void reply
      .status(204)
      .headers({
        ...PROTOCOL,
        'Tus-Version': '1.0.0',
        'Tus-Extension': 'creation,creation-with-upload,termination,expiration',
      })
      .send();
  }

  private async handOver(principal: Principal, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack();
    // What the hooks before this one set, such as the security headers.
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    await this.uploads.handle(principal, request.raw, reply.raw);
  }
}
