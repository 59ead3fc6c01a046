import { Body, Controller, Get, Param, Put } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow, CurrentPrincipal, type Principal } from '@siku/access';
import { messageOf } from '@siku/catalogue';
import { Matches } from 'class-validator';
import { LayerBody, LayerPage, LayerView } from './layer.dto.js';
import { LayerService } from './layer.service.js';

class LayerParameters {
  @ApiProperty({ example: 'roads', pattern: '^[a-z][a-z0-9_-]{0,62}$' })
  @Matches(/^[a-z][a-z0-9_-]{0,62}$/)
  code!: string;
}

@ApiTags('features')
@Controller('v1/layers')
@Allow('uploader', 'application', 'steward', 'operator')
export class LayerController {
  constructor(private readonly layers: LayerService) {}

  @Get()
  @ApiOperation({ summary: 'The layers of the map' })
  @ApiOkResponse({ type: LayerPage })
  async list(): Promise<LayerPage> {
    return { items: (await this.layers.all()) as LayerView[], next: null };
  }

  @Get(':code')
  @ApiOperation({ summary: 'One layer: its classes and the attributes its features have' })
  @ApiOkResponse({ type: LayerView })
  async get(@Param() { code }: LayerParameters): Promise<LayerView> {
    return (await this.layers.get(code)) as LayerView;
  }

  @Put(':code')
  @Allow('operator')
  @ApiOperation({ summary: 'Create or change a layer', description: 'The same content again changes nothing.' })
  @ApiOkResponse({ type: LayerView })
  async put(
    @Param() { code }: LayerParameters,
    @Body() { title, description, geometry, classes = {}, properties = [], topology = [] }: LayerBody,
    @CurrentPrincipal() principal: Principal,
  ): Promise<LayerView> {
    const layer = {
      code,
      title: messageOf(title),
      ...(description && { description: messageOf(description) }),
      geometry,
      classes,
      properties: properties.map((property) => ({ ...property, title: messageOf(property.title) })),
      topology,
    };
    return (await this.layers.put(layer, principal.id)) as LayerView;
  }
}
