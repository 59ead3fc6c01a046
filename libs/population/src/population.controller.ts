import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentAsking, type Asking } from '@siku/access';
import { FieldsQuery, ForPurpose, ReadsBase, TimeQuery } from '@siku/master-data';
import { UuidPipe } from '@siku/platform';
import { populationBase } from './definition.js';
import { FamilyService } from './household/family.service.js';
import { HouseholdView, KinPage, LifeQuery, MovePage } from './household/household.dto.js';
import { HouseholdService } from './household/household.service.js';
import { PersonPage, PersonSearch } from './search.dto.js';
import { SearchService } from './search.service.js';

@ApiTags('persons')
@Controller('v1/persons')
@ReadsBase(populationBase.code)
@ForPurpose(populationBase.reading)
@Allow('application', 'steward', 'operator')
export class PopulationController {
  constructor(
    private readonly searches: SearchService,
    private readonly families: FamilyService,
    private readonly households: HouseholdService,
  ) {}

  @Post('search')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Up to ten persons; more hits are an error',
    description:
      'What is searched by, and every field, must be granted for the purpose. Everybody meant finds it in her log.',
  })
  @ApiOkResponse({ type: PersonPage })
  search(@CurrentAsking() asking: Asking, @Body() search: PersonSearch): Promise<PersonPage> {
    return this.searches.search(asking, search);
  }

  @Get(':id/household')
  @ApiOperation({ summary: 'The household 户 of a person at the read point, and its members' })
  @ApiOkResponse({ type: HouseholdView })
  household(
    @CurrentAsking() asking: Asking,
    @Param('id', UuidPipe) id: string,
    @Query() query: FieldsQuery,
  ): Promise<HouseholdView> {
    return this.households.of(asking, id, query);
  }

  @Get(':id/kin')
  @ApiOperation({ summary: 'Kin of a person, whoever named whom, with the ids they resolve to' })
  @ApiOkResponse({ type: KinPage })
  kin(@CurrentAsking() asking: Asking, @Param('id', UuidPipe) id: string, @Query() query: TimeQuery): Promise<KinPage> {
    return this.families.kin(asking, id, query);
  }

  @Get(':id/moves')
  @ApiOperation({ summary: 'Moves of a person between divisions, of registered address and residence' })
  @ApiOkResponse({ type: MovePage })
  moves(
    @CurrentAsking() asking: Asking,
    @Param('id', UuidPipe) id: string,
    @Query() { knownAt }: LifeQuery,
  ): Promise<MovePage> {
    return this.families.moves(asking, id, knownAt);
  }
}
