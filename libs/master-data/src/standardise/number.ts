import { parseAmount, toHalfWidth } from '@siku/standards';
import { decimalUnreadable, failedCheck, integerUnreadable, numberNegative } from '../validate/findings.js';
import type { Standardised, Standardiser } from './standardised.js';

/** What is written beside an amount → ISO 4217 (GB/T 12406). Longer words first. */
const CURRENCIES: readonly [RegExp, string][] = [
  [/人民币|RMB|CNY|￥|¥/i, 'CNY'],
  [/美元|美金|USD|US\$/i, 'USD'],
  [/港币|港元|HKD|HK\$/i, 'HKD'],
  [/欧元|EUR|€/i, 'EUR'],
  [/日元|日圆|JPY/i, 'JPY'],
  [/英镑|GBP|£/i, 'GBP'],
  [/新台币|台币|TWD|NT\$/i, 'TWD'],
  [/韩元|韩圆|KRW/i, 'KRW'],
  [/新加坡元|新元|SGD/i, 'SGD'],
  [/澳大利亚元|澳元|AUD/i, 'AUD'],
  [/加拿大元|加元|CAD/i, 'CAD'],
  [/瑞士法郎|CHF/i, 'CHF'],
  [/澳门元|MOP/i, 'MOP'],
];

/** `{amount, currency}` in whole units: 500万美元 → 5000000 USD. Without a word of the currency it is yuan. */
export function standardiseAmount(unit?: string): Standardiser {
  return (text): Standardised => {
    const found = CURRENCIES.find(([words]) => words.test(text));
    const figures = found ? text.replace(found[0], /[元圆]/.test(text.match(found[0])![0]) ? '元' : '') : text;
    const parsed = parseAmount(figures.replace(/元元|[()（）]/g, ''), unit);
    if (!parsed.ok) return { finding: failedCheck(parsed) };
    if (parsed.value < 0) return { finding: numberNegative };
    return { value: Object.freeze({ amount: parsed.value, currency: found?.[1] ?? 'CNY' }) };
  };
}

const SCALES: Record<string, number> = { 百: 1e2, 千: 1e3, 万: 1e4, 亿: 1e8 };

/** Digits with or without separators, a unit after them: 1,200人. */
const FIGURE = /^([+-]?\d+(?:\.\d+)?)\s*([百千万亿])?\s*([^\d\s.,]{0,6})$/;

/** @param unit 百人, 千, 万吨: its first character scales figures whose cell names no scale */
export function standardiseNumber(whole: boolean, unit = ''): Standardiser {
  const unreadable = whole ? integerUnreadable : decimalUnreadable;
  return (text) => {
    const match = FIGURE.exec(toHalfWidth(text).replace(/(\d)[,，](?=\d{3}(\D|$))/g, '$1').trim());
    if (!match) return { finding: unreadable };
    const [, digits, scale, rest] = match;
    if (rest === '%' && whole) return { finding: unreadable };
    const factor = SCALES[scale ?? unit[0] ?? ''] ?? 1;
    // Rounded to the precision a decimal fraction can have: 1.1 × 10,000 is 11,000 and not 11,000.000000000002.
    const value = Number((Number(digits) * factor).toPrecision(15));
    if (whole && !Number.isSafeInteger(value)) return { finding: unreadable };
    return value < 0 ? { finding: numberNegative } : { value };
  };
}
