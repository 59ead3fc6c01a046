import { Body, Controller, HttpCode, Post } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { ReadsBase } from '@siku/master-data';
import { badRequest } from '@siku/platform';
import { geospatialBase } from '../definition.js';
import { GeocodeBody, GeocodedAddresses, ReverseBody, ReverseGeocoded } from './geocode.dto.js';
import { GeocodeService } from './geocode.service.js';

/** By POST: an address may be somebody's, and has no place in a URL. */
@ApiTags('features')
@Controller('v1/geocode')
@Allow('application', 'steward', 'operator')
@ReadsBase(geospatialBase.code)
export class GeocodeController {
  constructor(private readonly service: GeocodeService) {}

  @Post()
  @HttpCode(200)
  @ApiOperation({ summary: 'Where addresses are, and how far down that is sure; one, or up to 1,000' })
  @ApiOkResponse({ type: GeocodedAddresses })
  async geocode(@Body() { address, addresses, prefecture }: GeocodeBody): Promise<GeocodedAddresses> {
    if ((address === undefined) === (addresses === undefined)) {
      const message = { zh: '须有且仅有 address 或 addresses 之一', en: 'give either `address` or `addresses`' };
      throw badRequest('invalid-body', message, [{ pointer: '#/address', code: 'one-of', message }]);
    }
    return { items: await this.service.geocode(addresses ?? [address!], prefecture) };
  }

  @Post('reverse')
  @HttpCode(200)
  @ApiOperation({ summary: 'The nearest standard address and the divisions of a position' })
  @ApiOkResponse({ type: ReverseGeocoded })
  reverse(@Body() { point: [longitude, latitude] }: ReverseBody): Promise<ReverseGeocoded> {
    if (Math.abs(longitude!) > 180 || Math.abs(latitude!) > 90) {
      const message = { zh: '坐标须为度，经度在前', en: 'degrees, longitude first' };
      throw badRequest('invalid-body', message, [{ pointer: '#/point', code: 'out-of-range', message }]);
    }
    return this.service.reverse(longitude!, latitude!);
  }
}
