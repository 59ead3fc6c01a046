import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Attributes } from '../base/base-definition.js';

/** A record as it was true from `validFrom` on, and known from `knownFrom` on. Intervals are half-open. */
export class RecordView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: 'integer', minimum: 1 })
  version!: number;

  @ApiProperty({ format: 'date' })
  validFrom!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true, description: 'null: still true' })
  validTo!: string | null;

  @ApiProperty({ format: 'date-time' })
  knownFrom!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true, description: 'null: known now' })
  knownTo!: string | null;

  @ApiProperty({
    type: Object,
    additionalProperties: true,
    description: 'Golden values in the names of the data dictionary, GET /v1/bases/{code}',
  })
  attributes!: Attributes;

  @ApiPropertyOptional({
    type: Object,
    additionalProperties: { type: 'boolean' },
    description: 'Of bases that are read for a purpose: what everybody is told, whatever was asked for',
  })
  markers?: Record<string, boolean>;
}

export class RecordPage {
  @ApiProperty({ type: [RecordView] })
  items!: RecordView[];

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;

  @ApiPropertyOptional({ type: 'integer', minimum: 0, description: 'With count=exact' })
  total?: number;
}

export class LookupView {
  @ApiProperty({ type: [RecordView], description: 'In the order of ids' })
  items!: RecordView[];

  @ApiProperty({ type: [String], format: 'uuid', description: 'Ids of which there is no record at that point' })
  missing!: string[];
}
