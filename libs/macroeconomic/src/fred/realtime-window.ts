import { today } from '@siku/platform';
import { notADay, isDay } from './fred-parameters.js';
import { invalid } from './fred.errors.js';
import { LATEST } from './realtime.js';
import type { Window } from './series-element.js';

/** @throws Problem 400 for a day to come, or when it ends before it begins */
export function windowOf(query: Partial<Window>, first: string, last = first): Window {
  for (const name of ['realtime_start', 'realtime_end'] as const) notAfterToday(name, query[name]);
  const { realtime_start = query.realtime_end && query.realtime_end < first ? query.realtime_end : first } = query;
  const { realtime_end = realtime_start > last ? realtime_start : last } = query;
  if (realtime_start > realtime_end) throw invalid('Variable realtime_end is before realtime_start');
  return { realtime_start, realtime_end };
}

/** @throws Problem 400 when one of them is no day, or is to come */
export function vintageDates(text: string): string[] {
  const days = text.split(',').sort();
  if (!days.every(isDay)) throw invalid(notADay('vintage_dates'));
  for (const day of days) notAfterToday('vintage_dates', day);
  return days;
}

function notAfterToday(name: string, day: string | undefined): void {
  if (day === undefined || day <= today() || day === LATEST) return;
  throw invalid(
    `Variable ${name} can not be after today's date (${today()}) unless it's equal to the real-time max date ${LATEST}`,
  );
}
