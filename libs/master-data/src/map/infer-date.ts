import { parseDate } from '@siku/standards';

/** Tried in this order where dates do not explain themselves. */
const FORMATS = ['dd/MM/yyyy', 'MM/dd/yyyy', 'dd.MM.yyyy', 'dd-MM-yyyy', 'MM-dd-yyyy', 'ddMMyyyy', 'MMddyyyy'];

export interface DateFormat {
  /** undefined: the dates explain themselves */
  format: string | undefined;
  /** Share of the values it reads. */
  share: number;
  /** Another format, with day and month exchanged, reads as many. */
  ambiguous: boolean;
}

/** The format that reads most of a column's values. */
export function bestDateFormat(values: readonly string[]): DateFormat {
  const share = (format?: string): number =>
    values.filter((text) => parseDate(text, format).ok).length / Math.max(1, values.length);
  const plain = { format: undefined, share: share(), ambiguous: false };
  if (plain.share === 1) return plain;
  const tried = FORMATS.map((format) => ({ format, share: share(format) }));
  const best = tried.reduce((a, b) => (b.share > a.share ? b : a));
  const rivals = tried.filter((other) => other.share === best.share);
  return best.share > plain.share ? { ...best, ambiguous: rivals.length > 1 } : plain;
}
