import { applyDecorators } from '@nestjs/common';
import { IsISO8601, IsString, Matches, MaxLength } from 'class-validator';

/** PostgreSQL takes no NUL, and no other control character means anything in a name or an id. */
const PLAIN = /^(?=.*\S)\P{Cc}+$/u;

/** RFC 3339, seconds left out if one likes, within what PostgreSQL takes: years from 1, offsets to 14 hours, no leap second. */
export const INSTANT = /^(?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d(:[0-5]\d(\.\d{1,9})?)?(Z|[+-](0\d|1[0-4]):[0-5]\d)$/;

/** Year 0 is none to PostgreSQL. */
export const DAY = /^(?!0000)\d{4}-\d\d-\d\d$/;

/** Text of one line, not blank. */
export function IsPlainText(maxLength: number): PropertyDecorator {
  const message = '$property must be text, not blank and without control characters';
  return applyDecorators(
    IsString(),
    MaxLength(maxLength),
    Matches(PLAIN, { message, context: { zh: '不得为空白或含控制字符' } }),
  );
}

export function IsInstant(): PropertyDecorator {
  const message = '$property must be an instant with a time zone, such as 2026-01-31T08:00:00+08:00';
  const context = { zh: '应为带时区的时刻，如 2026-01-31T08:00:00+08:00' };
  // The expression knows no calendar, the ISO 8601 check no time zone.
  return applyDecorators(Matches(INSTANT, { message, context }), IsISO8601({ strict: true }, { message, context }));
}

export function IsDay(): PropertyDecorator {
  const message = '$property must be a date such as 2026-01-31';
  const context = { zh: '应为日期，如 2026-01-31' };
  return applyDecorators(Matches(DAY, { message, context }), IsISO8601({ strict: true }, { message, context }));
}
