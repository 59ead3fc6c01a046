import { Module, type OnModuleInit } from '@nestjs/common';
import { BaseRegistry, boundController, masterController, MasterDataModule, modelController } from '@siku/master-data';
import { stewardController, StewardshipModule } from '@siku/stewardship';
import { populationBase } from './definition.js';
import { FamilyService } from './family.service.js';
import { PopulationController } from './population.controller.js';
import { SearchService } from './search.service.js';

@Module({
  imports: [MasterDataModule, StewardshipModule],
  // Fixed paths come first: the common controller ends in `:id`.
  controllers: [
    PopulationController,
    boundController(populationBase),
    modelController(populationBase),
    stewardController(populationBase),
    masterController(populationBase),
  ],
  providers: [FamilyService, SearchService],
})
export class PopulationModule implements OnModuleInit {
  constructor(private readonly bases: BaseRegistry) {}

  onModuleInit(): void {
    this.bases.register(populationBase);
  }
}
