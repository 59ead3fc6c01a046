import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { PageLimit } from '@siku/platform';
import {
  ArrayMaxSize,
  ArrayNotEmpty,
  ArrayUnique,
  IsArray,
  IsIn,
  IsInt,
  IsOptional,
  IsUUID,
  Matches,
  Max,
  Min,
} from 'class-validator';
import { IsInstant, IsPlainText } from '../input.decorator.js';
import { ROLES, type Role } from '../principal/principal.js';

const CODE = /^[a-z][a-z0-9-]{0,63}$/;
const SCOPE = /^[a-z][a-z0-9-]{0,63}(:(read|write))?$/;
/** A day is enough to roll a new key out; a longer overlap is a second key. */
const LONGEST_OVERLAP_MINUTES = 1440;

export class KeyCreation {
  @ApiProperty({ description: 'What the key is for', example: 'tax bureau upload', minLength: 1, maxLength: 200 })
  @IsPlainText(200)
  name!: string;

  @ApiProperty({ enum: ROLES, isArray: true, minItems: 1 })
  @IsArray()
  @ArrayNotEmpty()
  @ArrayUnique()
  @IsIn(ROLES, { each: true })
  roles!: Role[];

  @ApiPropertyOptional({
    description: 'Department code; an uploader needs one',
    example: 'state-tax',
    pattern: CODE.source,
  })
  @IsOptional()
  @Matches(CODE)
  department?: string;

  @ApiPropertyOptional({
    description:
      'Restricts the key to `<base>`, `<base>:read` or `<base>:write` (which reads too); without it every base',
    type: [String],
    example: ['legal-entity:read'],
  })
  @IsOptional()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(SCOPE, { each: true })
  scopes?: string[];

  @ApiPropertyOptional({ description: 'Instant from which the key is refused', format: 'date-time' })
  @IsOptional()
  @IsInstant()
  expiresAt?: string;
}

export class KeyRotation {
  @ApiPropertyOptional({
    description: 'How long the old secret is still accepted',
    type: 'integer',
    minimum: 0,
    maximum: LONGEST_OVERLAP_MINUTES,
    default: 0,
  })
  @IsOptional()
  @IsInt()
  @Min(0)
  @Max(LONGEST_OVERLAP_MINUTES)
  overlapMinutes?: number;
}

export class KeyQuery {
  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @IsUUID()
  after?: string;

  @PageLimit({ maximum: 1000, default: 100 })
  limit?: number;
}

export class KeyParameters {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;
}

export class KeyView {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  name!: string;

  @ApiProperty({ description: 'Public part of the key' })
  prefix!: string;

  @ApiProperty({ enum: ROLES, isArray: true })
  roles!: readonly Role[];

  @ApiProperty({ type: String, nullable: true })
  department!: string | null;

  @ApiProperty({ type: [String] })
  scopes!: readonly string[];

  @ApiProperty({ type: Date })
  createdAt!: Date;

  @ApiProperty({ description: 'Principal who created it' })
  createdBy!: string;

  @ApiProperty({ type: Date, nullable: true })
  rotatedAt!: Date | null;

  @ApiProperty({ type: Date, nullable: true })
  expiresAt!: Date | null;

  @ApiProperty({ type: Date, nullable: true, description: 'Last use, to the hour' })
  lastUsedAt!: Date | null;

  @ApiProperty({ type: Date, nullable: true })
  revokedAt!: Date | null;
}

export class KeyWithSecret extends KeyView {
  @ApiProperty({
    description: 'The key itself. Shown this once; only its hash is kept',
    example: 'siku_<prefix>_<secret>',
  })
  key!: string;
}

export class KeyPage {
  @ApiProperty({ type: [KeyView], description: 'In order of creation' })
  items!: KeyView[];

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;
}
