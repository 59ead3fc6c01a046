import { ApiPropertyOptional } from '@nestjs/swagger';
import { PageLimit } from '@siku/platform';
import { IsOptional, Matches } from 'class-validator';

export const CODE = /^[a-z][a-z0-9-]{0,63}$/;
export const DEFAULT_LIMIT = 100;
const MAX_LIMIT = 1000;

export class PageQuery {
  @ApiPropertyOptional({ description: '`next` of the page before', pattern: CODE.source })
  @IsOptional()
  @Matches(CODE)
  after?: string;

  @PageLimit({ maximum: MAX_LIMIT, default: DEFAULT_LIMIT })
  limit?: number;
}

export interface Page<T> {
  items: T[];
  next: string | null;
}

/** A page of `limit` items out of the `limit + 1` that were read. */
export function pageOf<T>(items: T[], limit: number, cursorOf: (item: T) => string): Page<T> {
  const shown = items.slice(0, limit);
  return { items: shown, next: items.length > limit ? cursorOf(shown.at(-1)!) : null };
}
