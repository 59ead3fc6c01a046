import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { MayBeAbsent, PageLimit } from '@siku/platform';
import { ArrayMaxSize, ArrayUnique, IsArray, IsIn, IsOptional, IsUUID, Matches } from 'class-validator';
import { IsDay, IsPlainText } from '../input.decorator.js';
import { PURPOSE } from './asking.js';
import { GRANT_STATES, LEVELS, type Grant, type GrantState, type Level } from './grant.js';
import { IsLevelMap } from './level-map.decorator.js';

const CODE = /^[a-z][a-z0-9-]{0,63}$/;
const PATH = /^[a-zA-Z][\w-]*(\.[a-zA-Z][\w-]*)*(\.x-\*)?$/;

const levels = {
  type: 'object' as const,
  additionalProperties: { type: 'string', enum: [...LEVELS] as Level[] },
  description:
    'Attribute path, or a group of them, to level. value: all of it; masked: a form like 3302**********1234; verify: only yes and no',
  example: { name: 'value', 'identifiers.residentId': 'masked', birthDate: 'verify' },
};

export class GrantRequest {
  @ApiProperty({ example: 'population', pattern: CODE.source })
  @Matches(CODE)
  base!: string;

  @ApiProperty({
    description: 'Code of the purpose, which requests name in Siku-Purpose',
    example: 'social-assistance',
    pattern: PURPOSE.source,
  })
  @Matches(PURPOSE)
  purpose!: string;

  @ApiProperty({ description: 'Law or decision that allows it', example: '社会救助暂行办法第十一条', maxLength: 500 })
  @IsPlainText(500)
  legalBasis!: string;

  @ApiProperty(levels)
  @IsLevelMap()
  fields!: Record<string, Level>;

  @ApiPropertyOptional({
    type: [String],
    description: 'What records may be searched by; without it only by id',
    example: ['name', 'birthDate', 'identifiers.residentId'],
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(PATH, { each: true })
  searchBy?: string[];

  @ApiPropertyOptional({
    type: [String],
    description: 'GB/T 2260 codes records must lie in, each with all that lies in it; without it everywhere',
    example: ['330203'],
  })
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Matches(/^\d{2}(\d{2}){0,2}$/, { each: true })
  divisions?: string[];

  @ApiPropertyOptional({ format: 'date', description: 'First day; default today' })
  @IsOptional()
  @IsDay()
  validFrom?: string;

  @ApiProperty({ format: 'date', description: 'Day after the last' })
  @IsDay()
  validTo!: string;
}

export class GrantQuery {
  @ApiPropertyOptional({ pattern: CODE.source })
  @IsOptional()
  @Matches(CODE)
  base?: string;

  @ApiPropertyOptional({ enum: GRANT_STATES })
  @IsOptional()
  @IsIn(GRANT_STATES)
  status?: GrantState;

  @ApiPropertyOptional({ description: 'Principal who asked for it' })
  @IsOptional()
  @IsPlainText(300)
  holder?: string;

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @IsUUID()
  after?: string;

  @PageLimit({ maximum: 1000, default: 100 })
  limit?: number;
}

export class GrantParameters {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;
}

export class GrantApproval {
  @ApiPropertyOptional({ maxLength: 1000 })
  @IsOptional()
  @IsPlainText(1000)
  reason?: string;
}

/** Of a refusal or a revocation. */
export class GrantReason {
  @ApiProperty({ minLength: 1, maxLength: 1000 })
  @IsPlainText(1000)
  reason!: string;
}

export class GrantView implements Grant {
  @ApiProperty({ format: 'uuid' })
  id!: string;

  @ApiProperty()
  base!: string;

  @ApiProperty({ description: 'Principal who asked for it and may use it' })
  holder!: string;

  @ApiProperty({ type: String, nullable: true })
  department!: string | null;

  @ApiProperty()
  purpose!: string;

  @ApiProperty()
  legalBasis!: string;

  @ApiProperty(levels)
  fields!: Record<string, Level>;

  @ApiProperty({ type: [String] })
  searchBy!: string[];

  @ApiProperty({ type: [String], description: 'Empty: everywhere' })
  divisions!: string[];

  @ApiProperty({ format: 'date' })
  validFrom!: string;

  @ApiProperty({ format: 'date', description: 'Day after the last' })
  validTo!: string;

  @ApiProperty({ enum: GRANT_STATES })
  status!: GrantState;

  @ApiProperty({ format: 'date-time' })
  requestedAt!: string;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  decidedAt!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Principal who approved or refused it' })
  decidedBy!: string | null;

  @ApiProperty({ type: String, nullable: true })
  decisionReason!: string | null;

  @ApiProperty({ type: String, nullable: true, description: 'Principal who approved it' })
  approvedBy!: string | null;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  revokedAt!: string | null;

  @ApiProperty({ type: String, nullable: true })
  revokedBy!: string | null;

  @ApiProperty({ type: String, nullable: true })
  revocationReason!: string | null;
}

export class GrantPage {
  @ApiProperty({ type: [GrantView], description: 'In the order they were asked for' })
  items!: GrantView[];

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;
}
