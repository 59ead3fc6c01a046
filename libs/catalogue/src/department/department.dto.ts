import { ApiHideProperty, ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import type { Message } from '@siku/standards';
import { Type } from 'class-transformer';
import { Allow, IsObject, IsOptional, IsString, Matches, ValidateNested } from 'class-validator';
import { BilingualText } from '../http/message.dto.js';
import { CODE } from '../http/page.dto.js';

export class DepartmentParameters {
  @ApiProperty({ pattern: CODE.source, example: 'civil-affairs' })
  @Matches(CODE)
  code!: string;
}

/** Body of a PUT. What GET adds (`code`, `version`, `changedAt`, `changedBy`) may be sent back with it and changes nothing. */
export class DepartmentBody {
  @ApiProperty({ type: BilingualText })
  @IsObject()
  @ValidateNested()
  @Type(() => BilingualText)
  title!: BilingualText;

  @ApiPropertyOptional({ type: BilingualText, description: 'What the department is in charge of' })
  @IsOptional()
  @IsObject()
  @ValidateNested()
  @Type(() => BilingualText)
  description?: BilingualText | null;

  @ApiPropertyOptional({ type: String, description: 'Its 18-character code 统一社会信用代码', nullable: true })
  @IsOptional()
  @IsString()
  providerCode?: string | null;

  @ApiPropertyOptional({ type: String, description: 'GB/T 2260 code of its area', example: '330200', nullable: true })
  @IsOptional()
  @IsString()
  division?: string | null;

  @ApiHideProperty()
  @IsOptional()
  @IsString()
  code?: string;

  @ApiHideProperty()
  @Allow()
  version?: unknown;

  @ApiHideProperty()
  @Allow()
  changedAt?: unknown;

  @ApiHideProperty()
  @Allow()
  changedBy?: unknown;
}

export class DepartmentView {
  @ApiProperty()
  code!: string;

  @ApiProperty()
  version!: number;

  @ApiProperty({ type: BilingualText })
  title!: Message;

  @ApiProperty({ type: BilingualText, nullable: true })
  description!: Message | null;

  @ApiProperty({ type: String, nullable: true })
  providerCode!: string | null;

  @ApiProperty({ type: String, nullable: true })
  division!: string | null;

  @ApiProperty({ type: Date })
  changedAt!: Date;

  @ApiProperty({ description: 'Principal who made the last change' })
  changedBy!: string;
}

export class DepartmentPage {
  @ApiProperty({ type: [DepartmentView], description: 'In order of their codes' })
  items!: DepartmentView[];

  @ApiProperty({ type: String, nullable: true, description: 'Cursor of the next page' })
  next!: string | null;
}
