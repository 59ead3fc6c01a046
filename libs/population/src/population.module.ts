import { Module, type OnModuleInit } from '@nestjs/common';
import { BaseRegistry, boundController, masterController, MasterDataModule, modelController } from '@siku/master-data';
import { stewardController, StewardshipModule } from '@siku/stewardship';
import { populationBase } from './definition.js';
import { FamilyService } from './household/family.service.js';
import { HouseholdController } from './household/household.controller.js';
import { HouseholdService } from './household/household.service.js';
import { PopulationController } from './population.controller.js';
import { SearchService } from './search.service.js';

@Module({
  imports: [MasterDataModule, StewardshipModule],
  // Fixed paths come first: the common controller ends in `:id`.
  controllers: [
    HouseholdController,
    PopulationController,
    boundController(populationBase),
    modelController(populationBase),
    stewardController(populationBase),
    masterController(populationBase),
  ],
  providers: [FamilyService, HouseholdService, SearchService],
})
export class PopulationModule implements OnModuleInit {
  constructor(private readonly bases: BaseRegistry) {}

  onModuleInit(): void {
    this.bases.register(populationBase);
  }
}
