import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentAsking, type Asking } from '@siku/access';
import { FieldsQuery, ForPurpose, ReadsBase } from '@siku/master-data';
import { populationBase } from '../definition.js';
import { HouseholdHistoryView, HouseholdPage, HouseholdSearch, HouseholdView, LifeQuery } from './household.dto.js';
import { HouseholdService } from './household.service.js';

/** Households 户, which no list shows: they are found by a number or a member, within a grant. */
@ApiTags('households')
@Controller('v1/households')
@ReadsBase(populationBase.code)
@ForPurpose(populationBase.reading)
@Allow('application', 'steward', 'operator')
export class HouseholdController {
  constructor(private readonly households: HouseholdService) {}

  @Post('search')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Up to ten households; more hits are an error',
    description: 'By number, or by a member. Everybody shown finds it in her log.',
  })
  @ApiOkResponse({ type: HouseholdPage })
  search(@CurrentAsking() asking: Asking, @Body() search: HouseholdSearch): Promise<HouseholdPage> {
    return this.households.search(asking, search);
  }

  @Get(':id')
  @ApiOperation({ summary: 'A household 户 at the read point: its head, its address, its members' })
  @ApiOkResponse({ type: HouseholdView })
  get(@CurrentAsking() asking: Asking, @Param('id') id: string, @Query() query: FieldsQuery): Promise<HouseholdView> {
    return this.households.get(asking, id, query);
  }

  @Get(':id/history')
  @ApiOperation({ summary: 'Who belonged to a household and where it was, over the whole of valid time' })
  @ApiOkResponse({ type: HouseholdHistoryView })
  history(
    @CurrentAsking() asking: Asking,
    @Param('id') id: string,
    @Query() { knownAt }: LifeQuery,
  ): Promise<HouseholdHistoryView> {
    return this.households.history(asking, id, knownAt);
  }
}
