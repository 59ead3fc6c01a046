import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ListsRecords, MasterService, ReadsBase, RecordQuery, RecordView } from '@siku/master-data';
import { badRequest } from '@siku/platform';
import { geospatialBase } from './definition.js';
import { FeatureQuery } from './feature.dto.js';
import { featureFilters, hasCode } from './filter.repository.js';

/** Column of each sort; a leading minus reverses it. */
const SORT_COLUMNS: Readonly<Record<string, string>> = { name: 'name_key', code: 'code' };

@ApiTags('features')
@Controller('v1/features')
@ReadsBase(geospatialBase.code)
export class FeatureController {
  constructor(private readonly masters: MasterService) {}

  @Get()
  @Allow('application', 'steward', 'operator')
  @ApiOperation({ summary: 'Features by layer, class, name, place and more, as of validAt and knownAt' })
  @ListsRecords(geospatialBase)
  list(@Query() query: FeatureQuery) {
    const { sort } = query;
    const column = sort && SORT_COLUMNS[sort.replace(/^-/, '')];
    const order = column ? { column, descending: sort.startsWith('-') } : null;
    return this.masters.list(this.masters.base(geospatialBase.code), query, featureFilters(query), order);
  }

  @Get('by-identifier/:scheme/:value')
  @Allow('application', 'steward', 'operator')
  @Header('Content-Type', 'application/json; charset=utf-8')
  @ApiOperation({ summary: 'The feature that has, or once had, a code; scheme is `code`, or the layer it is one of' })
  @ApiOkResponse({ type: RecordView })
  async byIdentifier(
    @Param('scheme') scheme: string,
    @Param('value') value: string,
    @Query() query: RecordQuery,
  ): Promise<string> {
    if (!/^[a-z][a-z0-9_-]{0,62}$/.test(scheme)) {
      const message = { zh: 'scheme 为 code 或图层代码', en: 'the scheme is `code`, or a layer' };
      throw badRequest('invalid-parameter', message, [{ parameter: 'scheme', code: 'invalid-parameter', message }]);
    }
    const own = hasCode(value);
    const filter =
      scheme === 'code' ? own : { sql: `${own.sql} AND v.layer = $$`, parameters: [...own.parameters, scheme] };
    return (await this.masters.byIdentifier(this.masters.base(geospatialBase.code), filter, query)).text;
  }
}
