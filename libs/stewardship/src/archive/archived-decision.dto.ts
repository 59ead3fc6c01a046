import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsDay, IsPlainText } from '@siku/access';
import { DECISION_KINDS, type ArchivedDecision, type ArchivedSource, type DecisionKind } from '@siku/master-data';
import { CIPHERS, type CipherName, type WrappedKey } from '@siku/platform';
import { Type } from 'class-transformer';
import {
  Allow as Permit,
  ArrayMaxSize,
  ArrayMinSize,
  IsArray,
  IsBoolean,
  IsIn,
  IsISO8601,
  IsObject,
  IsOptional,
  IsString,
  IsUUID,
  MaxLength,
  ValidateIf,
  ValidateNested,
} from 'class-validator';

class ArchivedValue {
  @ApiProperty({ format: 'uuid', description: 'Source record it is tied to' })
  @IsUUID()
  recordId!: string;

  @ApiProperty()
  @IsPlainText(200)
  path!: string;

  @ApiProperty()
  @IsBoolean()
  doubted!: boolean;

  @ApiProperty({ nullable: true, description: 'What is sealed at rest is sealed' })
  @Permit()
  value!: unknown;

  @ApiProperty({ format: 'date' })
  @IsDay()
  validFrom!: string;

  @ApiProperty({ type: String, format: 'date', nullable: true })
  @ValidateIf((_, value) => value !== null)
  @IsDay()
  validTo!: string | null;
}

class ArchivedSourceBody implements ArchivedSource {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(100)
  dataset!: string;

  @ApiProperty({ description: 'Sealed, where it is sealed at rest' })
  @IsString()
  @MaxLength(10_000)
  sourceKey!: string;
}

class SealedWith implements WrappedKey {
  @ApiProperty({ enum: CIPHERS })
  @IsIn(CIPHERS)
  cipher!: CipherName;

  @ApiProperty()
  @IsPlainText(1000)
  wrapped!: string;

  @ApiProperty({ description: 'Which key opens it' })
  @IsPlainText(100)
  wrappedBy!: string;
}

/** One line of an exported file of decisions. */
export class ArchivedDecisionBody implements Omit<ArchivedDecision, 'sources'> {
  @ApiProperty({ format: 'uuid' })
  @IsUUID()
  id!: string;

  @ApiProperty()
  @IsString()
  @MaxLength(100)
  base!: string;

  @ApiProperty({ enum: DECISION_KINDS })
  @IsIn(DECISION_KINDS)
  kind!: DecisionKind;

  @ApiProperty()
  @IsPlainText(300)
  actor!: string;

  @ApiProperty()
  @IsPlainText(1000)
  reason!: string;

  @ApiProperty({ format: 'date-time' })
  @IsISO8601({ strict: true })
  madeAt!: string;

  @ApiProperty({ type: String, nullable: true })
  @IsOptional()
  @IsPlainText(300)
  approvedBy!: string | null;

  @ApiProperty({ type: String, nullable: true })
  @IsOptional()
  @IsPlainText(300)
  undoneBy!: string | null;

  @ApiProperty({ type: String, nullable: true })
  @IsOptional()
  @IsPlainText(1000)
  undoReason!: string | null;

  @ApiProperty({ type: Object, additionalProperties: true })
  @IsObject()
  detail!: Record<string, unknown>;

  @ApiProperty({ description: 'It waits for approval' })
  @IsBoolean()
  waiting!: boolean;

  @ApiProperty({ type: 'array', items: { type: 'array', items: { type: 'string', format: 'uuid' } }, nullable: true })
  @ValidateIf((_, value) => value !== null)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  @IsArray({ each: true })
  groups!: string[][] | null;

  @ApiProperty({ type: ArchivedValue, nullable: true })
  @IsOptional()
  @ValidateNested()
  @Type(() => ArchivedValue)
  value!: ArchivedValue | null;

  @ApiPropertyOptional({ type: [ArchivedSourceBody], description: 'What is known of the source records it speaks of' })
  @IsOptional()
  @ArrayMaxSize(100_000)
  @ValidateNested({ each: true })
  @Type(() => ArchivedSourceBody)
  sources?: ArchivedSourceBody[];

  @ApiPropertyOptional({
    type: SealedWith,
    description: 'Data key of what is sealed here, itself sealed with SIKU_KEY; absent where nothing is',
  })
  @IsOptional()
  @ValidateNested()
  @Type(() => SealedWith)
  sealedWith?: SealedWith;
}

export class ArchiveQuery {
  @ApiPropertyOptional({ description: 'Code of a base; default: all that may be read' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  base?: string;
}

class RefusedLineView {
  @ApiProperty({ type: 'integer', description: 'From 1' })
  line!: number;

  @ApiProperty()
  code!: string;

  @ApiProperty({ type: Object, additionalProperties: { type: 'string' } })
  message!: { zh: string; en: string };
}

export class ImportReport {
  @ApiProperty({ type: 'integer' })
  read!: number;

  @ApiProperty({ type: 'integer' })
  imported!: number;

  @ApiProperty({ type: 'integer', description: 'Were here already' })
  present!: number;

  @ApiProperty({ type: 'integer' })
  refused!: number;

  @ApiProperty({ type: [RefusedLineView], description: 'The first thousand of these' })
  lines!: RefusedLineView[];
}
