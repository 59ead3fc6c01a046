import { ApiPropertyOptional } from '@nestjs/swagger';
import { PageLimit } from '@siku/platform';
import { IsPlainText } from '@siku/access';
import { Type } from 'class-transformer';
import { IsIn, IsNumber, IsOptional, IsString, IsUUID, Matches, MaxLength } from 'class-validator';
import { PRIORITIES, TASK_STATES, type Priority, type TaskState } from './review-task.js';
import { TASK_KINDS, type TaskKind } from './task-kind.js';

export class QueueQuery {
  @ApiPropertyOptional({ description: 'Code of a base' })
  @IsOptional()
  @IsString()
  @MaxLength(100)
  base?: string;

  @ApiPropertyOptional({ enum: TASK_KINDS })
  @IsOptional()
  @IsIn(TASK_KINDS)
  kind?: TaskKind;

  @ApiPropertyOptional({ enum: TASK_STATES, description: 'Default: all that are not closed' })
  @IsOptional()
  @IsIn(TASK_STATES)
  status?: TaskState;

  @ApiPropertyOptional({ enum: PRIORITIES })
  @IsOptional()
  @IsIn(PRIORITIES)
  priority?: Priority;

  @ApiPropertyOptional({ description: 'Principal who has claimed it; me: the caller' })
  @IsOptional()
  @IsPlainText(300)
  assignee?: string;

  @ApiPropertyOptional({ description: 'On whose desk it lies, by the review policy; me: the caller' })
  @IsOptional()
  @IsPlainText(300)
  desk?: string;

  @ApiPropertyOptional({ description: 'GB/T 2260 code; with all that lies in it', example: '330203' })
  @IsOptional()
  @Matches(/^\d{2}(\d{2}){0,2}$/)
  division?: string;

  @ApiPropertyOptional({ description: 'Department that delivered any of the records' })
  @IsOptional()
  @IsPlainText(100)
  department?: string;

  @ApiPropertyOptional({ format: 'uuid', description: 'Record it is about' })
  @IsOptional()
  @IsUUID()
  record?: string;

  @ApiPropertyOptional({ description: 'log2 of the odds, at least' })
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  minWeight?: number;

  @ApiPropertyOptional({ description: 'log2 of the odds, less than' })
  @IsOptional()
  @Type(() => Number)
  @IsNumber()
  maxWeight?: number;
}

export class ClaimBody {
  @ApiPropertyOptional({ description: 'Operators give a task to somebody else' })
  @IsOptional()
  @IsPlainText(300)
  assignee?: string;
}

export class TaskListQuery extends QueueQuery {
  @ApiPropertyOptional({ description: '`next` of the page before' })
  @IsOptional()
  @IsString()
  @MaxLength(500)
  after?: string;

  @PageLimit({ maximum: 500, default: 50 })
  limit?: number;
}
