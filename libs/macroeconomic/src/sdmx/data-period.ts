import { badRequest } from '@siku/platform';
import { checkPeriod, isRealDate, periodBounds } from '@siku/standards';

interface Bounds {
  /** yyyy-MM-dd */
  from: string;
  to: string;
}

/** What stands behind the day of an instant. */
const TIME_OF_DAY = /T\d{2}(:\d{2}){0,2}(\.\d+)?(Z|[-+]\d{2}:\d{2})?$/;

/** Thirds and days of a year, which SDMX has as reporting periods and no figure here is of: 2015-T2, 2015-D045 */
const THIRD = /^(\d{4})-T([1-3])$/;
const DAY_OF_YEAR = /^(\d{4})-D(\d{3})$/;

/** First and last day of a period, or of the day of an instant. @throws Problem 400 for what is none */
export function boundsOf(period: string): Bounds {
  const reported = thirdOf(period) ?? dayOf(period);
  if (reported) return reported;
  const checked = checkPeriod(period.replace(TIME_OF_DAY, ''));
  if (checked.ok) return periodBounds(checked.value)!;
  throw badRequest('invalid-period', checked.message);
}

const utc = (year: string, month: number, day: number): string =>
  new Date(Date.UTC(Number(year), month, day)).toISOString().slice(0, 10);

function thirdOf(period: string): Bounds | null {
  const [, year, third] = THIRD.exec(period) ?? [];
  if (year === undefined) return null;
  const month = (Number(third) - 1) * 4;
  return { from: utc(year, month, 1), to: utc(year, month + 4, 0) };
}

function dayOf(period: string): Bounds | null {
  const [, year, number] = DAY_OF_YEAR.exec(period) ?? [];
  if (year === undefined) return null;
  const last = isRealDate(Number(year), 2, 29) ? 366 : 365;
  if (Number(number) < 1 || Number(number) > last) return null;
  const day = utc(year, 0, Number(number));
  return { from: day, to: day };
}
