import type { Readable } from 'node:stream';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyRequest } from 'fastify';
import { badRequest } from '../problem/problem.js';

declare module 'fastify' {
  interface FastifyContextConfig {
    streamedBody?: boolean;
  }
}

/** For handlers that take a body of any type as a stream: nothing parses it, and only they bound its size. */
export const StreamedBody = (): MethodDecorator & ClassDecorator => RouteConfig({ streamedBody: true });

/** A file as it arrives. */
export interface Upload {
  stream: Readable;
  /** as the sender named it; a hint for people, never a path */
  filename: string | null;
  /** declared media type, without parameters */
  mediaType: string | null;
}

/** The file of an upload: the body itself, or the part `file` of a form. */
export async function uploadOf(request: FastifyRequest): Promise<Upload> {
  if (request.isMultipart()) {
    const part = await request.file();
    if (part?.fieldname === 'file')
      return { stream: part.file, filename: part.filename || null, mediaType: part.mimetype };
    throw badRequest('file-missing', {
      zh: '表单中没有名为 file 的文件',
      en: 'the form has no file part named "file"',
    });
  }
  const stream = request.body as Readable | undefined;
  if (stream)
    return { stream, filename: null, mediaType: request.headers['content-type']?.split(';')[0]?.trim() ?? null };
  throw badRequest('file-missing', { zh: '请求中没有文件内容', en: 'the request has no body' });
}
