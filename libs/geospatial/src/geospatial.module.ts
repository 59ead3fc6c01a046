import { Module, type OnModuleInit } from '@nestjs/common';
import {
  BaseRegistry,
  identifierController,
  LocatorPort,
  masterController,
  MasterDataModule,
  modelController,
  PublicationListeners,
  RelocationService,
} from '@siku/master-data';
import { stewardController, StewardshipModule } from '@siku/stewardship';
import { geospatialBase } from './definition.js';
import { FeatureController } from './feature.controller.js';
import { featureIdentifiers } from './filter.repository.js';
import { AddressLocator } from './geocode/address-locator.js';
import { GeocodeController } from './geocode/geocode.controller.js';
import { GeocodeRepository } from './geocode/geocode.repository.js';
import { GeocodeService } from './geocode/geocode.service.js';
import { StreetNames } from './geocode/street-names.js';
import { LayerController } from './layer/layer.controller.js';
import { LayerRepository } from './layer/layer.repository.js';
import { LayerService } from './layer/layer.service.js';
import { ItemsController } from './ogc/items.controller.js';
import { ItemsRepository } from './ogc/items.repository.js';
import { ReadyItemsRepository } from './ogc/ready-items.repository.js';
import { MapAssetsController } from './ogc/map-assets.controller.js';
import { OgcController } from './ogc/ogc.controller.js';
import { OgcService } from './ogc/ogc.service.js';
import { TileController } from './tiles/tile.controller.js';
import { TileRepository } from './tiles/tile.repository.js';
import { TileService } from './tiles/tile.service.js';

@Module({
  imports: [MasterDataModule, StewardshipModule],
  // The list and its fixed paths come first: the common controller ends in `:id`.
  controllers: [
    FeatureController,
    LayerController,
    GeocodeController,
    identifierController(geospatialBase, featureIdentifiers),
    modelController(geospatialBase),
    stewardController(geospatialBase),
    masterController(geospatialBase),
    ItemsController,
    OgcController,
    MapAssetsController,
    TileController,
  ],
  providers: [
    AddressLocator,
    GeocodeRepository,
    GeocodeService,
    StreetNames,
    LayerRepository,
    LayerService,
    ItemsRepository,
    ReadyItemsRepository,
    OgcService,
    TileRepository,
    TileService,
  ],
})
export class GeospatialModule implements OnModuleInit {
  constructor(
    private readonly bases: BaseRegistry,
    private readonly port: LocatorPort,
    private readonly locator: AddressLocator,
    private readonly publications: PublicationListeners,
    private readonly relocations: RelocationService,
  ) {}

  onModuleInit(): void {
    this.bases.register(geospatialBase);
    this.port.register(this.locator);
    this.publications.add(async (base) => {
      if (base === geospatialBase.code) await this.relocations.offer();
    });
  }
}
