import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ListsRecords, MasterService, ReadsBase, TimeQuery } from '@siku/master-data';
import { UuidPipe } from '@siku/platform';
import { legalEntityBase } from './definition.js';
import { legalEntityFilters } from './filter.repository.js';
import { LegalEntityQuery } from './legal-entity.dto.js';
import { RelationService } from './relation.service.js';
import { RelationPage } from './relation.view.js';

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
    const base = this.masters.base(legalEntityBase.code);
    return this.masters.list(base, query, legalEntityFilters(query), SORT_COLUMNS);
  }

  @Get(':id/relations')
  @Allow('application', 'steward', 'operator')
  @ApiOperation({ summary: 'Branches, shareholders and the like, in both directions, with the ids they resolve to' })
  @ApiOkResponse({ type: RelationPage })
  related(@Param('id', UuidPipe) id: string, @Query() query: TimeQuery) {
    return this.relations.of(id, query);
  }
}
