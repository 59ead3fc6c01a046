import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { Type } from 'class-transformer';
import { IsIn, IsInt, IsISO8601, IsOptional, Matches, Max, Min } from 'class-validator';

/** Parameters as FRED takes them, refused in its words: programs know them by these. `$property` is class-validator's. */

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const notSet = (name: string): string => `Variable ${name} is not set`;

export const notADay = (name: string): string =>
  `Variable ${name} is not a YYYY-MM-DD formatted date (e.g. 2000-02-24)`;

export const notOneOf = (name: string, values: readonly (string | number)[]): string =>
  `Value of ${name} is not one of: ${values.map((value) => `'${value}'`).join(', ')}`;

export const isDay = (text: string): boolean => DAY.test(text) && !Number.isNaN(Date.parse(text)) && isReal(text);

/** 2026-02-30 has the form of a day and is none. */
const isReal = (day: string): boolean => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

/** A day that there is, yyyy-MM-dd. */
export const Day = (description = ''): PropertyDecorator => {
  const message = notADay('$property');
  return applyDecorators(
    ApiPropertyOptional({ format: 'date', description }),
    IsOptional(),
    Matches(DAY, { message }),
    IsISO8601({ strict: true }, { message }),
  );
};

export const OneOf = (
  values: readonly (string | number)[],
  options: { default?: string | number; description?: string } = {},
): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ enum: values, ...options }),
    IsOptional(),
    ...(typeof values[0] === 'number' ? [Type(() => Number)] : []),
    IsIn(values, { message: notOneOf('$property', values) }),
  );

export const Limit = (most: number): PropertyDecorator => {
  const message = `Variable $property is not between 1 and ${most}`;
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: most, default: most }),
    IsOptional(),
    Type(() => Number),
    IsInt({ message }),
    Min(1, { message }),
    Max(most, { message }),
  );
};

const wholeNumber = (): PropertyDecorator => {
  const message = 'Variable $property is not zero or a positive integer';
  return applyDecorators(
    Type(() => Number),
    IsInt({ message }),
    Min(0, { message }),
  );
};

/** Required. */
export const Whole = (options: object): PropertyDecorator => applyDecorators(ApiProperty(options), wholeNumber());

export const Offset = (): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional({ type: 'integer', minimum: 0, default: 0 }), IsOptional(), wholeNumber());
