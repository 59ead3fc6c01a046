import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import {
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsNumber,
  IsOptional,
  IsString,
  Length,
  Matches,
  MaxLength,
} from 'class-validator';

/** Addresses of one request; a batch is answered in one go. */
export const MOST_ADDRESSES = 1000;

export const LEVELS = ['number', 'street', 'town', 'county', 'prefecture', 'none'] as const;
export type Level = (typeof LEVELS)[number];

export class GeocodeBody {
  @ApiPropertyOptional({ example: '宁波市海曙区中山西路18号', description: 'One address, or `addresses`' })
  @IsOptional()
  @IsString()
  @Length(1, 500)
  address?: string;

  @ApiPropertyOptional({ type: [String], minItems: 1, maxItems: MOST_ADDRESSES })
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(MOST_ADDRESSES)
  @IsString({ each: true })
  @MaxLength(500, { each: true })
  addresses?: string[];

  @ApiPropertyOptional({
    example: '3302',
    description:
      'Prefecture of addresses that do not name theirs: GB/T 2260, 4 digits; by default the one whose divisions are on the map',
  })
  @IsOptional()
  @Matches(/^\d{4}$/)
  prefecture?: string;
}

export class ReverseBody {
  @ApiProperty({
    type: [Number],
    minItems: 2,
    maxItems: 2,
    example: [121.5487, 29.8702],
    description: 'Longitude, latitude',
  })
  @IsArray()
  @ArrayMinSize(2)
  @ArrayMaxSize(2)
  @IsNumber({}, { each: true })
  point!: number[];
}

export class AddressParts {
  @ApiPropertyOptional({ description: 'GB/T 2260' })
  division?: string;

  @ApiPropertyOptional()
  town?: string;

  @ApiPropertyOptional()
  street?: string;

  @ApiPropertyOptional()
  number?: string;

  @ApiPropertyOptional({ description: 'Building, room, or what was not understood' })
  rest?: string;
}

export class GeocodedAddress {
  @ApiProperty({ enum: LEVELS, description: 'How far down it was sure' })
  level!: Level;

  @ApiProperty({ description: 'Several places answer to it, in different divisions' })
  ambiguous!: boolean;

  @ApiProperty({ type: AddressParts })
  parts!: AddressParts;

  @ApiProperty({ type: String, format: 'uuid', nullable: true, description: 'The standard address, or the division' })
  id!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'As the standard address base writes it' })
  address!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'GB/T 2260' })
  division!: string | null;

  @ApiProperty({ type: [Number], nullable: true, description: 'Longitude, latitude; CGCS2000' })
  point!: number[] | null;
}

export class GeocodedAddresses {
  @ApiProperty({ type: [GeocodedAddress], description: 'In the order of the request' })
  items!: GeocodedAddress[];
}

export class NearAddress {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, nullable: true })
  address!: string | null;

  @ApiProperty({ description: 'Metres' })
  distance!: number;
}

export class ContainingDivision {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty({ type: String, nullable: true })
  code!: string | null;

  @ApiProperty({ type: String, nullable: true })
  name!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'province, prefecture, county, town or village' })
  class!: string | null;
}

export class ReverseGeocoded {
  @ApiProperty({ type: NearAddress, nullable: true, description: 'The nearest standard address within 500 m' })
  nearest!: NearAddress | null;

  @ApiProperty({ type: [ContainingDivision], description: 'Divisions that contain the position, the largest first' })
  divisions!: ContainingDivision[];
}
