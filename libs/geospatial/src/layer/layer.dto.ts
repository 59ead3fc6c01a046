import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { ArrayMaxSize, IsArray, IsIn, IsObject, IsOptional, Matches, ValidateNested } from 'class-validator';
import { BilingualText, OPEN_TYPES, type OpenType } from '@siku/catalogue';
import { MayBeAbsent } from '@siku/platform';
import type { Message } from '@siku/standards';
import { GEOMETRY_KINDS, TOPOLOGY_RULES, type GeometryKind, type TopologyRule } from './layer.js';

export class LayerPropertyDto {
  @ApiProperty({ example: 'floors', pattern: '^[A-Za-z_][\\w-]{0,62}$' })
  @Matches(/^[A-Za-z_][\w-]{0,62}$/)
  name!: string;

  @ApiProperty({ type: BilingualText })
  @ValidateNested()
  @Type(() => BilingualText)
  title!: BilingualText;

  @ApiProperty({ enum: [...OPEN_TYPES] })
  @IsIn(OPEN_TYPES)
  type!: OpenType;
}

export class LayerBody {
  @ApiProperty({ type: BilingualText })
  @ValidateNested()
  @Type(() => BilingualText)
  title!: BilingualText;

  @ApiPropertyOptional({ type: BilingualText })
  @IsOptional()
  @ValidateNested()
  @Type(() => BilingualText)
  description?: BilingualText;

  @ApiProperty({ enum: [...GEOMETRY_KINDS] })
  @IsIn(GEOMETRY_KINDS)
  geometry!: GeometryKind;

  @ApiPropertyOptional({
    type: Object,
    additionalProperties: { type: 'object' },
    description: 'Class → title {zh, en}; a class below another begins with it and a dot',
  })
  @MayBeAbsent()
  @IsObject()
  classes?: Record<string, Message>;

  @ApiPropertyOptional({ type: [LayerPropertyDto] })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(200)
  @ValidateNested({ each: true })
  @Type(() => LayerPropertyDto)
  properties?: LayerPropertyDto[];

  @ApiPropertyOptional({
    enum: TOPOLOGY_RULES,
    isArray: true,
    description: 'disjoint: features of a class do not overlap; tiled: divisions cover the one they are part of',
  })
  @IsOptional()
  @IsArray()
  @IsIn(TOPOLOGY_RULES, { each: true })
  topology?: TopologyRule[];
}

export class LayerView extends LayerBody {
  @ApiProperty({ example: 'roads' })
  code!: string;
}

export class LayerPage {
  @ApiProperty({ type: [LayerView] })
  items!: LayerView[];

  @ApiProperty({ type: String, nullable: true })
  next!: string | null;
}
