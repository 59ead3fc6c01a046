import { Controller, Get, Query } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ListsRecords, MasterService, ReadsBase } from '@siku/master-data';
import { geospatialBase } from './definition.js';
import { FeatureQuery } from './feature.dto.js';
import { featureFilters } from './filter.repository.js';
import { LayerService } from './layer/layer.service.js';

const SORT_COLUMNS: Readonly<Record<string, string>> = { name: 'name_key', code: 'code' };

@ApiTags('features')
@Controller('v1/features')
@ReadsBase(geospatialBase.code)
export class FeatureController {
  constructor(
    private readonly masters: MasterService,
    private readonly layers: LayerService,
  ) {}

  @Get()
  @Allow('application', 'steward', 'operator')
  @ApiOperation({ summary: 'Features by layer, class, name, place and more, as of validAt and knownAt' })
  @ListsRecords(geospatialBase)
  async list(@Query() query: FeatureQuery) {
    await this.layers.requireNamed(query.layer, query.class);
    return this.masters.list(this.masters.base(geospatialBase.code), query, featureFilters(query), SORT_COLUMNS);
  }
}
