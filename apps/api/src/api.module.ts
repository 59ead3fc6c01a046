import { Module, type DynamicModule } from '@nestjs/common';
import { GeospatialModule } from '@siku/geospatial';
import { LegalEntityModule } from '@siku/legal-entity';
import { MacroeconomicModule } from '@siku/macroeconomic';
import { PlatformModule, type PlatformOptions } from '@siku/platform';
import { PopulationModule } from '@siku/population';

/** Everything the API serves. */
@Module({})
export class ApiModule {
  static forRoot(options: PlatformOptions): DynamicModule {
    return {
      module: ApiModule,
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
