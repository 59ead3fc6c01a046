import { Module, type OnModuleInit } from '@nestjs/common';
import { BaseRegistry, masterController, MasterDataModule, modelController } from '@siku/master-data';
import { geospatialBase } from './definition.js';
import { FeatureController } from './feature.controller.js';
import { LayerController } from './layer/layer.controller.js';
import { LayerRepository } from './layer/layer.repository.js';
import { LayerService } from './layer/layer.service.js';

@Module({
  imports: [MasterDataModule],
  // The list and its fixed paths come first: the common controller ends in `:id`.
  controllers: [FeatureController, LayerController, modelController(geospatialBase), masterController(geospatialBase)],
  providers: [LayerRepository, LayerService],
})
export class GeospatialModule implements OnModuleInit {
  constructor(private readonly bases: BaseRegistry) {}

  onModuleInit(): void {
    this.bases.register(geospatialBase);
  }
}
