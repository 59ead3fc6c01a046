import { Module, type OnModuleInit } from '@nestjs/common';
import { AccessModule } from '@siku/access';
import { CatalogueModule } from '@siku/catalogue';
import {
  BaseRegistry,
  identifierController,
  masterController,
  MasterDataModule,
  PublicationListeners,
  UnfinishedWork,
} from '@siku/master-data';
import { JobQueue } from '@siku/platform';
import { stewardController, StewardshipModule } from '@siku/stewardship';
import { macroeconomicBase } from './definition.js';
import { BaseFigures } from './derive/base-figures.js';
import { DerivationRepository } from './derive/derivation.repository.js';
import { DERIVE_JOB, DerivationService } from './derive/derivation.service.js';
import { DescribedSeries } from './fred/described-series.js';
import { FredController } from './fred/fred.controller.js';
import { FredReleaseController } from './fred/fred-release.controller.js';
import { FredReleaseRepository } from './fred/fred-release.repository.js';
import { FredReleaseTablesService } from './fred/fred-release-tables.service.js';
import { FredReleaseService } from './fred/fred-release.service.js';
import { FredSearchService } from './fred/fred-search.service.js';
import { FredTagController } from './fred/fred-tag.controller.js';
import { FredTagService } from './fred/fred-tag.service.js';
import { FredService } from './fred/fred.service.js';
import { IndicatorController } from './indicator/indicator.controller.js';
import { IndicatorRepository } from './indicator/indicator.repository.js';
import { IndicatorService } from './indicator/indicator.service.js';
import { ObservationController } from './observation/observation.controller.js';
import { observationIdentifiers } from './observation/observation-identifiers.js';
import { ObservationRepository } from './observation/observation.repository.js';
import { PublishedRepository } from './observation/published.repository.js';
import { AvailabilityController } from './sdmx/availability.controller.js';
import { AvailabilityService } from './sdmx/availability.service.js';
import { NotOfferedController } from './sdmx/not-offered.controller.js';
import { SdmxController } from './sdmx/sdmx.controller.js';
import { DepartmentViewRepository } from './series/department-views.repository.js';
import { SeriesController } from './series/series.controller.js';
import { SeriesService } from './series/series.service.js';
import { StructureController } from './structure/structure.controller.js';
import { StructureRepository } from './structure/structure.repository.js';
import { StructureService } from './structure/structure.service.js';

@Module({
  imports: [AccessModule, CatalogueModule, MasterDataModule, StewardshipModule],
  // The list and its fixed paths come first: the common controller ends in `:id`.
  controllers: [
    ObservationController,
    SeriesController,
    IndicatorController,
    SdmxController,
    AvailabilityController,
    NotOfferedController,
    StructureController,
    FredController,
    FredReleaseController,
    FredTagController,
    identifierController(macroeconomicBase, observationIdentifiers),
    masterController(macroeconomicBase),
    stewardController(macroeconomicBase),
  ],
  providers: [
    StructureRepository,
    StructureService,
    AvailabilityService,
    FredService,
    FredSearchService,
    FredTagService,
    FredReleaseService,
    FredReleaseTablesService,
    FredReleaseRepository,
    DescribedSeries,
    BaseFigures,
    DerivationRepository,
    DerivationService,
    ObservationRepository,
    PublishedRepository,
    SeriesService,
    DepartmentViewRepository,
    IndicatorService,
    IndicatorRepository,
  ],
})
export class MacroeconomicModule implements OnModuleInit {
  constructor(
    private readonly bases: BaseRegistry,
    private readonly derivations: DerivationService,
    private readonly publications: PublicationListeners,
    private readonly unfinished: UnfinishedWork,
    private readonly queue: JobQueue,
  ) {}

  onModuleInit(): void {
    this.bases.register(macroeconomicBase);
    this.queue.process(DERIVE_JOB, () => this.derivations.run());
    this.publications.add(() => this.derivations.offer());
    this.unfinished.add(() => this.derivations.offer());
  }
}
