import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';
import { applyDecorators } from '@nestjs/common';
import { isRealDate } from '@siku/standards';
import { Transform, Type } from 'class-transformer';
import {
  IsBoolean,
  IsIn,
  IsInt,
  IsISO8601,
  IsOptional,
  Matches,
  Max,
  MaxLength,
  Min,
  MinLength,
} from 'class-validator';

/** Parameters as FRED takes them, refused in its words: programs know them by these. `$property` is class-validator's. */

const DAY = /^\d{4}-\d{2}-\d{2}$/;

export const notSet = (name: string): string => `Variable ${name} is not set`;

export const notADay = (name: string): string =>
  `Variable ${name} is not a YYYY-MM-DD formatted date (e.g. 2000-02-24)`;

export const notOneOf = (name: string, values: readonly (string | number)[]): string =>
  `Value of ${name} is not one of: ${values.map((value) => `'${value}'`).join(', ')}`;

export const isDay = (text: string): boolean =>
  DAY.test(text) && isRealDate(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)));

/** Programs send what they leave open too: `units=` is not set. */
const Unset = (): PropertyDecorator =>
  Transform(({ obj, key, value }: { obj: Record<string, unknown>; key: string; value: unknown }) =>
    obj[key] === '' ? undefined : value,
  );

/** A day that there is, yyyy-MM-dd. */
export const Day = (description = ''): PropertyDecorator => {
  const message = notADay('$property');
  return applyDecorators(
    ApiPropertyOptional({ format: 'date', description }),
    Unset(),
    IsOptional(),
    Matches(DAY, { message }),
    IsISO8601({ strict: true }, { message }),
  );
};

const DAYS = /^\d{4}-\d{2}-\d{2}(,\d{4}-\d{2}-\d{2}){0,1999}$/;

/** Days with commas between them. */
export const Days = (options: object): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional(options),
    Unset(),
    IsOptional(),
    Matches(DAYS, { message: notADay('$property') }),
  );

export const OneOf = (
  values: readonly (string | number)[],
  options: { default?: string | number; description?: string } = {},
): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ enum: values, ...options }),
    Unset(),
    IsOptional(),
    ...(typeof values[0] === 'number' ? [Type(() => Number)] : []),
    IsIn(values, { message: notOneOf('$property', values) }),
  );

export const Limit = (most: number): PropertyDecorator => {
  const message = `Variable $property is not between 1 and ${most}`;
  return applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: 1, maximum: most, default: most }),
    Unset(),
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
export const Whole = (options: object): PropertyDecorator =>
  applyDecorators(ApiProperty(options), Unset(), wholeNumber());

/** Of its own: it may be left out. */
export const WholeOrNone = (options: object): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: 0, ...options }),
    Unset(),
    IsOptional(),
    wholeNumber(),
  );

export const Offset = (): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'integer', minimum: 0, default: 0 }),
    Unset(),
    IsOptional(),
    wholeNumber(),
  );

/** Words of at most `most` characters. */
export const Words = (most: number, options: object = {}): PropertyDecorator =>
  applyDecorators(ApiPropertyOptional(options), Unset(), IsOptional(), MaxLength(most));

export const RequiredWords = (most: number, options: object = {}): PropertyDecorator =>
  applyDecorators(ApiProperty(options), Unset(), MinLength(1), MaxLength(most));

const BOOLEANS: Readonly<Record<string, boolean | undefined>> = { true: true, false: false };

export const YesOrNo = (options: object = {}): PropertyDecorator =>
  applyDecorators(
    ApiPropertyOptional({ type: 'boolean', default: false, ...options }),
    IsOptional(),
    Transform(({ value }: { value: unknown }) => (value === '' ? undefined : (BOOLEANS[String(value)] ?? value))),
    IsBoolean({ message: notOneOf('$property', ['true', 'false']) }),
  );

const MOMENT = /^\d{12}$/;

/** yyyyMMddHHmm in the time of the city */
export const Moment = (): PropertyDecorator => {
  const message = 'Variable $property is not a YYYYMMDDHhmm formatted time (e.g. 201803021420)';
  return applyDecorators(
    ApiPropertyOptional({ example: '202611010000' }),
    Unset(),
    IsOptional(),
    Matches(MOMENT, { message }),
  );
};
