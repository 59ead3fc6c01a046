import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { ANY_VALUE } from '@siku/platform';
import { IsPlainText } from '@siku/access';
import { Type } from 'class-transformer';
import { Allow as Permit, IsInt, IsOptional, IsString, IsUUID, Max, MaxLength, Min } from 'class-validator';
import { DISPUTE_STATES, type Dispute, type DisputeState } from './dispute.repository.js';

export class DisputeBody {
  @ApiProperty({ description: 'Attribute in doubt', example: 'address.text' })
  @IsPlainText(200)
  path!: string;

  @ApiPropertyOptional({ type: 'integer', minimum: 1, description: 'Version that was read; default the present one' })
  @IsOptional()
  @IsInt()
  @Min(1)
  @Max(2_147_483_647)
  version?: number;

  @ApiPropertyOptional({ ...ANY_VALUE, description: 'What you hold for right' })
  @IsOptional()
  @Permit()
  proposed?: unknown;

  @ApiProperty({ minLength: 1, maxLength: 1000 })
  @IsPlainText(1000)
  reason!: string;
}

export class DisputeView implements Dispute {
  @ApiProperty({ format: 'uuid', description: 'Also of its review task' })
  id!: string;

  @ApiProperty()
  base!: string;

  @ApiProperty({ format: 'uuid' })
  record!: string;

  @ApiProperty({ type: 'integer' })
  version!: number;

  @ApiProperty()
  path!: string;

  @ApiProperty({ ...ANY_VALUE, description: 'What the reporter holds for right' })
  proposed!: unknown;

  @ApiProperty()
  reason!: string;

  @ApiProperty({ description: 'Principal' })
  reporter!: string;

  @ApiProperty({ format: 'date-time' })
  openedAt!: string;

  @ApiProperty({
    enum: DISPUTE_STATES,
    description:
      'returned: the department is asked; investigating: the value is marked meanwhile; corrected: another value counts; confirmed: the value stands; rejected: nothing was looked at',
  })
  status!: DisputeState;

  @ApiProperty({ type: String, format: 'date-time', nullable: true })
  decidedAt!: string | null;
}

export class DisputePage {
  @ApiProperty({ type: [DisputeView], description: 'The latest first' })
  items!: DisputeView[];

  @ApiProperty({ type: String, nullable: true })
  next!: string | null;
}

export class DisputeQuery {
  @ApiPropertyOptional()
  @IsOptional()
  @IsString()
  @MaxLength(100)
  base?: string;

  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @IsUUID()
  after?: string;

  @ApiPropertyOptional({ type: 'integer', default: 50, minimum: 1, maximum: 500 })
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(500)
  limit?: number;
}
