import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { Ids, ANY_VALUE, PageLimit } from '@siku/platform';
import { IsDay, IsPlainText } from '@siku/access';
import { DECISION_KINDS, type DecisionKind } from '@siku/master-data';
import {
  Allow as Permit,
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsOptional,
  IsString,
  Matches,
  MaxLength,
  ValidateIf,
} from 'class-validator';

export class ReasonBody {
  @ApiProperty({ minLength: 1, maxLength: 1000, description: 'Why, for those who read it later; no personal data' })
  @IsPlainText(1000)
  reason!: string;
}

/** A value, and from when until when it is true. */
class ValueBody extends ReasonBody {
  @ApiPropertyOptional({ ...ANY_VALUE, description: 'null: there is none' })
  @IsOptional()
  @Permit()
  value?: unknown;

  @ApiPropertyOptional({ format: 'date', description: 'Default: since when the present values are true' })
  @IsOptional()
  @IsDay()
  validFrom?: string;

  @ApiPropertyOptional({
    type: String,
    format: 'date',
    nullable: true,
    description: 'Day after the last; default: for good',
  })
  @ValidateIf((_, value) => value !== undefined && value !== null)
  @IsDay()
  validTo?: string | null;
}

export class OverrideBody extends ValueBody {
  @ApiProperty({ description: 'Attribute path', example: 'address.text' })
  @IsPlainText(200)
  path!: string;
}

/** Source records that are one entity. */
const GROUPS = {
  type: 'array' as const,
  description: 'Groups of source records, by id or by dataset and key; those not named stay together',
  items: {
    type: 'array' as const,
    minItems: 1,
    items: {
      oneOf: [
        { type: 'string' as const, format: 'uuid' },
        {
          type: 'object' as const,
          required: ['dataset', 'sourceKey'],
          additionalProperties: false,
          properties: { dataset: { type: 'string' as const }, sourceKey: { type: 'string' as const } },
        },
      ],
    },
  },
};

export type RecordName = string | { dataset: string; sourceKey: string };

export class SplitBody extends ReasonBody {
  @ApiProperty(GROUPS)
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  groups!: RecordName[][];
}

export class MergeBody extends ReasonBody {
  @ApiProperty({
    type: [String],
    format: 'uuid',
    minItems: 1,
    maxItems: 100,
    description: 'Records that are the same as this one',
  })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(100)
  @ArrayUnique()
  @Ids({ each: true })
  with!: string[];
}

export const TASK_DECISIONS = [
  'same',
  'different',
  'split',
  'override',
  'investigate',
  'return',
  'confirm',
  'reject',
] as const;
export type TaskDecisionKind = (typeof TASK_DECISIONS)[number];

export class TaskDecisionBody extends ValueBody {
  @ApiProperty({ enum: TASK_DECISIONS })
  @IsIn(TASK_DECISIONS)
  decision!: TaskDecisionKind;

  @ApiPropertyOptional(GROUPS)
  @IsOptional()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(1000)
  groups?: RecordName[][];

  @ApiPropertyOptional({ description: 'Department that is asked, of `return`' })
  @IsOptional()
  @IsPlainText(100)
  department?: string;
}

export class BulkDecisionBody extends ReasonBody {
  @ApiProperty({ type: [String], format: 'uuid', minItems: 1, maxItems: 500 })
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(500)
  @ArrayUnique()
  @Ids({ each: true })
  ids!: string[];

  @ApiProperty({ enum: ['same', 'different', 'investigate', 'return'] })
  @IsIn(['same', 'different', 'investigate', 'return'])
  decision!: TaskDecisionKind;
}

export class PreviewQuery {
  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'true: what it would do; writes nothing' })
  @IsOptional()
  @IsIn(['true', 'false'])
  preview?: 'true' | 'false';
}

export class DecisionQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  base?: string;

  @ApiPropertyOptional({ description: 'Principal who made them' })
  @IsOptional()
  @IsPlainText(300)
  actor?: string;

  @ApiPropertyOptional({ enum: DECISION_KINDS })
  @IsOptional()
  @IsIn(DECISION_KINDS)
  kind?: DecisionKind;

  @ApiPropertyOptional({ enum: ['true', 'false'], description: 'true: those that wait for approval' })
  @IsOptional()
  @IsIn(['true', 'false'])
  waiting?: 'true' | 'false';

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @Matches(/^\d{1,15}$/)
  after?: string;

  @PageLimit({ maximum: 1000, default: 50 })
  limit?: number;
}
