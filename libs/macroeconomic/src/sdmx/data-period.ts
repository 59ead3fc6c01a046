import { badRequest } from '@siku/platform';
import { checkPeriod, periodBounds } from '@siku/standards';

/** First and last day of a period, or of the day of an instant. @throws Problem 400 for what is none */
export function boundsOf(period: string): { from: string; to: string } {
  const checked = checkPeriod(period.slice(0, 10));
  if (checked.ok) return periodBounds(checked.value)!;
  throw badRequest('invalid-period', checked.message);
}
