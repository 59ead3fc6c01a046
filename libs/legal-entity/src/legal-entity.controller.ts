import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ListsRecords, MasterService, ReadsBase, RecordQuery, RecordView, TimeQuery } from '@siku/master-data';
import { UuidPipe } from '@siku/platform';
import { legalEntityBase } from './definition.js';
import { identifierFilter, legalEntityFilters } from './filter.repository.js';
import { LegalEntityQuery } from './legal-entity.dto.js';
import { RelationService } from './relation.service.js';
import { RelationPage } from './relation.view.js';

/** Column of each sort; a leading minus reverses it. */
const SORT_COLUMNS: Readonly<Record<string, string>> = {
  name: 'name_key',
  establishedOn: 'established_on',
  division: 'division',
};

@ApiTags('legal-entities')
@Controller('v1/legal-entities')
@ReadsBase(legalEntityBase.code)
export class LegalEntityController {
  constructor(
    private readonly masters: MasterService,
    private readonly relations: RelationService,
  ) {}

  @Get()
  @Allow('application', 'steward', 'operator')
  @ApiOperation({
    summary: 'Legal entities by name, identifier, division, industry and more, as of validAt and knownAt',
  })
  @ListsRecords(legalEntityBase)
  list(@Query() query: LegalEntityQuery) {
    const { sort } = query;
    const column = sort && SORT_COLUMNS[sort.replace(/^-/, '')];
    const order = column ? { column, descending: sort.startsWith('-') } : null;
    return this.masters.list(this.masters.base(legalEntityBase.code), query, legalEntityFilters(query), order);
  }

  @Get('by-identifier/:scheme/:value')
  @Allow('application', 'steward', 'operator')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @ApiOperation({ summary: 'The organisation that has, or once had, an identifier' })
  @ApiOkResponse({ type: RecordView })
  async byIdentifier(
    @Param('scheme') scheme: string,
    @Param('value') value: string,
    @Query() query: RecordQuery,
  ): Promise<string> {
    const base = this.masters.base(legalEntityBase.code);
    return (await this.masters.byIdentifier(base, identifierFilter(scheme, value), query)).text;
  }

  @Get(':id/relations')
  @Allow('application', 'steward', 'operator')
  @ApiOperation({ summary: 'Branches, shareholders and the like, in both directions, with the ids they resolve to' })
  @ApiOkResponse({ type: RelationPage })
  related(@Param('id', UuidPipe) id: string, @Query() query: TimeQuery) {
    return this.relations.of(id, query);
  }
}
