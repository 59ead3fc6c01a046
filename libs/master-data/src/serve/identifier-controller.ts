import { Controller, Get, Header, Param, Query, type Type } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import type { BaseDefinition } from '../base/base-definition.js';
import type { Filter } from './master.repository.js';
import { MasterService } from './master.service.js';
import { RecordQuery } from './read.dto.js';
import { namedAfter, ReadsBase } from './reads-base.js';
import { RecordView } from './record.view.js';

/** The identifiers that records of a base are found by. */
export interface Identifiers {
  /** what a scheme may be, for the description of the route */
  schemes: string;
  /** the records that have one; throws 400 where there is no such scheme */
  filter(scheme: string, value: string): Filter;
}

/** `/v1/{path}/by-identifier/{scheme}/{value}`, for bases whose identifiers may stand in an address. */
export function identifierController({ code, path }: BaseDefinition, { schemes, filter }: Identifiers): Type<object> {
  @ApiTags(path)
  @Controller(`v1/${path}/by-identifier`)
  @ReadsBase(code)
  class IdentifierController {
    constructor(private readonly masters: MasterService) {}

    @Get(':scheme/:value')
    @Allow('application', 'steward', 'operator')
    @Header('Content-Type', 'application/json; charset=utf-8')
    @ApiOperation({ summary: `The record that has, or once had, an identifier; scheme: ${schemes}` })
    @ApiOkResponse({ type: RecordView })
    async byIdentifier(
      @Param('scheme') scheme: string,
      @Param('value') value: string,
      @Query() query: RecordQuery,
    ): Promise<string> {
      return (await this.masters.byIdentifier(this.masters.base(code), filter(scheme, value), query)).text;
    }
  }
  return namedAfter(`${path}-by-identifier`, IdentifierController);
}
