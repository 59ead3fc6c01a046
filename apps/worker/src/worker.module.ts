import { Module, type DynamicModule } from '@nestjs/common';
import { GeospatialModule } from '@siku/geospatial';
import { LegalEntityModule } from '@siku/legal-entity';
import { MacroeconomicModule } from '@siku/macroeconomic';
import { PlatformModule, type PlatformOptions } from '@siku/platform';
import { PopulationModule } from '@siku/population';

/** Everything whose jobs a worker runs. */
@Module({})
export class WorkerModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return {
      module: WorkerModule,
      imports: [
        PlatformModule.forRoot(options),
        LegalEntityModule,
        PopulationModule,
        GeospatialModule,
        MacroeconomicModule,
      ],
    };
  }
}
