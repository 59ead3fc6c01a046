import { ApiPropertyOptional } from '@nestjs/swagger';
import { PageQuery } from '@siku/master-data';
import { Type } from 'class-transformer';
import { IsIn, IsNumber, IsOptional, IsString, Matches, Max, MaxLength, Min, MinLength } from 'class-validator';

const FIGURE = String.raw`-?\d{1,3}(\.\d{1,12})?`;
const BOX = new RegExp(`^${FIGURE}(,${FIGURE}){3}$`);
const POINT = new RegExp(`^${FIGURE},${FIGURE}$`);

export const SORTS = ['name', '-name', 'code', '-code'] as const;

/** Metres; a whole city. */
const FARTHEST = 200_000;

export class FeatureQuery extends PageQuery {
  @ApiPropertyOptional({ description: 'Code of a layer' })
  @IsOptional()
  @IsString()
  @MaxLength(63)
  layer?: string;

  @ApiPropertyOptional({ description: 'Class within the layer; takes in the classes below it' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  class?: string;

  @ApiPropertyOptional({ description: 'Part of the name or of another name; two characters or more' })
  @IsOptional()
  @IsString()
  @MinLength(2)
  @MaxLength(200)
  name?: string;

  @ApiPropertyOptional({ description: 'Beginning of the pinyin of the name' })
  @IsOptional()
  @Matches(/^[a-zA-Z ]{2,200}$/)
  'name.pinyin'?: string;

  @ApiPropertyOptional({ description: 'Code of the feature within its layer' })
  @IsOptional()
  @IsString()
  @MinLength(1)
  @MaxLength(100)
  code?: string;

  @ApiPropertyOptional({ description: 'GB/T 2260 code; 3302 takes in everything below' })
  @IsOptional()
  @Matches(/^\d{2,6}$/)
  division?: string;

  @ApiPropertyOptional({ description: 'west,south,east,north in degrees', example: '121.5,29.8,121.6,29.9' })
  @IsOptional()
  @Matches(BOX)
  bbox?: string;

  @ApiPropertyOptional({ description: 'longitude,latitude in degrees; with distance', example: '121.55,29.87' })
  @IsOptional()
  @Matches(POINT)
  near?: string;

  @ApiPropertyOptional({ description: 'Metres from near; default 1000', minimum: 1, maximum: FARTHEST })
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  @Min(1)
  @Max(FARTHEST)
  distance?: number;

  @ApiPropertyOptional({
    description: 'longitude,latitude: features that contain the position',
    example: '121.55,29.87',
  })
  @IsOptional()
  @Matches(POINT)
  contains?: string;

  @ApiPropertyOptional({ enum: SORTS, description: 'Default: by id' })
  @IsOptional()
  @IsIn(SORTS)
  sort?: (typeof SORTS)[number];
}
