import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { IsOptional, IsString, Length } from 'class-validator';
import type { Message } from '@siku/standards';

/** A title in both languages; the Chinese one stands in for a missing English one. */
export class BilingualText {
  @ApiProperty({ minLength: 1, maxLength: 2000 })
  @IsString()
  @Length(1, 2000)
  zh!: string;

  @ApiPropertyOptional({ minLength: 1, maxLength: 2000 })
  @IsOptional()
  @IsString()
  @Length(1, 2000)
  en?: string;
}

export const messageOf = ({ zh, en }: BilingualText): Message => ({ zh, en: en ?? zh });
