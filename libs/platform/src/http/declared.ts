import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

/** How many items a page has: from 1 to `maximum`. */
export const PageLimit = (bounds: { maximum: number; default: number }): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: 1, ...bounds }),
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(1),
    Max(bounds.maximum),
  );

/** Schema of whatever an attribute may hold. */
export const ANY_VALUE = {
  oneOf: [
    { type: 'string' },
    { type: 'number' },
    { type: 'boolean' },
    { type: 'object' },
    { type: 'array', items: {} },
    { type: 'null' },
  ],
};
