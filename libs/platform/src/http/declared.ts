import { applyDecorators } from '@nestjs/common';
import { ApiPropertyOptional } from '@nestjs/swagger';
import { Transform, Type } from 'class-transformer';
import { IsInt, IsOptional, IsUUID, Max, Min, ValidateIf } from 'class-validator';

/** A member that may be left out, but is not null: what handlers take for granted where it is there. */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_, value: unknown) => value !== undefined);

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

const inSmallLetters = (id: unknown): unknown => (typeof id === 'string' ? id.toLowerCase() : id);

/** An id in a body, or a list of ids, in small letters as they are kept. */
export const Ids = ({ each = false } = {}): PropertyDecorator =>
  applyDecorators(
    IsUUID(undefined, { each }),
    Transform(({ value }: { value: unknown }) =>
      Array.isArray(value) ? value.map(inSmallLetters) : inSmallLetters(value),
    ),
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
