import { Module, type OnModuleInit } from '@nestjs/common';
import {
  BaseRegistry,
  identifierController,
  masterController,
  MasterDataModule,
  modelController,
} from '@siku/master-data';
import { stewardController, StewardshipModule } from '@siku/stewardship';
import { legalEntityBase } from './definition.js';
import { legalEntityIdentifiers } from './filter.repository.js';
import { LegalEntityController } from './legal-entity.controller.js';
import { RelationService } from './relation.service.js';

@Module({
  imports: [MasterDataModule, StewardshipModule],
  // The list and its fixed paths come first: the common controller ends in `:id`.
  controllers: [
    LegalEntityController,
    identifierController(legalEntityBase, legalEntityIdentifiers),
    modelController(legalEntityBase),
    stewardController(legalEntityBase),
    masterController(legalEntityBase),
  ],
  providers: [RelationService],
})
export class LegalEntityModule implements OnModuleInit {
  constructor(private readonly bases: BaseRegistry) {}

  onModuleInit(): void {
    this.bases.register(legalEntityBase);
  }
}
