import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Ids } from '@siku/platform';
import { ArrayMaxSize, ArrayMinSize, IsArray, IsObject, IsOptional } from 'class-validator';
import type { Attributes } from '../base/base-definition.js';

export class MatchBody {
  @ApiProperty({
    type: 'object',
    additionalProperties: true,
    description: 'Attributes in the names of the data dictionary',
  })
  @IsObject()
  attributes!: Attributes;

  @ApiPropertyOptional({ format: 'uuid', description: 'Only this record, where it is a candidate' })
  @IsOptional()
  @Ids()
  candidate?: string;
}

export class LookupBody {
  @ApiProperty({ type: [String], format: 'uuid', maxItems: 1000 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @Ids({ each: true })
  ids!: string[];
}
