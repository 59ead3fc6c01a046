import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageLimit } from '@siku/platform';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Matches, Max, Min } from 'class-validator';
import { datasetDefinitionSchema } from '../definition/dataset-definition.schema.js';
import type { DatasetDefinition } from '../definition/dataset-definition.js';
import { CODE, DEFAULT_LIMIT, PageQuery } from '../http/page.dto.js';
import type { Dataset } from './dataset.service.js';

export class DatasetParameters {
  @ApiProperty({ pattern: CODE.source, example: 'civil-affairs-organisations' })
  @Matches(CODE)
  code!: string;
}

export class DatasetVersionParameters extends DatasetParameters {
  @ApiProperty({ minimum: 1 })
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version!: number;
}

export class DatasetQuery extends PageQuery {
  @ApiPropertyOptional({ example: 'legal-entity' })
  @IsOptional()
  @Matches(CODE)
  base?: string;

  @ApiPropertyOptional({ example: 'civil-affairs' })
  @IsOptional()
  @Matches(CODE)
  department?: string;
}

export class DatasetVersionQuery {
  @ApiPropertyOptional({ description: '`next` of the page before', minimum: 1 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  after?: number;

  @PageLimit({ maximum: 1000, default: DEFAULT_LIMIT })
  limit?: number;
}

/** The definition, and what the catalogue knows beside it. */
export type DatasetView = DatasetDefinition & Omit<Dataset, 'definition'>;

export const datasetView = ({ code, version, changedAt, changedBy, definition }: Dataset): DatasetView => ({
  code,
  version,
  changedAt,
  changedBy,
  ...definition,
});

/** Of the list of versions: without the definition, which is read one by one. */
export type DatasetVersionView = Omit<Dataset, 'definition'>;

export const datasetVersionView = ({ code, version, changedAt, changedBy }: Dataset): DatasetVersionView => ({
  code,
  version,
  changedAt,
  changedBy,
});

const added = {
  code: { type: 'string' },
  version: { type: 'integer' },
  changedAt: { type: 'string', format: 'date-time' },
  changedBy: { type: 'string', description: 'Principal who made the change' },
};

/** The same texts for the OpenAPI page. */
export const datasetViewSchema = {
  ...datasetDefinitionSchema,
  properties: { ...added, ...datasetDefinitionSchema.properties },
  required: [...Object.keys(added), ...datasetDefinitionSchema.required],
};

export const datasetVersionViewSchema = { type: 'object', properties: added, required: Object.keys(added) };

export const pageSchema = (items: object) => ({
  type: 'object',
  properties: { items: { type: 'array', items }, next: { type: ['string', 'null'] } },
  required: ['items', 'next'],
});
