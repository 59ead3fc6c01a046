import { Controller, Get, Req } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import { AnyQuery } from '@siku/platform';
import type { FastifyRequest } from 'fastify';
import { macroeconomicBase } from '../definition.js';
import { notImplemented } from './not-implemented.js';

/** Interfaces of SDMX REST that every service has, if only to say that it does not offer them. */
const NOT_OFFERED = ['schema', 'metadata', 'registration'];

@ApiExcludeController()
@Controller('sdmx')
@ReadsBase(macroeconomicBase.code)
@Allow('application', 'steward', 'operator')
export class NotOfferedController {
  @Get(['2.1', '3.0'].flatMap((api) => NOT_OFFERED.flatMap((name) => [`${api}/${name}`, `${api}/${name}/*`])))
  @AnyQuery()
  refuse(@Req() { url }: FastifyRequest): never {
    throw notImplemented(NOT_OFFERED.find((name) => url.split('/')[3]?.startsWith(name))!);
  }
}
