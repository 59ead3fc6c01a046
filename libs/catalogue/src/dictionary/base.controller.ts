import { Controller, Get, Param } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOkResponse, ApiOperation, ApiProperty, ApiTags } from '@nestjs/swagger';
import { Allow } from '@siku/access';
import { Problem } from '@siku/platform';
import { Matches } from 'class-validator';
import { CODE } from '../http/page.dto.js';
import type { AttributeDictionary } from './attribute-spec.js';
import { BaseCatalogue } from './base-catalogue.js';

class BaseParameters {
  @ApiProperty({ pattern: CODE.source, example: 'legal-entity' })
  @Matches(CODE)
  code!: string;
}

class BaseView {
  @ApiProperty({ example: 'legal-entity' })
  code!: string;

  @ApiProperty({ description: 'Path of its read API', example: 'legal-entities' })
  path!: string;

  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description: 'Attribute path → what a mapping may fill it with',
  })
  attributes!: AttributeDictionary;
}

class BasePage {
  @ApiProperty({ type: [BaseView] })
  items!: BaseView[];

  @ApiProperty({ type: String, nullable: true, description: 'Always null: there are only a few bases' })
  next!: string | null;
}

const viewOf = ({ code, path, attributes }: BaseView): BaseView => ({ code, path, attributes });

@ApiTags('catalogue')
@Controller('v1/bases')
@Allow('uploader', 'application', 'steward', 'operator')
export class BaseController {
  constructor(private readonly bases: BaseCatalogue) {}

  @Get()
  @ApiOperation({ summary: 'Bases with their data dictionaries' })
  @ApiOkResponse({ type: BasePage })
  list(): BasePage {
    return { items: this.bases.all().map(viewOf), next: null };
  }

  @Get(':code')
  @ApiOperation({ summary: 'One base with its data dictionary' })
  @ApiOkResponse({ type: BaseView })
  @ApiNotFoundResponse({ description: 'There is no such base' })
  get(@Param() { code }: BaseParameters): BaseView {
    const base = this.bases.find(code);
    if (!base) throw new Problem(404, 'base-not-found', { zh: '没有这个基础库', en: 'There is no such base' });
    return viewOf(base);
  }
}
